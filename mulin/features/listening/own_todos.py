"""What waits for an office because a letter is due, or because one was answered."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.commons.tasks import todo

from . import queries
from .models import LetterRound

A_MONTH = timedelta(days=30)


def waiting_for(person: Person) -> Iterator[todo.ToDo]:
    """Return the letters to send within a month, and those whose answers are to be published."""
    for letter in queries.letters_due(person, within=A_MONTH):
        yield todo.ToDo(
            _what(letter),
            reverse("listening:letter_desk", args=[letter.occasion_id]),
            letter.occasion.on if letter.occasion.is_planned else letter.returns_until,
            letter.community.name,
        )


def _what(letter: LetterRound) -> str:
    if not letter.occasion.is_planned:
        return _("%(name)s：收完了，答复并公布") % {"name": letter}
    if letter.is_written:
        return _("%(name)s：印好发出去") % {"name": letter}
    return _("%(name)s：写好、印好、发出去") % {"name": letter}


def register_todos() -> None:
    """Let letters stand on everybody's list."""
    todo.register(todo.Source("letters", gettext_lazy("征求意见信"), waiting_for, icon="mail"))
