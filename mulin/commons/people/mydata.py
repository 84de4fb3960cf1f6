"""
Everything the house holds about a person, gathered from all rooms.

People stand below the rooms that know most about them, so a room hands in a `Section` from
its apps.py:

    mydata.register(Section("memberships", _("我的身份"), (_("地方"), _("角色")), rows_of))

`rows(person)` returns the rows under those headings, newest first.  `forget(person)`, where
there is one, runs inside the transaction that anonymises the person: it removes what would
give them away and may raise `Refused` when something must be handed over first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.timezone import localtime

from .models import Person

Cell = str | int | date | datetime | Promise | None
Rows = Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class Section:
    """What one room holds about a person."""

    key: str
    title: str | Promise
    headings: tuple[str | Promise, ...]
    rows: Callable[[Person], Rows]
    forget: Callable[[Person], None] | None = None
    page: str = ""
    """The name of an address where a person works with this; it is then listed under 我的."""

    icon: str = "file-text"


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Let a room tell people what it holds about them."""
    if section.key in _sections:
        raise ImproperlyConfigured(f"two rooms call their section {section.key!r}")
    _sections[section.key] = section


def sections() -> list[Section]:
    """Return the sections of all rooms, in the order they were handed in."""
    return list(_sections.values())


NEWEST = 10
"""How many rows of a section the page shows; the files have all."""


@dataclass(frozen=True)
class Held:
    """Rows of one section, as words."""

    section: Section
    rows: list[list[str | int]]
    has_more: bool = False

    @property
    def lines(self) -> list[list[tuple[str | Promise, str | int]]]:
        """Return the rows with each cell under its heading."""
        return [list(zip(self.section.headings, row, strict=True)) for row in self.rows]


def newest(section: Section, person: Person) -> Held:
    """Return the newest rows of a section, and whether there are more."""
    rows = [_words(row) for row in islice(section.rows(person), NEWEST + 1)]
    return Held(section, rows[:NEWEST], has_more=len(rows) > NEWEST)


def everything_about(person: Person) -> list[Held]:
    """Return all rows of all sections."""
    return [Held(section, [_words(row) for row in section.rows(person)]) for section in sections()]


def as_object(everything: list[Held]) -> dict[str, Any]:
    """Return all rows by section, each under its headings."""
    return {
        str(held.section.title): [
            dict(zip(map(str, held.section.headings), row, strict=True)) for row in held.rows
        ]
        for held in everything
    }


def as_cells(everything: list[Held]) -> Iterator[tuple[str, int, str, str | int]]:
    """Return one line for each thing known: section, number of the row, heading, what it says."""
    for held in everything:
        for number, row in enumerate(held.rows, start=1):
            for heading, cell in zip(held.section.headings, row, strict=True):
                yield str(held.section.title), number, str(heading), cell


def _words(row: Sequence[Cell]) -> list[str | int]:
    return [_word(cell) for cell in row]


def _word(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return f"{localtime(cell):%Y-%m-%d %H:%M}"
    return cell if isinstance(cell, int) else "" if cell is None else str(cell)
