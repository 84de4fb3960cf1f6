"""How money comes to voters and leaves them again, purchase by purchase, in fractions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Protocol

import numpy as np

from ._allocation import Allocation, Round
from ._election import Election, Ints
from ._utility import utility

NOTHING = 0
"""The number of the amount that those pay who pay nothing."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What each voter pays for one project."""

    project: int
    price: Fraction | None
    """In coins, for each unit of share; None where nobody pays in full or in part."""

    given: Ints
    """Shape (rows,): the number of the amount paid by a voter with these ballots."""

    amounts: Sequence[int]
    """In parts of `whole`."""

    in_full: int
    """The amounts with numbers up to this one, but for `NOTHING`, are payments in full."""

    whole: int
    """How many parts make one coin."""


class Till(Protocol):
    """How money comes to voters and leaves them again."""

    def collections(self) -> Iterator[Collection]:
        """Yield every purchase in turn."""

    def handed_out(self, round_: int | None) -> Fraction:
        """Return what each voter had been given until a round, or until the end."""


class Shares:
    """
    Equal shares: all money is there from the start.

    Voters with equal money form one class.  All prices are known, so all money has one common
    denominator from the start.
    """

    def __init__(
        self,
        election: Election,
        allocation: Allocation,
        paid: Sequence[Round],
        level_with: set[tuple[int, int]],
    ) -> None:
        self._gain = utility(election, allocation.rule)
        self._costs, self._numbers = election.costs, election.numbers
        self._endowment = allocation.endowment or Fraction(0)
        self._paid, self._level_with = paid, level_with
        self._rivals: dict[str, set[str]] = {}
        for tie in allocation.ties:
            self._rivals.setdefault(tie.chosen, set()).update(tie.keys[1:])
        prices = (one.price or Fraction(0) for one in paid)
        self._whole = lcm(self._endowment.denominator, *(price.denominator for price in prices))
        self._class = np.zeros(election.ballots.rows, np.int64)
        self._money = [int(self._endowment * self._whole)]
        self._number = {self._money[0]: 0}

    def handed_out(self, round_: int | None) -> Fraction:
        return self._endowment

    def collections(self) -> Iterator[Collection]:
        for one in self._paid:
            project, price = self._numbers[one.key], one.price or Fraction(0)
            for rival in (self._numbers[key] for key in self._rivals.get(one.key, ())):
                if self._collects(rival, price):
                    self._level_with.add((project, rival))
            yield self._collect(project, price)

    def _due(self, project: int, price: Fraction) -> int:
        """Return what a unit of share must pay, in parts."""
        return int(price * int(self._gain.factors[project]) * self._whole)

    def _collects(self, project: int, price: Fraction) -> bool:
        """Tell whether a project's supporters pay exactly its cost at this price."""
        due = self._due(project, price)
        groups = self._groups(project)
        weights = np.bincount(groups.of, self._gain.supporters.weights[groups.at])
        paid = (
            min(self._money[each], due * share) * int(weight)
            for each, share, weight in zip(groups.classes, groups.shares, weights, strict=True)
        )
        return sum(paid) == int(self._costs[project]) * self._whole

    def _collect(self, project: int, price: Fraction) -> Collection:
        """Let the supporters of a project pay for it."""
        due = self._due(project, price)
        groups = self._groups(project)
        shares = sorted(set(groups.shares))
        amounts = [0, *(due * share for share in shares)]
        number = {share: n for n, share in enumerate(shares, 1)}
        given, left = [], []
        for each, share in zip(groups.classes, groups.shares, strict=True):
            money = self._money[each]
            if not money:
                given.append(NOTHING)
            elif money >= due * share:
                given.append(number[share])
            else:
                given.append(len(amounts))
                amounts.append(money)
            left.append(self._numbered(max(money - due * share, 0)))
        rows = self._gain.supporters.rows[groups.at]
        by_row = np.zeros(len(self._class), np.int64)
        by_row[rows] = np.array(given)[groups.of]
        self._class[rows] = np.array(left)[groups.of]
        level = Fraction(due, self._whole)
        return Collection(project, level, by_row, amounts, len(shares), self._whole)

    def _numbered(self, money: int) -> int:
        """Return the class of those who have so much."""
        if money not in self._number:
            self._number[money] = len(self._money)
            self._money.append(money)
        return self._number[money]

    def _groups(self, project: int) -> _Groups:
        at = self._gain.supporters.of(project)
        classes = self._class[self._gain.supporters.rows[at]]
        shares = None if self._gain.shares is None else self._gain.shares[at]
        most = 1 if shares is None else int(shares.max(initial=0)) + 1
        named = classes * most + (0 if shares is None else shares)
        distinct, of = np.unique(named, return_inverse=True)
        return _Groups(
            at,
            of,
            (distinct // most).tolist(),
            [1] * len(distinct) if shares is None else (distinct % most).tolist(),
        )


@dataclass(frozen=True, slots=True)
class _Groups:
    """The supporters of a project, those with equal money and equal shares together."""

    at: slice
    of: Ints
    """Shape (supporters,): the group of each."""

    classes: list[int]
    shares: list[int]


class Loads:
    """
    Phragmén: everybody is handed money at the same pace.

    A project is bought as soon as its supporters hold its cost together, and takes all they hold.
    So what a voter has spent is what everybody had been handed at the last purchase she took
    part in, and the load of a purchase is the time of it in coins.
    """

    def __init__(self, election: Election, paid: Sequence[Round]) -> None:
        self._election = election
        self._projects = [election.numbers[one.key] for one in paid]
        self._times = [one.price or Fraction(0) for one in paid]
        self._end = max(self._times, default=Fraction(0))

    def stop(self, time: Fraction | None) -> None:
        """End when the next project would have been bought, if there was one."""
        self._end = self._end if time is None else time

    def handed_out(self, round_: int | None) -> Fraction:
        return self._end if round_ is None else self._times[round_]

    def collections(self) -> Iterator[Collection]:
        supporters = self._election.supporters
        whole = lcm(*(time.denominator for time in self._times))
        times = [0, *(int(time * whole) for time in self._times)]
        last = np.zeros(self._election.ballots.rows, np.int64)
        for number, project in enumerate(self._projects, 1):
            rows = supporters.rows[supporters.of(project)]
            given = np.zeros(len(last), np.int64)
            given[rows] = last[rows] + 1
            amounts = [0, *(times[number] - times[before] for before in range(number))]
            yield Collection(project, None, given, amounts, 0, whole)
            last[rows] = number
