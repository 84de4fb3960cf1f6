"""
What neighbours of a compound, or of one of its buildings, are told: all rooms in one question.

A room's part is a line in `channel_sources`; here they are asked together, put into sections and
given their addresses.  Nothing of a person is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.places.models import AdminUnit, Building, Compound
from mulin.programmes import kinds

A_FEW = 6
"""How many lines of one kind are read, and how many a section shows."""


@dataclass(frozen=True)
class Spot:
    """Whose page it is: a compound, or one building of it."""

    compound: Compound
    building: Building | None = None

    @property
    def community(self) -> AdminUnit:
        return self.compound.community

    @property
    def name(self) -> str:
        return self.building.full_name if self.building else self.compound.name

    @property
    def above(self) -> list[int]:
        """The community and everything it lies in, by their keys."""
        return [int(key) for key in self.community.path.strip("/").split("/")]

    def within(self, compound: str) -> Q:
        """Return the condition that something is about this compound, or about no single one."""
        return Q(**{compound: None}) | Q(**{compound: self.compound.pk})

    def beside(self, building: str) -> Q:
        """Return the condition that something is about this spot, or about no single building."""
        nowhere = Q(**{building: None})
        if self.building:
            return nowhere | Q(**{building: self.building.pk})
        return nowhere | Q(**{f"{building}__compound": self.compound.pk})


@dataclass(frozen=True)
class Line:
    """One thing to read on the page."""

    icon: str
    label: str
    title: str
    text: str
    url: str
    on: date | None


@dataclass(frozen=True)
class Look:
    """How the lines of one kind look, and where each leads."""

    section: str
    icon: str
    label: Any
    page: str
    title: Any = "%(title)s"
    """The line's title in words around what the room calls it."""


def lines_of(found: Iterable[QuerySet[Any, Any]], looks: dict[str, Look]) -> dict[str, list[Line]]:
    """Return what all rooms say, by section, in one question."""
    first, *others = found
    told: dict[str, list[Line]] = {}
    for kind, key, title, text, on in first.union(*others, all=True):
        name, _dot, step_kind = kind.partition(".")
        look = looks[name]
        url = reverse(kinds.get(step_kind).page if step_kind else look.page, args=[key])
        label = kinds.get(step_kind).invitation if step_kind else look.label
        words = look.title % {"title": _(title) if step_kind else title}
        line = Line(look.icon, str(label), words, _(text) if step_kind and text else text, url, on)
        told.setdefault(look.section, []).append(line)
    return told


def soonest(lines: list[Line]) -> list[Line]:
    """Return the lines whose day comes first; those without a day last."""
    return sorted(lines, key=lambda line: line.on or date.max)[:A_FEW]


def newest(lines: list[Line]) -> list[Line]:
    """Return the lines whose day was last."""
    return sorted(lines, key=lambda line: line.on or date.min, reverse=True)[:A_FEW]
