"""Who paid what for which project, told again in fractions, where a rule gives money to voters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from ._allocation import BY_RULE, Allocation
from ._election import Election
from ._explanation import Money, Payment, Purchase, Purse, Spending
from ._rule import EQUAL_SHARES, PHRAGMEN
from ._tills import NOTHING, Collection, Loads, Shares, Till
from ._utility import eligible, utility


def purse(
    election: Election, allocation: Allocation, ballot: Sequence[str] | Mapping[str, int]
) -> Purse:
    """
    Tell those who cast one ballot what each of them had, paid and kept, and what they get.

    The ballot is written as for `Election.from_rows`.  Refuses, with ValueError, a ballot that
    nobody cast.
    """
    row = _row_of(election, ballot)
    supported = {election.projects[i].key for i in _entries(election, row)}
    got = tuple(key for key in allocation.winners if key in supported)
    if allocation.rule.name not in (EQUAL_SHARES, PHRAGMEN):
        return Purse(got, None, (), None)
    ledger = Ledger(election, allocation, row=row)
    had = ledger.handed_out()
    return Purse(got, had, tuple(ledger.paid), had - sum(one.amount for one in ledger.paid))


class Ledger:
    """
    The money of all voters, purchase by purchase.

    Voters' money pays only for what the rule itself buys; a completion spends what is left over.
    """

    def __init__(
        self, election: Election, allocation: Allocation, *, row: int | None = None
    ) -> None:
        self._row = row
        self.paid: list[Spending] = []
        """What a voter with the ballot in this row paid."""
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
        self._till: Till = (
            Shares(election, allocation, paid, self.level_with)
            if allocation.rule.name == EQUAL_SHARES
            else Loads(election, paid)
        )
        for number, collection in enumerate(self._till.collections()):
            self._enter(collection)
            self._bought[collection.project] = number
        if isinstance(self._till, Loads):
            self._till.stop(self._first_in_line(election, allocation))

    def handed_out(self) -> Fraction:
        """Return what every voter was given in all."""
        return self._till.handed_out(None)

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
        if self._row is not None and (parts := collection.amounts[collection.given[self._row]]):
            self.paid.append(Spending(key, Fraction(parts, collection.whole)))
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


def _row_of(election: Election, ballot: Sequence[str] | Mapping[str, int]) -> int:
    """Return the row of the ballots that says the same."""
    alone = Election.from_rows(election.projects, 0, [ballot], kind=election.kind).ballots
    ballots, width = election.ballots, len(alone.projects)
    for row in np.flatnonzero(np.diff(ballots.starts) == width):
        at = slice(ballots.starts[row], ballots.starts[row] + width)
        if (ballots.projects[at] == alone.projects).all() and (
            ballots.points is None
            or alone.points is None
            or (ballots.points[at] == alone.points).all()
        ):
            return int(row)
    raise ValueError("nobody cast this ballot")


def _entries(election: Election, row: int) -> list[int]:
    starts = election.ballots.starts
    found: list[int] = election.ballots.projects[starts[row] : starts[row + 1]].tolist()
    return found
