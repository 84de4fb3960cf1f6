"""What ballots say, in the words in which people wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ._election import CUMULATIVE, ORDINAL, SCORING, Election


@dataclass(frozen=True, slots=True)
class Said:
    """One ballot, and how many voters cast it."""

    keys: tuple[str, ...]
    """Ordinal: from the best on; else in the order of the projects."""

    points: tuple[int, ...] | None
    weight: int


def said_by(election: Election) -> Iterator[Said]:
    """Yield every different ballot."""
    keys, ballots = [project.key for project in election.projects], election.ballots
    starts, weights = ballots.starts.tolist(), ballots.weights.tolist()
    entries, gives_points = ballots.projects.tolist(), election.kind in (CUMULATIVE, SCORING)
    points: list[int] = [] if ballots.points is None else ballots.points.tolist()
    for row, weight in enumerate(weights):
        inside = list(range(starts[row], starts[row + 1]))
        if election.kind == ORDINAL:
            inside.sort(key=points.__getitem__, reverse=True)
        named = tuple(keys[entries[i]] for i in inside)
        given = tuple(points[i] for i in inside) if gives_points else None
        yield Said(named, given, weight)
