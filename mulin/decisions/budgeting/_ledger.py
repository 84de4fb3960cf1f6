"""Who paid what for which project, told again in fractions, where a rule gives money to voters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Protocol

import numpy as np

from ._allocation import BY_RULE, Allocation, Round
from ._election import Election, Ints
from ._explanation import Money, Payment, Purchase, Spending
from ._rule import EQUAL_SHARES
from ._utility import eligible, utility

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


class _Till(Protocol):
    """How money comes to voters and leaves them again."""

    def collections(self) -> Iterator[Collection]:
        """Yield every purchase in turn."""

    def handed_out(self, round_: int | None) -> Fraction:
        """Return what each voter had been given until a round, or until the end."""


class Ledger:
    """
    The money of all voters, purchase by purchase.

    Voters' money pays only for what the rule itself buys; a completion spends what is left over.
    """

    def __init__(self, election: Election, allocation: Allocation) -> None:
        self._costs = [project.cost for project in election.projects]
        self._supporters = (
            utility(election, allocation.rule).supporters
            if allocation.rule.name == EQUAL_SHARES
            else election.supporters
        )
        self._keys = [project.key for project in election.projects]
        self._spent: list[list[Spending]] = [[] for _ in self._keys]
        self._bought: dict[int, int] = {}
        """The number of the purchase of each project."""
        self.purchases: dict[int, Purchase] = {}
        paid = [one for one in allocation.rounds if one.by == BY_RULE and one.cost and one.price]
        self.level_with: set[tuple[int, int]] = set()
        """Pairs of projects: when the first was bought, the second was exactly as good."""
        self._till: _Till = (
            _Shares(election, allocation, paid, self.level_with)
            if allocation.rule.name == EQUAL_SHARES
            else _Loads(election, paid)
        )
        for number, collection in enumerate(self._till.collections()):
            self._enter(collection)
            self._bought[collection.project] = number
        if isinstance(self._till, _Loads):
            self._till.stop(self._first_in_line(election, allocation))

    def voters(self, project: int) -> int:
        """Return how many voters have money that can go to a project."""
        return int(self._supporters.weights[self._supporters.of(project)].sum())

    def spent(self, project: int) -> Fraction:
        """Return what its supporters spent, before it was bought or until the end."""
        return sum((one.amount for one in self._spent[project]), Fraction(0))

    def money(self, project: int) -> Money:
        """Return what its supporters had, spent and still need."""
        number = self._bought.get(project)
        start = self._till.handed_out(number) * self.voters(project)
        went_to = sorted(self._spent[project], key=lambda one: -one.amount)
        left = start - self.spent(project)
        missing = max(self._costs[project] - left, Fraction(0))
        return Money(start, left, missing, tuple(went_to))

    def _enter(self, collection: Collection) -> None:
        key = self._keys[collection.project]
        for project, spent in enumerate(self._spent):
            if project in self._bought:
                continue
            at = self._supporters.of(project)
            given = collection.given[self._supporters.rows[at]]
            counts = np.bincount(given, self._supporters.weights[at], NOTHING + 1)
            numbers = np.flatnonzero(counts)
            payers = [(int(n), int(counts[n])) for n in numbers]
            if project == collection.project:
                self.purchases[project] = _purchase(collection, payers, self._costs[project])
            else:
                parts = sum(collection.amounts[n] * voters for n, voters in payers)
                if parts:
                    spent.append(Spending(key, Fraction(parts, collection.whole)))

    def _first_in_line(self, election: Election, allocation: Allocation) -> Fraction | None:
        """Return the load at which the next project would have been bought."""
        waiting = [
            i
            for i in eligible(election, allocation.rule)
            if i not in self._bought and 0 < self._costs[i] <= election.budget and self.voters(i)
        ]
        loads = [(self._costs[i] + self.spent(i)) / self.voters(i) for i in waiting]
        return min(loads, default=None)


class _Shares:
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


class _Loads:
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


def _purchase(collection: Collection, payers: list[tuple[int, int]], cost: int) -> Purchase:
    amounts: dict[int, int] = {}
    for number, voters in payers:
        if parts := collection.amounts[number]:
            amounts[parts] = amounts.get(parts, 0) + voters
    in_full = sum(voters for n, voters in payers if NOTHING < n <= collection.in_full)
    nothing = sum(voters for n, voters in payers if not collection.amounts[n])
    price = collection.price
    return Purchase(
        price,
        None if price is None else cost / price,
        in_full,
        sum(voters for _, voters in payers) - in_full - nothing,
        nothing,
        tuple(
            Payment(Fraction(parts, collection.whole), voters)
            for parts, voters in sorted(amounts.items(), reverse=True)
        ),
    )
