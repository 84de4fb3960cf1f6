"""Equal shares in exact arithmetic: slow, and never in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from ._election import Ints
from ._utility import Utility

TINY = 1e-300
"""The float for money that is not nothing, however little it is."""


@dataclass(frozen=True, slots=True)
class Payers:
    """Supporters of one project who have the same money and the same share in it."""

    weight: int
    """How many they are (their weights together)."""

    share: int
    money: Fraction
    """What each of them has, in coins."""


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

    def payers(self, project: int) -> tuple[Payers, ...]:
        """Return who supports a project, the poorest by their share first."""
        groups = self._groups(project)
        payers = [
            Payers(weight, share, Fraction(self._money[group], self.whole))
            for group, share, weight in zip(
                groups.classes, groups.shares, groups.weights, strict=True
            )
        ]
        return tuple(sorted(payers, key=lambda payer: payer.money / payer.share))

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

    def floats(self) -> npt.NDArray[np.float64]:
        """Return every row's money as the nearest float; nothing stays exactly nothing."""
        whole = self.whole
        money = [max(money / whole, TINY) if money else 0.0 for money in self._money]
        return np.array(money)[self._class]

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
