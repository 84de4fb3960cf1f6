"""What a participatory budget is decided from: projects with costs, a budget, and ballots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ._merging import merged

Ints = npt.NDArray[np.int64]

APPROVAL, CUMULATIVE, SCORING, ORDINAL = "approval", "cumulative", "scoring", "ordinal"
BALLOT_KINDS = (APPROVAL, CUMULATIVE, SCORING, ORDINAL)

MOST_MONEY = 2**53
"""The largest sum of costs, and the largest budget: up to here a float counts coins exactly."""


@dataclass(frozen=True, slots=True)
class Project:
    """One option that can be bought."""

    key: str
    cost: int
    """In the smallest coin."""

    name: str = ""
    envelope: str = ""
    """Whose money pays for it, where a budget is split into envelopes."""


@dataclass(frozen=True)
class Ballots:
    """
    Ballots row by row, equal ones merged.

    Row i holds the entries `starts[i]:starts[i + 1]`; an entry is the number of a project and,
    unless ballots only approve, the points given to it (whole, above zero).  Within a row the
    projects ascend and no project comes twice.
    """

    starts: Ints
    """Shape (rows + 1,)."""

    projects: npt.NDArray[np.int32]
    """Shape (entries,)."""

    points: Ints | None
    """Shape (entries,); None where a ballot says only yes."""

    weights: Ints
    """Shape (rows,): how many voters cast this very ballot, or the sum of their weights."""

    @property
    def rows(self) -> int:
        return len(self.weights)

    def entries_of(self, rows: npt.NDArray[np.integer]) -> tuple[Ints, Ints]:
        """Return where the entries of these rows lie, row after row, and how many each row has."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(lengths)
        every = np.arange(ends[-1] if len(ends) else 0)
        return np.repeat(self.starts[rows] - ends + lengths, lengths) + every, lengths

    @property
    def voters(self) -> int:
        """All voters, or their weights together; empty ballots count too."""
        return int(self.weights.sum())


@dataclass(frozen=True, slots=True)
class Supporters:
    """The entries of ballots again, project by project."""

    starts: Ints
    """Shape (projects + 1,)."""

    rows: npt.NDArray[np.int32]
    """Shape (entries,): which row of the ballots."""

    weights: Ints
    """Shape (entries,): the weight of that row."""

    points: Ints | None

    def of(self, project: int) -> slice:
        """Where the supporters of a project lie in these arrays."""
        return slice(int(self.starts[project]), int(self.starts[project + 1]))


@dataclass(frozen=True)
class Election:
    """
    Projects, a budget and ballots.

    Money is counted in the smallest coin, in whole numbers; `unit` coins make one unit of the
    currency in which people talk (100 for cents and yuan, 1 where costs are whole).
    """

    projects: tuple[Project, ...]
    budget: int
    ballots: Ballots
    kind: str = APPROVAL
    unit: int = 1

    def __post_init__(self) -> None:
        if self.kind not in BALLOT_KINDS:
            raise ValueError(f"no kind of ballots {self.kind!r}; use {list(BALLOT_KINDS)}")
        if len({project.key for project in self.projects}) < len(self.projects):
            raise ValueError("two projects have the same key")
        costs = [project.cost for project in self.projects]
        for money in (*costs, self.budget, self.unit):
            if isinstance(money, bool) or not isinstance(money, int) or money < 0:
                raise ValueError(f"money is counted in whole coins, not {money!r}")
        if max(sum(costs), self.budget) > MOST_MONEY or not self.unit:
            raise ValueError("the sums of money are too large to be counted exactly")
        if self._all_points() > MOST_MONEY:
            raise ValueError("the sums of points are too large to be counted exactly")
        if (self.ballots.points is None) != (self.kind == APPROVAL):
            raise ValueError(f"{self.kind} ballots: points are given, or none are, by the kind")

    def _all_points(self) -> float:
        """Return all points on all ballots, by their weights, near enough for a limit."""
        ballots = self.ballots
        per_entry = np.repeat(ballots.weights, np.diff(ballots.starts)).astype(np.float64)
        return float(per_entry.sum() if ballots.points is None else per_entry @ ballots.points)

    @classmethod
    def from_rows(
        cls,
        projects: Iterable[Project],
        budget: int,
        rows: Iterable[Sequence[str] | Mapping[str, int]],
        *,
        kind: str = APPROVAL,
        weights: Iterable[int] | None = None,
        unit: int = 1,
    ) -> Self:
        """
        Take ballots as people write them, one row each, by the keys of projects.

        Approval: the keys approved.  Cumulative and scoring: points by key.  Ordinal: the keys
        from the best on; of k keys named, the first gets k points and the last one.
        Points of zero say nothing.  Refuses, with ValueError, unknown keys and keys named twice.
        """
        listed = tuple(projects)
        number = {project.key: i for i, project in enumerate(listed)}
        starts, entries, points = [0], [], []
        for row in rows:
            named = _named(row, kind)
            if unknown := [key for key in named if key not in number]:
                raise ValueError(f"a ballot names {unknown[0]!r}, which is not a project")
            entries += [number[key] for key, given in named.items() if given]
            points += [given for given in named.values() if given]
            starts.append(len(entries))
        ballots = merged(
            np.array(starts, np.int64),
            np.array(entries, np.int32),
            None if kind == APPROVAL else np.array(points, np.int64),
            None if weights is None else np.array(list(weights), np.int64),
            len(listed),
        )
        return cls(listed, budget, Ballots(*ballots), kind, unit)

    @classmethod
    def from_arrays(
        cls,
        projects: Iterable[Project],
        budget: int,
        starts: npt.ArrayLike,
        entries: npt.ArrayLike,
        *,
        points: npt.ArrayLike | None = None,
        weights: npt.ArrayLike | None = None,
        kind: str = APPROVAL,
        unit: int = 1,
    ) -> Self:
        """
        Take many ballots at once: row i names the projects `entries[starts[i]:starts[i + 1]]`.

        `starts` has shape (rows + 1,), `entries` and `points` (entries,), `weights` (rows,).
        """
        listed = tuple(projects)
        ballots = merged(
            np.asarray(starts, np.int64),
            np.asarray(entries, np.int32),
            None if points is None else np.asarray(points, np.int64),
            None if weights is None else np.asarray(weights, np.int64),
            len(listed),
        )
        return cls(listed, budget, Ballots(*ballots), kind, unit)

    @cached_property
    def costs(self) -> Ints:
        """Shape (projects,), in coins."""
        return np.array([project.cost for project in self.projects], np.int64)

    @cached_property
    def supporters(self) -> Supporters:
        """Who supports each project."""
        ballots, count = self.ballots, len(self.projects)
        lengths = np.diff(ballots.starts)
        rows = np.repeat(np.arange(ballots.rows, dtype=np.int32), lengths)
        narrow = ballots.projects.astype(np.uint16) if count < 2**16 else ballots.projects
        order = np.argsort(narrow, kind="stable")
        rows = rows[order]
        starts = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(ballots.projects, minlength=count), out=starts[1:])
        points = None if ballots.points is None else ballots.points[order]
        return Supporters(starts, rows, ballots.weights[rows], points)

    @cached_property
    def votes(self) -> Ints:
        """How many voters support each project; shape (projects,)."""
        return _summed(self.supporters.weights, self.supporters.starts)

    @cached_property
    def points(self) -> Ints:
        """All points given to each project, or its votes where ballots only approve."""
        if self.supporters.points is None:
            return self.votes
        return _summed(self.supporters.weights * self.supporters.points, self.supporters.starts)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each project in all arrays, by its key."""
        return {project.key: i for i, project in enumerate(self.projects)}

    @property
    def voters(self) -> int:
        return self.ballots.voters

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be worked out again."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}


def _named(row: Sequence[str] | Mapping[str, int], kind: str) -> dict[str, int]:
    if isinstance(row, Mapping):
        if kind not in (CUMULATIVE, SCORING):
            raise ValueError(f"{kind} ballots give no points of their own")
        return dict(row)
    if kind in (CUMULATIVE, SCORING):
        raise ValueError(f"{kind} ballots give points by project")
    if len(set(row)) < len(row):
        raise ValueError("a ballot names a project twice")
    return {key: len(row) - i if kind == ORDINAL else 1 for i, key in enumerate(row)}


def _summed(figures: Ints, starts: Ints) -> Ints:
    """Sum the figures of each stretch; an empty stretch makes zero."""
    running = np.zeros(len(figures) + 1, np.int64)
    np.cumsum(figures, out=running[1:])
    return running[starts[1:]] - running[starts[:-1]]
