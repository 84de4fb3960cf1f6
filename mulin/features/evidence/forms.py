from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.files.forms import PhotosField
from mulin.commons.people.names import tidy

from .models import Evidence

Choices = Iterable[tuple[Any, str]]
PER = [
    ("cycle", gettext_lazy("整季一份")),
    ("community", gettext_lazy("每个社区一份")),
    ("selected_proposal", gettext_lazy("每个入选提案一份")),
]


class EvidenceSettings(forms.Form):
    """What has to be shown in a step before it may close."""

    per = forms.ChoiceField(label=gettext_lazy("谁要留佐证"), choices=PER, initial="community")
    what = forms.CharField(
        label=gettext_lazy("留什么"),
        max_length=40,
        help_text=gettext_lazy("比如：社区底数表"),
    )
    counts = forms.CharField(
        label=gettext_lazy("要报的数，单位是什么"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("比如：场。不要报数就空着"),
    )
    photos_needed = forms.IntegerField(
        label=gettext_lazy("至少几张照片"), min_value=0, max_value=20, initial=0
    )


class PlainField(forms.CharField):
    """Some words, without signs nobody can see."""

    def to_python(self, value: Any) -> str:
        lines = (super().to_python(value) or "").splitlines()
        return "\n".join(tidy(line) for line in lines).strip()


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NoteForm(forms.Form):
    """One thing that was done: written in under a minute, on a phone."""

    about = forms.TypedChoiceField(label=gettext_lazy("哪个社区"), coerce=int)
    state = forms.ChoiceField(
        label=gettext_lazy("到哪一步了"), choices=Evidence.State.choices, widget=forms.RadioSelect
    )
    text = PlainField(
        label=gettext_lazy("做了什么"),
        max_length=500,
        widget=_area(),
        help_text=gettext_lazy("一两句就行。会公开，别写居民的姓名和电话。"),
    )
    number = forms.IntegerField(min_value=0, max_value=1_000_000)
    happened_on = forms.DateField(
        label=gettext_lazy("哪天"), widget=forms.DateInput(attrs={"type": "date"})
    )
    photos = PhotosField(required=False)
    shows = forms.ChoiceField(
        label=gettext_lazy("照片是什么时候的"),
        choices=Evidence.Shows.choices,
        initial=Evidence.Shows.DURING,
        required=False,
    )
    due_on = forms.DateField(
        label=gettext_lazy("打算哪天做完"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("以最后写的为准，到期没做完会列出来"),
    )
    receipt = forms.UUIDField(initial=uuid4, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, subjects: Choices, settings: dict[str, Any], **how: Any) -> None:
        super().__init__(*args, **how)
        self._choose(list(subjects), settings["per"])
        if not settings["counts"]:
            del self.fields["number"]
        else:
            unit = _(settings["counts"])
            self.fields["number"].label = _("一共几%(unit)s") % {"unit": unit}
        if settings["per"] != "selected_proposal":
            for name in ("state", "shows", "due_on"):
                del self.fields[name]

    def _choose(self, subjects: list[tuple[Any, str]], per: str) -> None:
        if per == "cycle":
            del self.fields["about"]
            return
        if per == "selected_proposal":
            self.fields["about"].label = _("哪个提案")
        self.fields["about"].choices = subjects  # type: ignore[attr-defined]
        if len(subjects) == 1:
            self.initial.setdefault("about", subjects[0][0])

    def clean_happened_on(self) -> date:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("还没到这一天，做完了再来记。"))
        if day.year < 2000:
            raise forms.ValidationError(_("这个日期太早了，请再看看。"))
        return day

    def clean_shows(self) -> str:
        return self.cleaned_data["shows"] or Evidence.Shows.DURING


class WithdrawForm(forms.Form):
    """Why something written down does not hold."""

    reason = PlainField(
        label=gettext_lazy("为什么撤回"),
        max_length=200,
        widget=_area(2),
        help_text=gettext_lazy("会留在公开页面上"),
    )


class ReviewForm(forms.Form):
    """What was promised and what came of it."""

    goal = PlainField(label=gettext_lazy("当初要做到什么"), max_length=500, widget=_area())
    result = PlainField(label=gettext_lazy("做到了什么"), max_length=500, widget=_area())
    satisfaction = PlainField(label=gettext_lazy("居民怎么说"), max_length=500, widget=_area())
    lessons = PlainField(label=gettext_lazy("学到了什么"), max_length=500, widget=_area())
    reason = PlainField(label=gettext_lazy("为什么改评估"), max_length=200)

    def __init__(self, *args: Any, is_correction: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        if not is_correction:
            del self.fields["reason"]


class UploadForm(forms.Form):
    """A list of what was done, filled in on a computer."""

    file = forms.FileField(
        label=gettext_lazy("填好的表"),
        max_length=200,
        help_text=gettext_lazy(".xlsx 或 .csv。有一行不对就都不导入，先告诉您哪一行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
