"""Fields that several forms of this room are made of."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

DATE, TIME = {"type": "date"}, {"type": "time"}


def area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Among(forms.TypedChoiceField):
    """One of some rows, or none; gives the row itself."""

    def __init__(self, **how: Any) -> None:
        self.meant: dict[int, models.Model] = {}
        super().__init__(coerce=self._mean, required=False, empty_value=None, **how)

    def _mean(self, value: str) -> models.Model:
        return self.meant[int(value)]

    def offer(self, rows: Iterable[tuple[models.Model, str]], nothing: str) -> None:
        self.meant = {}
        choices: list[tuple[Any, str]] = [("", nothing)]
        for row, words in rows:
            self.meant[row.pk] = row
            choices.append((row.pk, words))
        self.choices = choices
