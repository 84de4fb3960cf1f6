"""What is typed while a budget's items are collected and shortlisted."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import tidy

from .models import CollectedItem
from .vote_office_forms import CENTS, _yuan

MOST_LEAFLETS = 100_000


class CollectSettings(forms.Form):
    """What is settled before items are collected: nothing."""


class LeafletForm(forms.Form):
    """How many leaflets went out where and when."""

    place = forms.CharField(label=gettext_lazy("哪里（楼号或者地方）"), max_length=40)
    number = forms.IntegerField(
        label=gettext_lazy("发了多少份"), min_value=1, max_value=MOST_LEAFLETS
    )
    handed_on = forms.DateField(
        label=gettext_lazy("哪天"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["handed_on"].initial = timezone.localdate

    def clean_place(self) -> str:
        return tidy(self.cleaned_data["place"])


class ItemForm(forms.Form):
    """Something neighbours want."""

    title = forms.CharField(label=gettext_lazy("想办什么"), max_length=60)
    text = forms.CharField(
        label=gettext_lazy("为什么"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ChoiceField(label=gettext_lazy("哪一类"), required=False)

    def __init__(self, *args: Any, categories: Mapping[str, str], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["category"].choices = [("", _("不分")), *categories.items()]  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    """Whether something comes to the vote."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("怎么定"),
        choices=CollectedItem.Verdict.choices,
        widget=forms.RadioSelect,
    )
    cost = _yuan(gettext_lazy("估计花多少钱（元）"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("没有选上的，为什么"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("大家都看得到"),
    )

    @property
    def judgement(self) -> dict[str, Any]:
        """Return what was typed, in cents."""
        given = dict(self.cleaned_data)
        cost = given.pop("cost")
        return {**given, "cost_cents": None if cost is None else int(cost * CENTS)}


class ItemFileForm(forms.Form):
    """A list of items made in a spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("表格（.xlsx、.csv）"),
        help_text=gettext_lazy("第一行写：项目、说明、类别、造价（元）"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
