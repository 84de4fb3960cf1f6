"""The one order that settles every tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from .._lot import drawn
from ._allocation import Tie
from ._election import Election, Ints
from ._rule import BY_ID, LOT, LOWEST_COST, TieOrder


class Ranking:
    """Where each project of an election stands in a tie order, and what parts any two."""

    def __init__(self, election: Election, order: TieOrder) -> None:
        self._criteria = order.criteria
        self._keys = [project.key for project in election.projects]
        self._standing = [_standing(name, order.seed, election) for name in order.criteria]
        by_standing = sorted(
            range(len(self._keys)), key=lambda i: tuple(places[i] for places in self._standing)
        )
        self.rank: Ints = np.empty(len(self._keys), np.int64)
        """Shape (projects,): the lower, the sooner taken.  No two are alike."""
        self.rank[by_standing] = np.arange(len(self._keys))
        self._met: dict[tuple[int, ...], int] = {}

    def first(self, tied: Sequence[int]) -> int:
        """Return the project that comes first, and remember the tie if there was one."""
        ordered = tuple(sorted(tied, key=self.rank.__getitem__))
        if len(ordered) > 1:
            self._met[ordered] = self._met.get(ordered, 0) + 1
        return ordered[0]

    def met(self) -> tuple[Tie, ...]:
        """Return every tie met so far, in the order in which each was first met."""
        return tuple(
            Tie(tuple(self._keys[i] for i in tied), self._parts(*tied[:2]), times)
            for tied, times in self._met.items()
        )

    def _parts(self, one: int, other: int) -> str:
        differ = (
            name
            for name, places in zip(self._criteria, self._standing, strict=True)
            if places[one] != places[other]
        )
        return next(differ)


def _standing(criterion: str, seed: str, election: Election) -> list[int]:
    keys = [project.key for project in election.projects]
    if criterion == LOWEST_COST:
        return [project.cost for project in election.projects]
    if criterion in (LOT, BY_ID):
        return _places(keys, drawn(keys, seed) if criterion == LOT else sorted(keys))
    return [-int(votes) for votes in election.votes]


def _places(keys: Iterable[str], ordered: Iterable[str]) -> list[int]:
    place = {key: i for i, key in enumerate(ordered)}
    return [place[key] for key in keys]
