"""
Elections as Pabulib keeps them, in files whose names end in .pb.

    >>> lines = ["META", "key;value", "budget;1000", "vote_type;approval"]
    >>> lines += ["PROJECTS", "project_id;cost;name", '1;300;"Bench; oak"', "2;400.50;Lamp"]
    >>> lines += ["VOTES", "voter_id;vote", "7;1,2", "8;2"]
    >>> election = read("\\n".join(lines))
    >>> election.unit, election.budget, [project.cost for project in election.projects]
    (100, 100000, [30000, 40050])

The format is described at pabulib.org/format.  What real files do besides is read as well: a byte
order mark, any ends of lines, semicolons and line breaks inside quotes, decimal commas, columns
in any order, cells that are missing at the end of a line, ids of any signs, blank lines, and
ballots that are empty or say `none`.

- Money becomes whole coins: `unit` is one where all sums are whole, 100 where cents do.
- `choose-1` is read as approval ballots.
- Points of `scoring` and `cumulative` ballots that have decimals are all multiplied by the
  smallest number that makes every one whole.  Points of zero say nothing.  A `default_score`
  above zero goes to every project that a scoring ballot leaves out.
- `ordinal` ballots name projects from the best on; of k projects the first gets k points.
- A column `envelope` of PROJECTS, which is Mulin's, says whose money pays for a project.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from itertools import repeat
from types import MappingProxyType

import numpy as np

from ._election import (
    APPROVAL,
    CUMULATIVE,
    MOST_MONEY,
    ORDINAL,
    SCORING,
    Election,
    Project,
)
from ._faults import FaultInFile, Note
from ._figures import figure, in_units, unit_for
from ._pabulib_ballots import POINTS, VOTE, Votes, ballots_of
from ._pabulib_sections import META, PROJECTS, TITLES, VOTES, Sections, Table, sections_of
from ._said import said_by

KINDS = {
    "approval": APPROVAL,
    "choose-1": APPROVAL,
    "cumulative": CUMULATIVE,
    "scoring": SCORING,
    "ordinal": ORDINAL,
}
"""How the ballots of each `vote_type` are counted."""

BUDGET, VOTE_TYPE, DEFAULT_SCORE = "budget", "vote_type", "default_score"
ID, COST, NAME, ENVELOPE = "project_id", "cost", "name", "envelope"

UNLISTABLE = set(",\r\0")
MOST_DIGITS = 15

Said = Mapping[str, tuple[str, int]]
"""What META says under each key, and in which line."""


@dataclass(frozen=True)
class Reading:
    """A file that was read."""

    election: Election
    meta: Mapping[str, str]
    """What META says, by key: description, currency, rule, date_begin and so on."""

    notes: tuple[Note, ...]
    """What the file says of itself and is not so; it is counted as it is."""


def read(source: bytes | str) -> Election:
    """
    Return the election of a Pabulib file.

    Refuses, with FaultInFile, whatever cannot be read for sure, and says in which line.
    """
    return examine(source).election


def examine(source: bytes | str) -> Reading:
    """Return the election of a Pabulib file, what its META says, and what is odd about it."""
    sections = sections_of(source)
    said = _said(sections.meta)
    given, line = _needed(sections.meta, said, VOTE_TYPE)
    kind = KINDS.get(given.lower())
    if kind is None:
        raise FaultInFile("unknown_vote_type", line, given=given, known=", ".join(KINDS))
    projects, budget, unit = _money(sections, said)
    has_default = kind == SCORING and DEFAULT_SCORE in said
    default = figure(*said[DEFAULT_SCORE], DEFAULT_SCORE) if has_default else Fraction()
    numbers = {project.key: i for i, project in enumerate(projects)}
    ballots = ballots_of(Votes(sections, kind, numbers, default))
    election = Election(projects, budget, ballots, kind, unit)
    meta = MappingProxyType({key: value for key, (value, _line) in said.items()})
    return Reading(election, meta, tuple(_notes(said, election)))


def _said(meta: Table) -> dict[str, tuple[str, int]]:
    return {
        cells[0].lower(): (cells[1] if len(cells) > 1 else "", line) for line, cells in meta.rows
    }


def _needed(meta: Table, said: Said, key: str) -> tuple[str, int]:
    if key not in said:
        raise FaultInFile("missing_key", meta.line, key=key)
    return said[key]


def _money(sections: Sections, said: Said) -> tuple[tuple[Project, ...], int, int]:
    """Return the projects and the budget in coins, and how many coins make one unit."""
    text, line = _needed(sections.meta, said, BUDGET)
    table, budget = sections.projects, figure(text, line, BUDGET)
    table.place(COST)
    costs: dict[str, Fraction] = {}
    for line, cells in table.rows:
        key, cost = _priced(table, line, cells)
        if key in costs:
            raise FaultInFile("repeated_project", line, project=key)
        costs[key] = cost
    unit = unit_for([budget, *costs.values()])
    if max(budget, sum(costs.values())) * unit > MOST_MONEY:
        raise FaultInFile("money_too_large", line)
    projects = (
        Project(key, int(cost * unit), table.cell(cells, NAME), table.cell(cells, ENVELOPE))
        for (key, cost), (_line, cells) in zip(costs.items(), table.rows, strict=True)
    )
    return tuple(projects), int(budget * unit), unit


def _priced(table: Table, line: int, cells: list[str]) -> tuple[str, Fraction]:
    if any(cells[len(table.columns) :]):
        raise FaultInFile("too_many_cells", line)
    key = cells[table.place(ID)]
    if not key:
        raise FaultInFile("project_without_id", line)
    if len(cells) <= table.place(COST):
        raise FaultInFile("missing_cell", line, column=COST)
    return key, figure(cells[table.place(COST)], line, COST)


def _notes(said: Said, election: Election) -> Iterator[Note]:
    lengths, weights = np.diff(election.ballots.starts), election.ballots.weights
    for key, code, found in (
        ("num_projects", "declared_projects", len(election.projects)),
        ("num_votes", "declared_votes", election.voters),
    ):
        declared, line = _whole(said, key)
        if declared not in (None, found):
            yield Note(code, line, {"declared": declared, "found": found})
    for key, code, beyond in (
        ("max_length", "too_long", np.greater),
        ("min_length", "too_short", np.less),
    ):
        allowed, line = _whole(said, key)
        if allowed is not None and (ballots := int(weights[beyond(lengths, allowed)].sum())):
            yield Note(code, line, {"ballots": ballots, "allowed": allowed})


def _whole(said: Said, key: str) -> tuple[int | None, int]:
    text, line = said.get(key, ("", 0))
    return (int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None), line


def write(election: Election, meta: Mapping[str, str] | None = None) -> str:
    """
    Return an election as a Pabulib file; `read` gives the same election again.

    `meta` says what an election does not know: description, country, unit, instance, currency,
    rule.  Every voter becomes one line.  Refuses, with ValueError, ids that a list with commas
    cannot hold, and coins that are no decimal fraction of the currency.
    """
    target = StringIO()
    sheet = csv.writer(target, delimiter=";", lineterminator="\n")
    ours = {
        "num_projects": len(election.projects),
        "num_votes": election.voters,
        BUDGET: in_units(election.budget, election.unit),
        VOTE_TYPE: election.kind,
    }
    sheet.writerow([META])
    sheet.writerows([("key", "value"), *({**(meta or {}), **ours}.items())])
    sheet.writerow([PROJECTS])
    sheet.writerow([ID, COST, NAME, ENVELOPE])
    for project in election.projects:
        key = _listable(project.key)
        cost = in_units(project.cost, election.unit)
        sheet.writerow([key, cost, project.name, project.envelope])
    sheet.writerow([VOTES])
    gives_points = election.kind in (CUMULATIVE, SCORING)
    sheet.writerow(["voter_id", VOTE, *[POINTS] * gives_points])
    sheet.writerows((voter, *cells) for voter, cells in enumerate(_lines(election), 1))
    return target.getvalue()


def _listable(key: str) -> str:
    if not key or key != key.strip() or set(key) & UNLISTABLE or key.upper() in TITLES:
        raise ValueError(f"{key!r} cannot be an id in a Pabulib file")
    return key


def _lines(election: Election) -> Iterator[list[str]]:
    for said in said_by(election):
        cells = [",".join(said.keys)]
        if said.points is not None:
            cells.append(",".join(map(str, said.points)))
        yield from repeat(cells, said.weight)
