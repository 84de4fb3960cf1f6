from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.commons.calendar.days import DayKind


class CollectSettings(forms.Form):
    """How ideas are collected."""

    per_person = forms.IntegerField(
        label=_("每人最多几条"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("0 就是不限。没有账号的人按网络地址限次数。"),
    )
    max_text = forms.IntegerField(
        label=_("说明最多几个字"), min_value=50, max_value=500, initial=500
    )
    needs_account = forms.BooleanField(label=_("要登录才能提"), required=False)


class ScreenSettings(forms.Form):
    """How ideas are screened."""

    criteria_mode = forms.ChoiceField(
        label=_("几条标准怎么算"),
        choices=[("all", _("每条都要符合")), ("any", _("符合一条就行"))],
        initial="all",
    )
    reply_days = forms.IntegerField(label=_("几天内答复"), min_value=1, max_value=90, initial=7)
    reply_day_kind = forms.ChoiceField(
        label=_("这几天怎么数"), choices=DayKind.choices, initial=DayKind.NATURAL, required=False
    )
