"""
How a thing of any room is named and where its page is, for those who only know its reference.

A promise knows that it was made in a meeting or for a case, and a record what it is about, by
two words: the type and the key.  A room hands in how its things are shown:

    things.register(ThingKind("cases.case", _("诉求"), queries.cases_visible_to, str, page_of))

A reference is written as the record writes it: `cases.case:12`.  Whoever may not see a thing
is told neither its name nor its page.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

Key = tuple[str, int]
REFERENCE = re.compile(r"([a-z]+\.[a-z]+):([1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True)
class ThingKind:
    """How things of one type are named, found and shown."""

    type: str
    label: str | Promise
    visible_to: Callable[[Any], QuerySet[Any]]
    """What one person may see of them."""

    title: Callable[[Any], str]
    url: Callable[[Any], str]
    begun_for: Callable[[models.Model], Iterable[models.Model]] | None = None
    """Which of them were begun for another thing, so that its story tells of them too."""


@dataclass(frozen=True)
class Thing:
    """One thing as its reader may see it."""

    type: str
    id: int
    label: str
    title: str
    url: str

    @property
    def reference(self) -> str:
        return f"{self.type}:{self.id}"


_kinds: dict[str, ThingKind] = {}


def register(kind: ThingKind) -> None:
    """Let the house show things of one type."""
    if kind.type in _kinds:
        raise ImproperlyConfigured(f"two rooms show {kind.type!r}")
    _kinds[kind.type] = kind


def key_of(thing: models.Model) -> Key:
    """Return a thing's reference in two parts, as records keep it."""
    return thing._meta.label_lower, thing.pk


def reference_of(thing: models.Model) -> str:
    """Return a thing's reference as addresses carry it."""
    return "{}:{}".format(*key_of(thing))


def key_in(reference: str) -> Key | None:
    """Return the two parts of a reference somebody sent, or None when it is none."""
    found = REFERENCE.fullmatch(reference)
    return (found[1], int(found[2])) if found and found[1] in _kinds else None


def find(viewer: Any, reference: str) -> Thing | None:
    """Return what a reference means, if the viewer may see it."""
    key = key_in(reference)
    return found_among(viewer, [key]).get(key) if key else None


def found_among(viewer: Any, keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return those of these things that the viewer may see; one question for each type."""
    by_type = defaultdict(set)
    for type, id in keys:
        by_type[type].add(id)
    return {
        (type, one.pk): _thing(kind, one)
        for type, ids in by_type.items()
        if (kind := _kinds.get(type))
        for one in kind.visible_to(viewer).filter(pk__in=ids)
    }


def begun_for(thing: models.Model) -> list[models.Model]:
    """Return everything that was begun for a thing, in whatever room; one question for each."""
    asked = [kind.begun_for for kind in _kinds.values() if kind.begun_for]
    return [one for ask in asked for one in ask(thing)]


def _thing(kind: ThingKind, one: models.Model) -> Thing:
    return Thing(kind.type, one.pk, str(kind.label), kind.title(one), kind.url(one))
