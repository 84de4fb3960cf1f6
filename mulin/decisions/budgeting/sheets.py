"""
Elections as a committee types them into a workbook: a sheet 项目 and a sheet 选票.

    >>> projects = [["预算", "1000"], ["编号", "名称", "造价"], ["1", "路灯", "300"]]
    >>> ballots = [["选择"], ["1"], ["1"], [""]]
    >>> read({"项目": projects, "选票": ballots}).ballots.weights.tolist()
    [2, 1]

Here a sheet is its rows of text; who reads the workbook itself is no matter of this library.
Names of sheets and headings may be Chinese or English: see docs/reference/election-file.md.
Ballots name projects in one cell (`1、3`), with points in another (`4、1`), or there is a
column for each project, with a mark, points or a rank in its cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from ._election import (
    APPROVAL,
    CUMULATIVE,
    MOST_MONEY,
    ORDINAL,
    SCORING,
    Election,
    Project,
)
from ._faults import FaultInFile
from ._figures import figure, unit_for

Rows = Sequence[Sequence[str]]

PROJECTS, BALLOTS = ("项目", "projects"), ("选票", "ballots")
ID, NAME, COST = ("编号", "id"), ("名称", "项目名称", "name"), ("造价", "花费", "费用", "cost")
ENVELOPE, BUDGET, KIND = ("资金包", "envelope"), ("预算", "budget"), ("投票方式", "kind")
VOTE, POINTS, WEIGHT = ("选择", "vote"), ("分数", "points"), ("份数", "weight")
NOT_A_PROJECT = ("序号", "票号", "投票人", "voter", "voter_id", "no", "no.")
KINDS = {
    "赞成": APPROVAL,
    "分票": CUMULATIVE,
    "打分": SCORING,
    "排序": ORDINAL,
    **{kind: kind for kind in (APPROVAL, CUMULATIVE, SCORING, ORDINAL)},
}
MARKS = ("✓", "✔", "√", "v", "x", "×", "o", "○", "●", "是", "选", "yes", "y", "1", "true")
EMPTY = ("", "0")
BETWEEN = re.compile(r"[,，、;；\s]+")

MOST = 2**53


class FaultInSheet(FaultInFile):
    """A fault in one sheet of a workbook; its line is the row."""

    def __init__(self, sheet: str, code: str, line: int, /, **values: Any) -> None:
        super().__init__(code, line, **values)
        self.sheet = sheet


def read(sheets: Mapping[str, Rows]) -> Election:
    """Return the election in a workbook; refuses, with FaultInSheet, what cannot be read."""
    name, rows = _sheet(sheets, PROJECTS)
    try:
        projects, budget, unit, kind = _projects(rows)
    except FaultInFile as fault:
        raise FaultInSheet(name, fault.code, fault.line, **fault.values) from None
    name, rows = _sheet(sheets, BALLOTS)
    try:
        return _Ballots(rows, projects, kind).election(budget, unit)
    except FaultInFile as fault:
        raise FaultInSheet(name, fault.code, fault.line, **fault.values) from None


def _sheet(sheets: Mapping[str, Rows], names: Sequence[str]) -> tuple[str, Rows]:
    for name, rows in sheets.items():
        if _plain(name) in names:
            return name, rows
    raise FaultInSheet("", "missing_sheet", 1, sheet=" / ".join(names))


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).lower().split())


def _place(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((i for i, head in enumerate(heads) if head in names), None)


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _projects(rows: Rows) -> tuple[list[Project], int, int, str]:
    """Return the projects, the budget, the unit, and the kind of ballots if it is said."""
    first, heads, said = _headed(rows)
    if BUDGET[0] not in said:
        raise FaultInFile("missing_row", 1, row=" / ".join(BUDGET))
    budget = figure(*said[BUDGET[0]], BUDGET[0])
    priced = _priced(rows, first, heads)
    costs = [cost for cost, _name, _envelope in priced.values()]
    unit = unit_for([budget, *costs])
    if max(budget, sum(costs)) * unit > MOST_MONEY:
        raise FaultInFile("money_too_large", 1)
    projects = [
        Project(key, int(cost * unit), name, envelope)
        for key, (cost, name, envelope) in priced.items()
    ]
    given, line = said.get(KIND[0], ("", 1))
    if given and _plain(given) not in KINDS:
        raise FaultInFile("unknown_vote_type", line, given=given, known="、".join(KINDS))
    return projects, int(budget * unit), unit, KINDS.get(_plain(given), "")


def _headed(rows: Rows) -> tuple[int, list[str], dict[str, tuple[str, int]]]:
    """Return the number of the first row below the headings, these, and what is said above."""
    said: dict[str, tuple[str, int]] = {}
    for line, row in enumerate(rows, 1):
        heads = [_plain(cell) for cell in row]
        if _place(heads, ID) is not None and _place(heads, COST) is not None:
            return line, heads, said
        for names in (BUDGET, KIND):
            if heads and heads[0] in names:
                said[names[0]] = _cell(row, 1), line
    columns = f"{' / '.join(ID)}, {' / '.join(COST)}"
    raise FaultInFile("missing_column", 1, section=PROJECTS[0], column=columns)


def _priced(rows: Rows, first: int, heads: list[str]) -> dict[str, tuple[Fraction, str, str]]:
    """Return cost, name and envelope of each project by its id."""
    key_at, cost_at, name_at, envelope_at = (
        _place(heads, names) for names in (ID, COST, NAME, ENVELOPE)
    )
    priced: dict[str, tuple[Fraction, str, str]] = {}
    for line, row in enumerate(rows[first:], first + 1):
        if not any(map(str.strip, row)):
            continue
        key = _cell(row, key_at)
        if not key:
            raise FaultInFile("project_without_id", line)
        if key in priced:
            raise FaultInFile("repeated_project", line, project=key)
        cost = figure(_cell(row, cost_at), line, COST[0])
        priced[key] = cost, _cell(row, name_at), _cell(row, envelope_at)
    return priced


def _called(projects: list[Project]) -> dict[str, str]:
    """Return the id of each project by what it may be called without doubt; ids come first."""
    ways = [
        [(_plain(project.name), project.key) for project in projects],
        [(_plain(project.key), project.key) for project in projects],
        [(project.key, project.key) for project in projects],
    ]
    called: dict[str, str] = {}
    for way in ways:
        times = Counter(text for text, _key in way)
        called |= {text: key for text, key in way if text and times[text] == 1}
    return called


class _Ballots:
    """The sheet of ballots."""

    def __init__(self, rows: Rows, projects: list[Project], kind: str) -> None:
        self._projects, self._kind = projects, kind
        self._called = _called(projects)
        self._first, self._rows = (
            next((i for i, row in enumerate(rows, 1) if any(map(str.strip, row))), 0),
            rows,
        )
        titles = rows[self._first - 1] if self._first else []
        heads = [_plain(title) for title in titles]
        self._vote, self._points = _place(heads, VOTE), _place(heads, POINTS)
        self._weight = _place(heads, WEIGHT)
        self._columns = self._project_columns(titles) if self._vote is None else {}
        if self._vote is None and not self._columns:
            column = " / ".join(VOTE)
            raise FaultInFile("missing_column", 1, section=BALLOTS[0], column=column)

    def _project_columns(self, titles: Sequence[str]) -> dict[int, str]:
        columns: dict[int, str] = {}
        for i, title in enumerate(titles):
            if i == self._weight or _plain(title) in ("", *NOT_A_PROJECT):
                continue
            key = self._known(self._first, title)
            if key in columns.values():
                raise FaultInFile("repeated_in_ballot", self._first, project=key)
            columns[i] = key
        return columns

    def election(self, budget: int, unit: int) -> Election:
        read = self._listed if self._vote is not None else self._crossed
        lines = list(self._lines())
        kind = self._kind or self._kind_seen(lines)
        ballots = [(read(line, row, kind), self._weighed(line, row)) for line, row in lines]
        scale = lcm(*(value.denominator for row, _ in ballots for value in row.values()))
        rows = [{key: int(value * scale) for key, value in row.items()} for row, _ in ballots]
        weights = [weight for _, weight in ballots]
        if sum(w * max(sum(row.values()), 1) for w, row in zip(weights, rows, strict=True)) > MOST:
            raise FaultInFile("points_too_large", 1)
        named: list[Any] = rows
        if kind == APPROVAL:
            named = [list(row) for row in rows]
        elif kind == ORDINAL:
            named = [sorted(row, key=row.__getitem__) for row in rows]
        return Election.from_rows(
            self._projects, budget, named, kind=kind, weights=weights, unit=unit
        )

    def _lines(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the rows down to the last that says anything: empty ballots count."""
        last = max((i for i, row in enumerate(self._rows) if any(map(str.strip, row))), default=0)
        yield from enumerate(self._rows[self._first : last + 1], self._first + 1)

    def _kind_seen(self, lines: list[tuple[int, Sequence[str]]]) -> str:
        cells = {_plain(_cell(row, i)) for _line, row in lines for i in self._columns}
        marked = self._points is None and cells <= {*EMPTY, *MARKS}
        return APPROVAL if marked else SCORING

    def _weighed(self, line: int, row: Sequence[str]) -> int:
        text = _cell(row, self._weight) or "1"
        weight = figure(text, line, WEIGHT[0])
        if weight.denominator != 1 or not 0 < weight <= MOST:
            raise FaultInFile("not_a_number", line, given=text, what=WEIGHT[0])
        return int(weight)

    def _listed(self, line: int, row: Sequence[str], kind: str) -> dict[str, Fraction]:
        """Read a ballot that names its projects in one cell."""
        keys = [self._known(line, part) for part in _parts(_cell(row, self._vote))]
        for i, key in enumerate(keys):
            if key in keys[:i]:
                raise FaultInFile("repeated_in_ballot", line, project=key)
        if kind in (APPROVAL, ORDINAL):
            return {key: Fraction(place) for place, key in enumerate(keys, 1)}
        points = [figure(part, line, POINTS[0]) for part in _parts(_cell(row, self._points))]
        if len(points) != len(keys):
            raise FaultInFile("points_do_not_fit", line, projects=len(keys), points=len(points))
        return dict(zip(keys, points, strict=True))

    def _known(self, line: int, text: str) -> str:
        called = self._called.get(text.strip(), self._called.get(_plain(text)))
        if called is None:
            raise FaultInFile("unknown_project", line, project=text)
        return called

    def _crossed(self, line: int, row: Sequence[str], kind: str) -> dict[str, Fraction]:
        """Read a ballot with a cell for each project."""
        found: dict[str, Fraction] = {}
        for i, key in self._columns.items():
            cell = _cell(row, i)
            if kind != APPROVAL and cell:
                found[key] = figure(cell, line, key)
            elif _plain(cell) in MARKS:
                found[key] = Fraction(1)
            elif cell not in EMPTY:
                raise FaultInFile("not_a_mark", line, given=cell)
        if kind == ORDINAL and len(set(found.values())) < len(found):
            raise FaultInFile("repeated_rank", line)
        return found


def _parts(cell: str) -> list[str]:
    return [part for part in BETWEEN.split(cell) if part]
