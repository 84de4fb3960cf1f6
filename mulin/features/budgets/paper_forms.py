"""What is typed at the booth and while paper ballots are read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .actions.paper import MOST_AT_ONCE

LONGEST = 400


class PaperBatchForm(forms.Form):
    """How many ballots to print."""

    count = forms.IntegerField(
        label=gettext_lazy("印几张"), min_value=1, max_value=MOST_AT_ONCE, initial=50
    )


class PaperReadingForm(forms.Form):
    """One line for each ballot of a box."""

    def __init__(self, *args: Any, serials: Iterable[int], **how: Any) -> None:
        super().__init__(*args, **how)
        for serial in serials:
            self.fields[f"sheet-{serial}"] = forms.CharField(
                label=f"{serial:04}",
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
            )

    @property
    def sheets(self) -> dict[int, str]:
        """Return what was typed, by the ballots' numbers."""
        return {int(name.partition("-")[2]): text for name, text in self.cleaned_data.items()}

    @property
    def lines(self) -> Iterator[forms.BoundField]:
        yield from self


class RecountForm(forms.Form):
    """Why a box is read anew."""

    reason = forms.CharField(label=gettext_lazy("为什么重新点"), max_length=200)
