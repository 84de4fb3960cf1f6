"""Equal shares in exact arithmetic: slow, and never in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

import numpy as np
import numpy.typing as npt

from ._election import Ints
from ._utility import Utility


@dataclass(frozen=True, slots=True)
class Payers:
    """Supporters of one project who have the same money and the same share in it."""

    weight: int
    """How many they are (their weights together)."""

    share: int
    money: Fraction
    """What each of them has, in coins."""


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
        self.whole = endowment.denominator
        """How many parts make one coin."""

    def money(self) -> tuple[npt.NDArray[np.int64], list[Fraction]]:
        """Return the class of every row of the ballots, and the money in each class."""
        return self._class, [Fraction(money, self.whole) for money in self._money]

    def payers(self, project: int) -> tuple[Payers, ...]:
        """Return who supports a project, the poorest by their share first."""
        return tuple(
            Payers(weight, share, Fraction(money, self.whole))
            for money, share, weight, _ in self._by_depth(project)
        )

    def level(self, project: int) -> Fraction | None:
        """
        Return how many coins each unit of share must pay, or None if the money is not there.

        Every supporter pays the level times her share, or all she has if that is less; together
        they pay the cost.
        """
        groups = self._by_depth(project)
        missing = int(self._costs[project]) * self.whole
        if sum(money * weight for money, _, weight, _ in groups) < missing:
            return None
        shares = sum(share * weight for _, share, weight, _ in groups)
        for money, share, weight, _ in groups:
            if missing * share <= money * shares:
                return Fraction(missing, shares * self.whole)
            missing -= money * weight
            shares -= share * weight
        raise AssertionError("supporters who have the money can pay")

    def pay(self, project: int, level: Fraction) -> None:
        """Take the level from every unit of share, or what is left."""
        price = level * self.whole
        self.whole *= price.denominator
        self._money = [money * price.denominator for money in self._money]
        number = {money: i for i, money in enumerate(self._money)}
        for money, share, _, rows in self.groups(project):
            left = max(money - price.numerator * share, 0)
            if left not in number:
                number[left] = len(self._money)
                self._money.append(left)
            self._class[rows] = number[left]

    def floats(self) -> npt.NDArray[np.float64]:
        """Return every row's money as the nearest float; nothing stays exactly nothing."""
        whole = self.whole
        return np.array([money / whole for money in self._money])[self._class]

    def _by_depth(self, project: int) -> list[tuple[int, int, int, npt.NDArray[np.int32]]]:
        """Return the groups of a project's supporters, the least money per unit of share first."""
        groups = list(self.groups(project))
        common = lcm(*{share for _, share, _, _ in groups})
        return sorted(groups, key=lambda group: group[0] * (common // group[1]))

    def groups(self, project: int) -> Iterator[tuple[int, int, int, npt.NDArray[np.int32]]]:
        """Yield money (in parts of `whole`), share, weight and rows of equal supporters."""
        at = self._gain.supporters.of(project)
        rows, weights = self._gain.supporters.rows[at], self._gain.supporters.weights[at]
        shares = (
            np.ones(len(rows), np.int64) if self._gain.shares is None else self._gain.shares[at]
        )
        order = np.lexsort((self._class[rows], shares))
        rows, weights, shares = rows[order], weights[order], shares[order]
        classes = self._class[rows]
        fresh = np.flatnonzero((np.diff(classes) != 0) | (np.diff(shares) != 0)) + 1
        bounds = [0, *fresh.tolist(), len(rows)]
        for start, end in pairwise(bounds):
            if start < end:
                money = self._money[classes[start]]
                yield money, int(shares[start]), int(weights[start:end].sum()), rows[start:end]
