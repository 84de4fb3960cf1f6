"""
What other rooms add to the page of a topic: meetings, drawings, advice, promises.

A room registers its part in `apps.py`; the page knows no room:

    parts.register(Part("advice", drawn, order=50))

`draw` returns a section of the page, drawn by the room's own template, or nothing where there
is nothing to say; it asks a constant number of questions.  `asked` returns when residents were
asked through this room, for the line on which everybody sees when nobody asked for long.
"""

from collections.abc import Callable
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


def _never(topic: Topic) -> list[Asked]:
    return []


@dataclass(frozen=True)
class Part:
    """One room's part of a topic's page."""

    key: str
    draw: Callable[[Topic, Person], str]
    asked: Callable[[Topic], list[Asked]] = _never
    order: int = 50
    """From top to bottom: meetings 30, drawings 40, advice 50, promises 60."""


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Let the page of a topic show a room's part."""
    if part.key in _parts:
        raise ImproperlyConfigured(f"two parts of a topic's page are called {part.key!r}")
    _parts[part.key] = part


def all_parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: (part.order, part.key))


def drawn(topic: Topic, viewer: Person) -> list[str]:
    """Return what the rooms have to show about a topic, in order."""
    return [section for part in all_parts() if (section := part.draw(topic, viewer))]


def asked(topic: Topic) -> list[Asked]:
    """Return when residents were asked about a topic, the first first."""
    found = [one for part in all_parts() for one in part.asked(topic)]
    return sorted(found, key=lambda one: one.on)
