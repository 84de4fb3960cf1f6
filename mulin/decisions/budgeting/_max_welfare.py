"""
Maximum welfare: of all sets that the budget can pay for, one with the greatest utility.

Solved as a knapsack: a list of states that no other state beats, cut short by what the rest
could add at most.

Source: Nemhauser, Ullmann, "Discrete Dynamic Programming and Capital Allocation", Management
Science 15 (1969); the bound is that of Dantzig, "Discrete-Variable Extremum Problems",
Operations Research 5 (1957).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from ._allocation import BY_RULE, Allocation, Round
from ._election import Election, Ints
from ._rule import Rule
from ._ties import Ranking
from ._utility import eligible, utility

MOST_VALUE = 2**60


def max_welfare(election: Election, rule: Rule, ranking: Ranking) -> Allocation:
    """
    Buy the best set; of equally good ones, the one that is first in the tie order.

    One set is before another when it holds the first project, in tie order, that only one of
    them holds.  Projects from which nobody gains are never bought.  Refuses, with ValueError,
    an election whose utilities are too large to be counted exactly.
    """
    gain = utility(election, rule)
    values = [int(t) * int(f) for t, f in zip(gain.totals, gain.factors, strict=True)]
    if sum(values) > MOST_VALUE:
        raise ValueError("the utilities are too large to be counted exactly")
    sack = _Sack(np.array(values, np.int64), election.costs)
    useful = [i for i in eligible(election, rule) if values[i]]
    chosen = _first_of_the_best(sack, useful, election.budget, ranking)
    _meet_rivals(sack, useful, election.budget, ranking, chosen)
    density = {i: Fraction(values[i], election.projects[i].cost or 1) for i in chosen}
    rounds = []
    costs, left = election.costs, election.budget
    for i in sorted(chosen, key=lambda i: (costs[i] > 0, -density[i], ranking.rank[i])):
        project, votes = election.projects[i], int(election.votes[i])
        left -= project.cost
        rounds.append(Round(project.key, project.cost, votes, BY_RULE, density[i], left))
    return Allocation(rule, tuple(rounds), ranking.met())


def _first_of_the_best(sack: _Sack, useful: list[int], budget: int, ranking: Ranking) -> list[int]:
    """Go down the tie order and hold on to each project with which a best set can still be made."""
    known = sack.best(useful, budget, 0) or []
    best = sack.value(known)
    held: list[int] = []
    undecided = sorted(useful, key=ranking.rank.__getitem__)
    while undecided:
        i = undecided.pop(0)
        if i not in known:
            room = budget - sack.cost([*held, i])
            rest = sack.best(undecided, room, best - sack.value([*held, i]))
            if rest is None:
                continue
            known = [*held, i, *rest]
        held.append(i)
    return held


def _meet_rivals(
    sack: _Sack, useful: list[int], budget: int, ranking: Ranking, chosen: list[int]
) -> None:
    """Remember equally good sets; each lacks some chosen project, as every project adds value."""
    best = sack.value(chosen)
    for lacked in chosen:
        rival = sack.best([i for i in useful if i != lacked], budget, best)
        if rival is not None:
            settling = min(set(chosen) ^ set(rival), key=ranking.rank.__getitem__)
            instead = min(set(rival) - set(chosen), key=ranking.rank.__getitem__)
            ranking.first([settling, instead])


class _Sack:
    """Projects by what they are worth and what they cost."""

    def __init__(self, values: Ints, costs: Ints) -> None:
        self._values, self._costs = values, costs
        self._density = values / np.maximum(costs, 1)
        self._density[costs == 0] = np.inf

    def value(self, items: list[int]) -> int:
        return int(self._values[items].sum())

    def cost(self, items: list[int]) -> int:
        return int(self._costs[items].sum())

    def best(self, items: list[int], room: int, at_least: int) -> list[int] | None:
        """Return a most valuable set that fits, or None if all are worth less than `at_least`."""
        if room < 0:
            return None
        fitting = np.array([i for i in items if self._costs[i] <= room], np.int64)
        order = fitting[np.argsort(-self._density[fitting], kind="stable")]
        states = _States(self._values[order], self._costs[order], room, at_least)
        if states.bound < at_least:
            return None
        for item in range(len(order)):
            states.offer(item)
            if not states.alive:
                return None
        taken = states.best()
        return None if taken is None else [int(order[item]) for item in taken]


class _States:
    """
    Every way to fill the sack so far that no other way beats, by growing cost and value.

    Items come with the most value per coin first, so what the rest adds at most is a stretch of
    them and a part of one more.
    """

    def __init__(self, values: Ints, costs: Ints, room: int, at_least: int) -> None:
        self._item_values, self._item_costs = values, costs
        self._values_before = np.concatenate((np.zeros(1, np.int64), np.cumsum(values)))
        self._costs_before = np.concatenate((np.zeros(1, np.int64), np.cumsum(costs)))
        self._room, self._at_least = room, at_least
        self._costs, self._values = np.zeros(1, np.int64), np.zeros(1, np.int64)
        self._steps: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]] = []
        self.bound = int(self._most(self._costs, self._values, 0)[0])

    @property
    def alive(self) -> bool:
        return len(self._costs) > 0

    def offer(self, item: int) -> None:
        """Let every state go on without the item and, where it fits, with it."""
        costs, values = self._costs, self._values
        takers = np.flatnonzero(costs + self._item_costs[item] <= self._room)
        source = np.concatenate((np.arange(len(costs)), takers))
        taken = np.arange(len(source)) >= len(costs)
        costs = costs[source] + taken * self._item_costs[item]
        values = values[source] + taken * self._item_values[item]
        order = np.lexsort((-values, costs))
        costs, values = costs[order], values[order]
        ahead = np.ones(len(order), bool)
        ahead[1:] = values[1:] > np.maximum.accumulate(values)[:-1]
        costs, values, order = costs[ahead], values[ahead], order[ahead]
        most = self._most(costs, values, item + 1)
        kept = most >= max(self._at_least, int(values.max(initial=0)))
        self._costs, self._values, order = costs[kept], values[kept], order[kept]
        self._steps.append((source[order], taken[order]))

    def best(self) -> list[int] | None:
        """Return the items of the most valuable state."""
        if int(self._values.max(initial=-1)) < self._at_least:
            return None
        state = int(np.argmax(self._values))
        items = []
        for item in range(len(self._steps) - 1, -1, -1):
            source, taken = self._steps[item]
            if taken[state]:
                items.append(item)
            state = int(source[state])
        return items

    def _most(self, costs: Ints, values: Ints, item: int) -> Ints:
        """Return what each state may come to at most with this item and those after it."""
        reach = self._room - costs + self._costs_before[item]
        whole = np.searchsorted(self._costs_before, reach, side="right") - 1
        most: Ints = values + self._values_before[whole] - self._values_before[item]
        if not len(self._item_costs):
            return most
        part = np.minimum(whole, len(self._item_costs) - 1)
        share = (reach - self._costs_before[whole]) / np.maximum(self._item_costs[part], 1)
        added = np.where(whole < len(self._item_costs), share * self._item_values[part], 0)
        most += np.ceil(added * (1 + 1e-12)).astype(np.int64)
        return most
