"""Fields that several forms of this room are made of."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

DATE, TIME = {"type": "date"}, {"type": "time"}


def area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Among(forms.ChoiceField):
    """One of some rows, or none; gives the row itself."""

    def __init__(self, **how: Any) -> None:
        self.meant: dict[str, models.Model] = {}
        super().__init__(required=False, **how)

    def offer(self, rows: Iterable[tuple[models.Model, str]], nothing: str) -> None:
        self.meant = {}
        choices: list[tuple[Any, str]] = [("", nothing)]
        for row, words in rows:
            self.meant[str(row.pk)] = row
            choices.append((row.pk, words))
        self.choices = choices

    def clean(self, value: Any) -> Any:
        # Not by a `coerce` given when the form was written: a form's fields are copies, and
        # what this one means is known to the copy only.
        return self.meant.get(super().clean(value))
