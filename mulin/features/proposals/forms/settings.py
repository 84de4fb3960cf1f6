from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _least(label: Any, initial: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1000,
        initial=initial,
        help_text=_("0 就是可以不写。"),
    )


def _most(label: Any, initial: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=1000, initial=initial, help_text=_("0 就是不限。")
    )


class PrepareSettings(forms.Form):
    """What a proposal must have before it is submitted, and how many may be."""

    needs_cost = forms.BooleanField(label=_("要写大约多少钱"), required=False, initial=True)
    min_text = _least(_("“这是件什么事”至少几个字"), 50)
    min_goal = _least(_("“想做成什么样”至少几个字"))
    min_beneficiaries = _least(_("“谁会受益”至少几个字"))
    min_steps = _least(_("“分几步、什么时候做”至少几个字"))
    min_sustainability = _least(_("“以后谁来管”至少几个字"))
    min_zone_fit = _least(_("“怎么呼应片区的重点”至少几个字"))
    min_method = _least(_("“用什么专业方法”至少几个字"))
    needs_social_worker = forms.BooleanField(
        label=_("要写跟进的社工"), required=False, initial=False
    )
    per_community = _most(_("一个社区最多交几个提案"))
    per_category_and_community = _most(_("一个社区同一类最多交几个"))
    flagships_per_community = _most(_("一个社区最多推几个精品"), 1)
