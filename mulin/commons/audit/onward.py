"""
What a thing of one room can be made into in another: a line of a grid log into a case.

The room that shows the thing knows no other.  Who sees them all, the portal, hands in where each is
begun; the address carries the thing's reference, which the other room reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from .things import reference_of


@dataclass(frozen=True)
class Onward:
    """One thing that can be begun from another: what, its icon, and where."""

    label: str | Promise
    icon: str
    begin: Callable[[Any], str]
    """The address at which it is begun in a unit; empty where it cannot be."""


_onwards: list[Onward] = []


def register(onward: Onward) -> None:
    """Let things be made into something."""
    _onwards.append(onward)


def ways_on(thing: Model, unit: Any) -> list[tuple[Onward, str]]:
    """Return what a thing of a unit can be made into, each with its address."""
    reference = reference_of(thing)
    begun = ((one, one.begin(unit)) for one in _onwards)
    return [(one, f"{address}?from={reference}") for one, address in begun if address]
