"""
What waits for a person, whatever room it came from: one list.

Promises are this room's own.  Another room hands in what it waits for:

    todo.register(Source("cases", _("诉求"), queries.waiting_for))

`waiting_for(person)` returns what waits as ToDo, the most urgent first, in a constant number
of questions and never more than A_LOT of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.functional import Promise

from mulin.commons.people.models import Person

A_LOT = 200


@dataclass(frozen=True)
class ToDo:
    """One thing that waits: what, where to do it, and until when."""

    title: str
    url: str
    due_on: date | None = None
    place: str = ""
    """Where it belongs: a community, a meeting."""

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


@dataclass(frozen=True)
class Source:
    """A room that something waits in."""

    key: str
    label: str | Promise
    waiting_for: Callable[[Person], Iterable[ToDo]]
    icon: str = "clipboard-check"


@dataclass(frozen=True)
class Waiting:
    """What waits in one room."""

    source: Source
    todos: list[ToDo]

    @property
    def overdue(self) -> int:
        return sum(todo.is_overdue for todo in self.todos)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let what waits in a room stand on everybody's list."""
    if source.key in _sources:
        raise ImproperlyConfigured(f"two rooms call what waits in them {source.key!r}")
    _sources[source.key] = source


def waiting_for(person: Person) -> list[Waiting]:
    """Return what waits for a person, room by room; rooms where nothing waits are left out."""
    found = (
        Waiting(source, list(islice(source.waiting_for(person), A_LOT)))
        for source in _sources.values()
    )
    return [waiting for waiting in found if waiting.todos]
