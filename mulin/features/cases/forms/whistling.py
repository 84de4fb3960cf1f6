from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulin.commons.people.fields import LineField, LinesField

from .acting import MomentField
from .judging import HOW_WELL

SOON = timedelta(hours=2)


class WhistleForm(forms.Form):
    """Whom to call, for what, until when."""

    field_order = ["task", "where", "come_by", "units"]
    units = forms.TypedMultipleChoiceField(
        label=_("吹哨叫哪些单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    task = LineField(label=_("请他们来办什么"), max_length=200)
    where = LineField(label=_("到哪儿碰头"), max_length=80, required=False)
    come_by = MomentField(label=_("最晚什么时候到"))

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["come_by"].initial = lambda: timezone.now() + SOON


class CheckInForm(forms.Form):
    """Who came."""

    name = LineField(label=_("来的是谁"), max_length=60)


class DeedForm(forms.Form):
    """What was done."""

    did = LinesField(label=_("做了什么"), max_length=200, widget=forms.Textarea({"rows": 2}))


class RateForm(forms.Form):
    """How well a unit came and acted."""

    rating = forms.TypedChoiceField(
        label=_("社区怎么评"), choices=HOW_WELL, coerce=int, widget=forms.RadioSelect
    )
    words = LineField(label=_("为什么这么评"), max_length=200, required=False)
