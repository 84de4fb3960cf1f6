"""What several forms of this room ask for."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.places.models import Building
from mulin.commons.topics.models import Opinion

LONGEST_LINE = 200
MOST_LINES = 12
NEVER_WAITED_LONGER = 90 * 24 * 3600
KINDS = [kind.value for kind in Opinion.Kind]


def day_box(label: Any, **how: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **how)


def lines_of(text: str) -> list[str]:
    """Return what was written, line by line, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def building_choices(buildings: Iterable[Building], nothing: Any) -> list[tuple[Any, str]]:
    return [("", str(nothing)), *((one.pk, one.full_name) for one in buildings)]


class RequestForm(forms.Form):
    """A form that knows one press of its button from the next."""

    key = forms.CharField(max_length=50, initial=uuid4, widget=forms.HiddenInput)


class OpinionLines(forms.Form):
    """What somebody said, one line each, under what it is."""

    need = forms.CharField(
        label=gettext_lazy("最想解决什么"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    suggestion = forms.CharField(
        label=gettext_lazy("有什么好办法"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    constraint = forms.CharField(
        label=gettext_lazy("有什么千万别动"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @staticmethod
    def as_typed(opinions: Iterable[Opinion]) -> dict[str, str]:
        """Return lines as they are typed, to be changed."""
        typed: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for opinion in opinions:
            typed[opinion.kind].append(opinion.text)
        return {kind: "\n".join(lines) for kind, lines in typed.items()}

    def _lines(self, name: str) -> str:
        text = self.cleaned_data[name]
        lines = lines_of(text)
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("最多 %(most)d 行。") % {"most": MOST_LINES})
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST_LINE:
                words = _("第 %(number)d 行超过 %(most)d 个字，请分成两行。")
                raise forms.ValidationError(words % {"number": number, "most": LONGEST_LINE})
        return text

    def clean_need(self) -> str:
        return self._lines("need")

    def clean_suggestion(self) -> str:
        return self._lines("suggestion")

    def clean_constraint(self) -> str:
        return self._lines("constraint")

    @property
    def said(self) -> dict[str, Sequence[str]]:
        """Return the lines by the kind of opinion they are."""
        told = {kind: lines_of(self.cleaned_data[kind]) for kind in KINDS}
        return {kind: lines for kind, lines in told.items() if lines}
