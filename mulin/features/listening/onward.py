"""
What a line of a grid log can be made into beyond this room: a case, for instance.

This room knows no other.  Who sees them all, the portal, hands in where each is begun; the
address carries the line's reference, which the other room reads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from mulin.commons.audit.things import reference_of

from .models import GridLog


@dataclass(frozen=True)
class Onward:
    """One thing that can be begun from a line: what, its icon, and where."""

    label: str | Promise
    icon: str
    begin: Callable[[Any], str]
    """The address at which it is begun in a community."""


_onwards: list[Onward] = []


def register(onward: Onward) -> None:
    """Let lines of grid logs be made into something."""
    _onwards.append(onward)


def ways_on(log: GridLog) -> list[tuple[Onward, str]]:
    """Return what a line can be made into, each with its address."""
    reference = reference_of(log)
    return [(one, f"{one.begin(log.community)}?from={reference}") for one in _onwards]
