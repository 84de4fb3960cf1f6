"""
What can take place: talk days, meetings, rounds of letters, upkeep.

A room registers its kinds in `apps.py`; this floor keeps when they are, and whether they were.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.people.models import Person

if TYPE_CHECKING:
    from .models import Occasion


def _nothing(actor: Person | None, occasions: "Sequence[Occasion]") -> None:
    pass


@dataclass(frozen=True)
class OccasionKind:
    """One kind of occasion and the room that answers for it."""

    key: str
    label: str | Promise
    page: "Callable[[Occasion], str]"
    """The address of an occasion's public page."""

    begin: "Callable[[Person | None, Sequence[Occasion]], None]" = _nothing
    """Called in the transaction that plans occasions, so that the room adds what is its own."""

    usual: Cadence | None = None
    """How it usually comes again; None: it takes place by itself only."""

    roles: tuple[str, ...] = field(default=())
    """Whose coming is expected, unless a series says otherwise."""

    icon: str = "calendar-days"


_kinds: dict[str, OccasionKind] = {}


def register(*kinds: OccasionKind) -> None:
    """Let these kinds take place."""
    for kind in kinds:
        if kind.key in _kinds:
            raise ImproperlyConfigured(f"two kinds of occasion are called {kind.key!r}")
        _kinds[kind.key] = kind


def get(key: str) -> OccasionKind:
    """Return the kind of that key, or raise KeyError."""
    return _kinds[key]


def those_that_come_again() -> list[OccasionKind]:
    return [kind for kind in _kinds.values() if kind.usual]


def all_kinds() -> list[OccasionKind]:
    return list(_kinds.values())
