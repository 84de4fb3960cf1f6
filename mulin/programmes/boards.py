"""The street's board: one row a community, one column a step, from what each kind counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.places.models import AdminUnit

from . import kinds
from .kinds import Progress
from .models import Participation, Step, Zone


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one community is in one step."""

    step: Step
    state: str
    """`done`, `part`, `none`, `next`, or `silent` when the step counts nothing by community."""

    words: str
    missing: str = ""
    percent: int = 0
    lag: float = 0

    @property
    def sentence(self) -> str:
        """What stands in the cell, for a spreadsheet."""
        return " ".join(part for part in (self.words, self.missing) if part)


@dataclass(frozen=True, slots=True)
class Row:
    """One community and how far it is in each step."""

    community: AdminUnit
    zone: Zone | None
    cells: list[Cell]

    @property
    def lag(self) -> float:
        """How much is missing in the steps that have begun; more is further behind."""
        return sum(cell.lag for cell in self.cells)

    @property
    def is_behind(self) -> bool:
        """Whether something is missing in a step whose time is over."""
        return any(cell.lag and cell.step.is_overdue for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One step, and how many communities are through with it."""

    step: Step
    done: int
    counted: int


@dataclass(frozen=True, slots=True)
class Board:
    """All of a cycle at one look."""

    columns: list[Column]
    rows: list[Row]

    @property
    def groups(self) -> list[tuple[Zone | None, list[Row]]]:
        """The rows zone by zone; those without a zone first."""
        grouped: dict[int | None, tuple[Zone | None, list[Row]]] = {}
        for row in self.rows:
            key = row.zone.pk if row.zone else None
            grouped.setdefault(key, (row.zone, []))[1].append(row)
        return list(grouped.values())

    @property
    def furthest_behind_first(self) -> list[Row]:
        return sorted(self.rows, key=lambda row: -row.lag)

    @property
    def behind(self) -> int:
        return sum(row.is_behind for row in self.rows)

    @property
    def now(self) -> Column | None:
        """The step that is under way, the earliest if there are several."""
        return next((column for column in self.columns if column.step.state == "now"), None)


def board_of(steps: Sequence[Step], parts: Sequence[Participation]) -> Board:
    """Lay out a cycle's steps and communities; asks each kind once."""
    counted = [kinds.get(step.kind).progress(step) for step in steps]
    rows = [
        Row(
            part.community,
            part.zone,
            [_cell(step, known, part) for step, known in zip(steps, counted, strict=True)],
        )
        for part in parts
    ]
    columns = [
        Column(step, sum(row.cells[at].state == "done" for row in rows), len(rows) if known else 0)
        for at, (step, known) in enumerate(zip(steps, counted, strict=True))
    ]
    return Board(columns, rows)


def _cell(step: Step, known: dict[int, Progress], part: Participation) -> Cell:
    found = known.get(part.community_id)
    if step.state == "next" and not (found and found.done):
        return Cell(step, "next", "")
    if not known:
        return Cell(step, "done", _("已结束")) if step.is_closed else Cell(step, "silent", "")
    return _counted(step, found or Progress(0))


def _counted(step: Step, found: Progress) -> Cell:
    if found.total is None:
        lag = 0.0 if found.done or step.is_closed else 1.0
        state = "done" if found.done and step.is_closed else "part" if found.done else "none"
        return Cell(step, state, found.words or _figure(found), "", 0 if lag else 100, lag)
    if found.is_complete:
        return Cell(step, "done", found.words or _figure(found), percent=100)
    percent = 100 * found.done // found.total
    missing = _("差 %(count)s") % {"count": found.total - found.done}
    words = found.words or _figure(found)
    lag = 0.0 if step.state == "next" else 1 - found.done / found.total
    return Cell(step, "part" if found.done else "none", words, missing, percent, lag)


def _figure(found: Progress) -> str:
    if found.total is None:
        return str(found.done) if found.done else _("还没有")
    return f"{found.done}/{found.total}"


def as_table(board: Board) -> tuple[list[str], list[list[Any]]]:
    """Return the board as the columns and rows of a spreadsheet."""
    columns = [_("片区"), _("社区"), *(str(column.step) for column in board.columns)]
    rows = [
        [str(row.zone or ""), row.community.name, *(cell.sentence for cell in row.cells)]
        for row in board.rows
    ]
    return columns, rows
