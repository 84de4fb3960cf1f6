"""Who supports what, and what it costs: all that runs of equal shares on one election share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ._election import Election
from ._rule import Rule
from ._utility import Utility, eligible, shares_by_row, utility

Floats = npt.NDArray[np.float64]

ROUNDING = 2.0**-53
MANY = 8192
"""Fewer terms than these are never shared out among threads."""


def dot(some: Floats, others: npt.NDArray[Any]) -> float:
    """Sum products, in one thread: sharing them out, as `@` does with many, costs more."""
    if len(some) < MANY:
        return float(some @ others)
    return float(np.einsum("i,i", some, others))


@dataclass(frozen=True, slots=True)
class Crowd:
    """The supporters of one project who still have money."""

    rows: npt.NDArray[np.int32]
    weights: Floats
    shares: Floats | None
    slopes: Floats
    """Weight times share: how fast what they pay together grows with the level."""

    weight: float
    slope: float
    """All weights, and all slopes, together."""

    @classmethod
    def of(cls, gain: Utility, project: int) -> Crowd:
        at = gain.supporters.of(project)
        weights = gain.supporters.weights[at].astype(np.float64)
        shares = None if gain.shares is None else gain.shares[at].astype(np.float64)
        return cls.made(gain.supporters.rows[at], weights, shares)

    @classmethod
    def made(cls, rows: npt.NDArray[np.int32], weights: Floats, shares: Floats | None) -> Crowd:
        weight = float(weights.sum())
        if shares is None:
            return cls(rows, weights, None, weights, weight, weight)
        slopes = weights * shares
        return cls(rows, weights, shares, slopes, weight, float(slopes.sum()))

    def only(self, kept: npt.NDArray[np.intp]) -> Crowd:
        shares = None if self.shares is None else self.shares[kept]
        return Crowd.made(self.rows[kept], self.weights[kept], shares)


class Market:
    """What every run of equal shares on one election starts from."""

    def __init__(self, election: Election, rule: Rule) -> None:
        self.gain = utility(election, rule)
        self.costs = election.costs
        self.ballots = election.ballots
        self.shares = shares_by_row(election, rule)
        """Of each entry of the ballots; None where every share is one."""
        gains = self.gain.totals * self.gain.factors > 0
        open_now = [i for i in eligible(election, rule) if gains[i]]
        self.free = [i for i in open_now if not self.costs[i]]
        """Projects that somebody gains from and that cost nothing."""
        self.for_sale = [i for i in open_now if self.costs[i]]
        self.cost: list[float] = self.costs.astype(np.float64).tolist()
        self.factor: list[float] = self.gain.factors.astype(np.float64).tolist()
        self.hints: dict[int, float] = {}
        """The last level of each project: where the search for the next one starts."""
        self.crowds = {i: Crowd.of(self.gain, i) for i in self.for_sale}
        self.lowest = {
            i: float(self.costs[i]) / (float(self.gain.totals[i]) * float(self.gain.factors[i]))
            for i in self.for_sale
        }
        """The price if everybody can pay in full: no price is ever lower."""
        self.needed = {
            i: float(self.costs[i]) / float(election.votes[i]) * (1 - 16 * ROUNDING)
            for i in self.for_sale
        }
        """Below this endowment, in coins, a project surely cannot be paid for."""
