"""
What other rooms add to the page of a topic: meetings, drawings, advice, promises.

A room registers its part in `apps.py`; the page knows no room:

    parts.register(Part("advice", show, order=50))

`show(topic, viewer)` returns a `Section`: a part of the page, drawn by the room's own template,
or nothing where there is nothing to say, and when residents were asked through this room, for
the line on which everybody sees when nobody asked for long.  It asks a constant number of
questions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ImproperlyConfigured

from mulin.commons.people.models import Person

from .models import Topic


@dataclass(frozen=True)
class Asked:
    """One time at which residents were asked."""

    on: date
    words: str
    """What was asked, and how: “展板征询：三个摆法”."""

    url: str = ""
    until: date | None = None
    """Until when they could answer; None when it was one day."""

    heard: str = ""
    """How many answered, in words."""

    @property
    def last_on(self) -> date:
        return self.until or self.on


@dataclass(frozen=True)
class Section:
    """What one room has to show about a topic."""

    html: str = ""
    asked: Sequence[Asked] = ()


@dataclass(frozen=True)
class Part:
    """One room's part of a topic's page."""

    key: str
    show: Callable[[Topic, Person], Section]
    order: int = 50
    """From top to bottom: meetings 30, drawings 40, advice 50, promises 60."""


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Let the page of a topic show a room's part."""
    if part.key in _parts:
        raise ImproperlyConfigured(f"two parts of a topic's page are called {part.key!r}")
    _parts[part.key] = part


def sections(topic: Topic, viewer: Person) -> list[Section]:
    """Return what the rooms have to show about a topic, from top to bottom."""
    parts = sorted(_parts.values(), key=lambda part: (part.order, part.key))
    return [part.show(topic, viewer) for part in parts]
