"""
What purchases truly cost their payers, told by whole numbers.

Whoever can pays a purchase's level times her share in full; everybody else gives all she has.  So
a voter has nothing, or her endowment less the full price of everything bought that she supports.
Floats say who surely paid in full and who surely gave all; fractions are asked only about those in
between.  The money of many voters together is their endowments less, for each purchase, its level
times the sum of their weights times shares: whole numbers, which floats sum without error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

import numpy as np
import numpy.typing as npt

from ._market import Crowd, Floats, Market, dot

BARELY = 1e-300
"""Left in a purse that may be empty, or may not."""

Which = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What floats know of a purchase, or of one that might be made."""

    project: int
    crowd: Crowd
    money: Floats
    """What each of the crowd had."""

    level: float = 0.0
    gap: float = inf
    """Who has more than the level by this, per unit of share, surely pays in full."""

    def all_of_it(self) -> Which:
        """Return who surely gives all she has."""
        lowest = self.level - self.gap
        return self.money < (lowest if self.crowd.shares is None else lowest * self.crowd.shares)

    def in_full(self) -> Which:
        """Return who surely pays in full."""
        depth = self.money if self.crowd.shares is None else self.money / self.crowd.shares
        return depth >= self.level + self.gap


@dataclass(frozen=True, slots=True)
class _Equals:
    """Supporters who have the same money, exactly, and the same share."""

    money: int
    """Of each, in parts."""

    share: int
    weight: int
    at: Places


class Receipts:
    """Who paid for what, from the first purchase of a run to its last."""

    def __init__(self, market: Market, endowment: Fraction) -> None:
        self._market = market
        self._endowment, self._whole = endowment.numerator, endowment.denominator
        """All money is counted in parts of a coin: so many make one."""
        self._noted: list[Purchase] = []
        self._levels: list[int] = []
        """What each purchase that was worked out cost per unit of share, in parts."""
        self._number = np.full(len(market.costs), -1)
        """Shape (projects,): which purchase it was, of those that were worked out."""
        self._penniless = np.zeros(market.ballots.rows, bool)

    def note(self, purchase: Purchase) -> None:
        """Keep what floats know of a purchase, to be worked out when it is asked for."""
        self._noted.append(purchase)

    def levels(self) -> list[Fraction]:
        """Return what each purchase cost per unit of share, in coins."""
        self._work_out()
        return [Fraction(level, self._whole) for level in self._levels]

    def level(self, purchase: Purchase) -> Fraction | None:
        """Return what one more purchase would cost, or None if the money is not there."""
        self._work_out()
        solved = self._solved(*self._left(purchase))
        return None if solved is None else solved[0] / self._whole

    def purses(self) -> Floats:
        """
        Return every row's money; nothing is exactly nothing.

        After k purchases a purse is off by less than 4(k + 1) roundings of the endowment: the
        level, its product with the share and the difference are each rounded once.
        """
        self._work_out()
        purses: Floats = np.full(self._market.ballots.rows, self._endowment / self._whole)
        for purchase, level in zip(self._noted, self._levels, strict=True):
            crowd, paid = self._market.crowds[purchase.project], level / self._whole
            purses[crowd.rows] -= paid if crowd.shares is None else paid * crowd.shares
        np.maximum(purses, BARELY, out=purses)
        purses[self._penniless] = 0.0
        return purses

    def _work_out(self) -> None:
        for purchase in self._noted[len(self._levels) :]:
            left, poor, full = self._left(purchase)
            solved = self._solved(left, poor, full)
            if solved is None:
                raise AssertionError("what was bought could be paid")
            level, broke = solved
            self._penniless[left.crowd.rows[broke]] = True
            self._number[purchase.project] = len(self._levels)
            self._whole *= level.denominator
            self._endowment *= level.denominator
            self._levels = [each * level.denominator for each in self._levels]
            self._levels.append(level.numerator)

    def _left(self, purchase: Purchase) -> tuple[Purchase, Which, Which]:
        """Return a purchase without those who had nothing, who gives all, and who pays in full."""
        poor, full = purchase.all_of_it(), purchase.in_full()
        gone = self._penniless[purchase.crowd.rows]
        if not gone.any():
            return purchase, poor, full
        kept = np.flatnonzero(~gone)
        crowd, money = purchase.crowd.only(kept), purchase.money[kept]
        return replace(purchase, crowd=crowd, money=money), poor[kept], full[kept]

    def _solved(
        self, purchase: Purchase, poor: Which, full: Which
    ) -> tuple[Fraction, Which] | None:
        """Return the level in parts and who is left with nothing, if the money is there."""
        crowd, broke = purchase.crowd, poor.copy()
        cost = int(self._market.costs[purchase.project])
        missing = cost * self._whole - self._money(crowd, np.flatnonzero(poor))
        slope = int(dot(crowd.slopes, ~poor))
        doubtful = self._equals(crowd, np.flatnonzero(~poor & ~full))
        if not full.any() and sum(each.money * each.weight for each in doubtful) < missing:
            return None
        for each in sorted(doubtful, key=lambda each: Fraction(each.money, each.share)):
            if missing * each.share <= each.money * slope:
                break
            missing -= each.money * each.weight
            slope -= each.share * each.weight
            broke[each.at] = True
        return Fraction(missing, slope), broke

    def _money(self, crowd: Crowd, at: Places) -> int:
        """Return what some of a crowd have together, in parts; none of them is penniless."""
        if not len(at):
            return 0
        person, number, share = self._paid(crowd.rows[at])
        weights = crowd.weights[at]
        units = np.bincount(number, weights[person] * share, len(self._levels)).tolist()
        paid = sum(level * int(unit) for level, unit in zip(self._levels, units, strict=True))
        return self._endowment * int(weights.sum()) - paid

    def _equals(self, crowd: Crowd, at: Places) -> list[_Equals]:
        """Group some of a crowd by all they paid for so far and by their share."""
        if not len(at):
            return []
        person, number, share = self._paid(crowd.rows[at])
        units = np.zeros((len(at), len(self._levels) + 1), np.int64)
        units[person, number] = share
        units[:, -1] = 1 if crowd.shares is None else crowd.shares[at]
        alike, group = np.unique(units, axis=0, return_inverse=True)
        group = group.reshape(-1)
        weights = np.bincount(group, crowd.weights[at]).tolist()
        places = np.split(np.argsort(group, kind="stable"), np.cumsum(np.bincount(group))[:-1])
        return [
            _Equals(self._had(history), mine, int(weight), at[place])
            for (*history, mine), weight, place in zip(alike.tolist(), weights, places, strict=True)
        ]

    def _paid(self, rows: npt.NDArray[np.int32]) -> tuple[Places, Places, npt.NDArray[np.int64]]:
        """
        Return every full price that these rows paid: who, for which purchase, and her share.

        Who still has money paid in full for everything bought that she supports.
        """
        ballots, shares = self._market.ballots, self._market.shares
        entries, lengths = ballots.entries_of(rows)
        number = self._number[ballots.projects[entries]]
        bought = np.flatnonzero(number >= 0)
        person = np.repeat(np.arange(len(rows)), lengths)[bought]
        units = np.ones(len(bought), np.int64) if shares is None else shares[entries[bought]]
        return person, number[bought], units

    def _had(self, shares: list[int]) -> int:
        """Return what is left to whoever paid for these shares in full, in parts."""
        return self._endowment - sum(
            level * share for level, share in zip(self._levels, shares, strict=True)
        )
