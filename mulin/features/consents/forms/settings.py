"""What a step of this room can be set to."""

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import ConsentRound
from ..rules import share_in_words

PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*[%％]?")
PARTS = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")


class ShareField(forms.CharField):
    """A share such as 90% or 2/3, kept as an exact fraction."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        share = _share(written)
        if share is None or not 0 < share <= 1:
            raise forms.ValidationError(_("请写 90% 或者 2/3 这样的比例。"))
        return f"{share.numerator}/{share.denominator}"

    def in_words(self, value: str) -> str:
        return share_in_words(value)


def _share(written: str) -> Fraction | None:
    if (parts := PARTS.fullmatch(written)) and int(parts[2]):
        return Fraction(int(parts[1]), int(parts[2]))
    if percent := PERCENT.fullmatch(written):
        return Fraction(percent[1]) / 100
    return None


class AskHouseholdsSettings(forms.Form):
    """One question to every household, and which share must agree."""

    about = forms.ChoiceField(
        label=gettext_lazy("这一轮问什么"),
        choices=ConsentRound.About.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("工程和收费分开问，不能放在一轮里。"),
    )
    question = forms.CharField(
        label=gettext_lazy("问题"),
        max_length=120,
        required=False,
        initial="",
        help_text=gettext_lazy("一轮只问一件事。现在不写，准备这一轮的时候再写也行。"),
    )
    share = ShareField(
        label=gettext_lazy("多少同意算达到"),
        max_length=12,
        initial="9/10",
        help_text=gettext_lazy("例：90%，或者 2/3"),
    )
    comparison = forms.ChoiceField(
        label=gettext_lazy("刚好到这个比例算不算"),
        choices=[("at_least", gettext_lazy("算")), ("more_than", gettext_lazy("要超过才算"))],
        initial="at_least",
        widget=forms.RadioSelect,
    )
    of = forms.ChoiceField(
        label=gettext_lazy("和谁比"),
        choices=[
            ("registered", gettext_lazy("全体登记住户")),
            ("occupied", gettext_lazy("登记住户，不算空置的")),
            ("reached", gettext_lazy("已经答复的住户")),
        ],
        initial="registered",
        widget=forms.RadioSelect,
    )
    conflict_hours = forms.IntegerField(
        label=gettext_lazy("几小时之内两个人录的不一样，算对不上"),
        min_value=0,
        max_value=240,
        initial=24,
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("达到了才能开工"), required=False, initial=True
    )
    only_after_passed = forms.BooleanField(
        label=gettext_lazy("前面的轮次都达到了才开始问"), required=False, initial=False
    )


class StartWorksSettings(forms.Form):
    """Works start with a notice; which rounds must be reached is said at the rounds."""
