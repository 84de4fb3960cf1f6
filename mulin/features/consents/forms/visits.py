"""What is filled in about campaigns, visits and objections."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField

from ..models import Objection, Visit
from ..models.rounds import SAID

Choices = Iterable[tuple[Any, str]]
NEVER_IN_THE_LIST = 90 * 24 * 3600


def day_box(label: Any, **how: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **how)


class MomentInput(forms.DateTimeInput):
    """A day and a time, as browsers ask for them."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime):
            value = timezone.localtime(value) if timezone.is_aware(value) else value
            return value.strftime("%Y-%m-%dT%H:%M")
        return super().format_value(value)


class CampaignForm(forms.Form):
    """On which days visitors go."""

    name = forms.CharField(
        label=gettext_lazy("叫什么"), max_length=60, initial=gettext_lazy("第一次入户")
    )
    starts_on = day_box(gettext_lazy("第一天"))
    ends_on = day_box(gettext_lazy("最后一天"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("最后一天不能早于第一天。"))
        elif first and last and last - first > timedelta(days=60):
            self.add_error("ends_on", _("一次入户最多两个月，请分成几次。"))
        return given


class AssignForm(forms.Form):
    """Who goes to which buildings on which days."""

    visitors = forms.TypedMultipleChoiceField(
        label=gettext_lazy("谁去"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    buildings = forms.TypedMultipleChoiceField(
        label=gettext_lazy("去哪几栋"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("哪几天"),
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, visitors: Choices, buildings: Choices, days: Choices, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        for name, choices in (("visitors", visitors), ("buildings", buildings), ("days", days)):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class DoorForm(forms.Form):
    """What somebody found behind one door, filled in standing."""

    needed_once_shown = ("answer", "again_at", "topic", "text")

    outcome = forms.ChoiceField(
        label=gettext_lazy("门口的情况"), choices=Visit.Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("住户的答复"),
        choices=[(one.value, one.label) for one in SAID],
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("见到了才填。请照住户说的选，不要劝。"),
    )
    evidence = PhotosField(
        label=gettext_lazy("签字"),
        required=False,
        most=1,
        help_text=gettext_lazy("请住户在屏幕上签，或者拍下签好的纸。"),
    )
    again_at = forms.DateTimeField(
        label=gettext_lazy("约在什么时候"), required=False, widget=MomentInput
    )
    topic = forms.ChoiceField(label=gettext_lazy("意见是哪方面的"), required=False)
    text = forms.CharField(
        label=gettext_lazy("住户的意见"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wish = forms.CharField(label=gettext_lazy("希望怎么办"), required=False, max_length=300)
    note = forms.CharField(
        label=gettext_lazy("备注"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("只有社区的工作人员看得到，别写病情这类隐私。"),
    )
    evidence_kind = forms.ChoiceField(
        choices=Visit.Evidence.choices, required=False, widget=forms.HiddenInput
    )
    key = forms.CharField(max_length=50, initial=uuid4, widget=forms.HiddenInput)
    seconds_ago = forms.IntegerField(
        min_value=0, max_value=NEVER_IN_THE_LIST, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, topics: Sequence[Sequence[str]], **how: Any) -> None:
        super().__init__(*args, **how)
        named = [(key, _(label)) for key, label in topics]
        self.fields["topic"].choices = [("", _("没有意见")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome == Visit.Outcome.ANSWERED and not given.get("answer"):
            self.add_error("answer", _("见到了，请选住户的答复。"))
        if outcome != Visit.Outcome.ANSWERED:
            given["answer"] = ""
        if outcome == Visit.Outcome.REVISIT and not given.get("again_at"):
            self.add_error("again_at", _("请写上约在什么时候。"))
        if outcome != Visit.Outcome.REVISIT:
            given["again_at"] = None
        self._clean_objection(given)
        return given

    def _clean_objection(self, given: dict[str, Any]) -> None:
        if given.get("text") and not given.get("topic"):
            self.add_error("topic", _("请选一下是哪方面的意见。"))
        if given.get("topic") and not given.get("text"):
            self.add_error("text", _("请写一句住户的意见。"))

    def clean_again_at(self) -> datetime | None:
        again_at = self.cleaned_data["again_at"]
        if again_at and again_at.year > timezone.now().year + 1:
            raise forms.ValidationError(_("这个日期太远了，请再看看。"))
        return again_at


class SheetForm(forms.Form):
    """A walk sheet filled in as a table."""

    file = forms.FileField(label=gettext_lazy("填好的表（.xlsx 或 .csv）"))


class ObjectionForm(forms.Form):
    """How far the talk about an objection has come."""

    state = forms.ChoiceField(
        label=gettext_lazy("谈得怎么样"), choices=Objection.State.choices, widget=forms.RadioSelect
    )
    agreed_answer = forms.CharField(
        label=gettext_lazy("答应了什么"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("谈妥了会带进这一户的一户一策。"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("state") == Objection.State.AGREED and not given.get("agreed_answer"):
            self.add_error("agreed_answer", _("谈妥了，请写下答应了什么。"))
        return given


class TopicsForm(forms.Form):
    """What objections of a round can be about."""

    names = forms.CharField(
        label=gettext_lazy("意见分哪几类"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("一行一类。已经有人提的不能去掉。"),
    )
