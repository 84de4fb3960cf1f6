"""
Equal shares in fractions alone: slow, and another way than the fast one, for those who check.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from ._election import Ints
from ._market import Market
from ._ties import Ranking
from ._utility import Utility


@dataclass(frozen=True, slots=True)
class _Groups:
    """Supporters of one project, equal ones together: one entry per group, except `rows`."""

    classes: list[int]
    shares: list[int]
    weights: list[int]
    rows: npt.NDArray[np.int32]
    """The rows of all groups, one group after the other."""

    lengths: npt.NDArray[np.int64]
    """How many rows each group has."""


class ExactPurses:
    """
    Every voter's money as an exact fraction.

    Voters with equal money form one class.  All money has one common denominator, so that sums
    and comparisons are those of whole numbers.
    """

    def __init__(self, gain: Utility, costs: Ints, rows: int, endowment: Fraction) -> None:
        self._gain, self._costs = gain, costs
        self._class: npt.NDArray[np.int64] = np.zeros(rows, np.int64)
        self._money = [endowment.numerator]
        self._number = {endowment.numerator: 0}
        self.whole = endowment.denominator
        """How many parts make one coin."""

    def money(self) -> tuple[npt.NDArray[np.int64], list[Fraction]]:
        """Return the class of every row of the ballots, and the money in each class."""
        return self._class, [Fraction(money, self.whole) for money in self._money]

    def level(self, project: int) -> Fraction | None:
        """
        Return how many coins each unit of share must pay, or None if the money is not there.

        Every supporter pays the level times her share, or all she has if that is less; together
        they pay the cost.
        """
        return self._level(project, self._groups(project))

    def buy(self, project: int) -> Fraction:
        """Let the supporters of a project pay for it; return the level."""
        groups = self._groups(project)
        level = self._level(project, groups)
        if level is None:
            raise ValueError("the supporters cannot pay for this")
        price = level * self.whole
        if price.denominator > 1:
            self.whole *= price.denominator
            self._money = [money * price.denominator for money in self._money]
            self._number = {money: i for i, money in enumerate(self._money)}
        after = [
            self._numbered(max(self._money[group] - price.numerator * share, 0))
            for group, share in zip(groups.classes, groups.shares, strict=True)
        ]
        self._class[groups.rows] = np.repeat(np.array(after), groups.lengths)
        return level

    def _level(self, project: int, groups: _Groups) -> Fraction | None:
        missing = int(self._costs[project]) * self.whole
        by_depth = [
            (self._money[group], share, weight)
            for group, share, weight in zip(
                groups.classes, groups.shares, groups.weights, strict=True
            )
        ]
        if sum(money * weight for money, _, weight in by_depth) < missing:
            return None
        common = lcm(*groups.shares)
        by_depth.sort(key=lambda group: group[0] * (common // group[1]))
        shares = sum(share * weight for _, share, weight in by_depth)
        for money, share, weight in by_depth:
            if missing * share <= money * shares:
                return Fraction(missing, shares * self.whole)
            missing -= money * weight
            shares -= share * weight
        raise AssertionError("supporters who have the money can pay")

    def _numbered(self, money: int) -> int:
        """Return the number of the class with this money, a new one if need be."""
        number = self._number.setdefault(money, len(self._money))
        if number == len(self._money):
            self._money.append(money)
        return number

    def _groups(self, project: int) -> _Groups:
        at = self._gain.supporters.of(project)
        rows, weights = self._gain.supporters.rows[at], self._gain.supporters.weights[at]
        keys = self._class[rows]
        most = 1
        if self._gain.shares is not None:
            most = int(self._gain.shares[at].max(initial=0)) + 1
            keys = keys * most + self._gain.shares[at]
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        return _Groups(
            (keys[first] // most).tolist(),
            [1] * len(first) if most == 1 else (keys[first] % most).tolist(),
            np.add.reduceat(weights[order], first).tolist() if len(first) else [],
            rows[order],
            np.diff(first, append=len(keys)),
        )


class ExactRun:
    """One run with one endowment that asks every project for its price in every round."""

    def __init__(self, market: Market, endowment: Fraction, ranking: Ranking) -> None:
        self.endowment = endowment
        self.bought: list[int] = []
        self._market, self._ranking = market, ranking
        self._purses = ExactPurses(market.gain, market.costs, market.ballots.rows, endowment)
        self._levels: list[Fraction] = []

    def buy_all(self) -> ExactRun:
        """Buy until no project can be paid for."""
        waiting = set(self._market.for_sale)
        while prices := self._prices(waiting):
            lowest = min(prices.values())
            first = self._ranking.first([i for i, price in prices.items() if price == lowest])
            self.bought.append(first)
            self._levels.append(self._purses.buy(first))
            waiting.remove(first)
        return self

    def levels(self) -> list[Fraction]:
        """Return what each purchase cost per unit of share."""
        return self._levels

    def _prices(self, waiting: set[int]) -> dict[int, Fraction]:
        levels = {i: self._purses.level(i) for i in sorted(waiting)}
        factors = self._market.gain.factors
        return {i: level / int(factors[i]) for i, level in levels.items() if level is not None}
