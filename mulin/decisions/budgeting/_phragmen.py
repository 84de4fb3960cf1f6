"""
Sequential Phragmén: every voter's load grows evenly, and whoever can pay first buys.

Source: Los, Christoff, Grossi, "Proportional Budget Allocations: Towards a Systematization",
IJCAI 2022; after Phragmén (1894) and Brill et al., "Phragmén's Voting Methods and Justified
Representation", AAAI 2017.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ._allocation import BY_RULE, Allocation, Round
from ._election import Election, Ints
from ._rule import Rule
from ._ties import Ranking
from ._utility import eligible

ROUNDING = 2.0**-53


def phragmen(election: Election, rule: Rule, ranking: Ranking) -> Allocation:
    """
    Buy, one after the other, the project whose supporters carry the smallest load for it.

    The load of a project is what its supporters carry already plus its cost, shared evenly.  It
    ends as soon as a project with the smallest load no longer fits into the budget.  Projects
    without supporters come last of all.
    """
    loads = _Loads(election)
    waiting = [i for i in eligible(election, rule) if election.projects[i].cost <= election.budget]
    rounds: list[Round] = []
    left = election.budget
    while waiting:
        price, tied = loads.smallest(waiting)
        if any(election.projects[i].cost > left for i in tied):
            break
        i = ranking.first(tied)
        waiting.remove(i)
        project = election.projects[i]
        left -= project.cost
        rounds.append(
            Round(project.key, project.cost, int(election.votes[i]), BY_RULE, price, left)
        )
        if price is not None:
            loads.lay(i, price)
    return Allocation(rule, tuple(rounds), ranking.met())


class _Loads:
    """
    What every voter carries: the load of the project bought last among those she supports.

    So the load on a project's supporters is told by whole numbers: how many of them carry each
    load met so far.  Floats only sum positive terms, each the nearest to an exact load, and so
    are wrong by at most their number times the rounding error; what lies closer than that is
    compared in fractions.
    """

    def __init__(self, election: Election) -> None:
        self.election = election
        self.costs = election.costs.astype(np.float64)
        self.votes = election.votes.astype(np.float64)
        self.carried: Ints = np.zeros(election.ballots.rows, np.int64)
        """Shape (rows,): the number of the load each voter carries; number 0 is none."""
        self.counts = np.zeros((len(election.projects), 16))
        """Shape (projects, loads): how many supporters carry each load."""
        self.counts[:, 0] = self.votes
        self.loads = np.zeros(16)
        self.exact = [0]
        """Every load met, in parts of `whole`."""
        self.whole = 1

    def smallest(self, waiting: list[int]) -> tuple[Fraction | None, list[int]]:
        """Return the smallest load and who has it; None if nobody supports what is waiting."""
        supported = [i for i in waiting if self.votes[i]]
        if not supported:
            return None, waiting
        at = np.array(supported)
        near = (self.costs[at] + self.counts[at] @ self.loads) / self.votes[at]
        doubt = ROUNDING * 4 * (len(self.exact) + 8)
        close = at[near <= near.min() * (1 + doubt)]
        exact = {int(i): self._exact_load(int(i)) for i in close}
        lowest = min(exact.values())
        return lowest, [i for i, load in exact.items() if load == lowest]

    def lay(self, project: int, load: Fraction) -> None:
        """Let every supporter of a project carry this load."""
        number = self._numbered(load)
        ballots, supporters = self.election.ballots, self.election.supporters
        rows = supporters.rows[supporters.of(project)]
        entries, lengths = ballots.entries_of(rows)
        projects, weights = ballots.projects[entries], np.repeat(ballots.weights[rows], lengths)
        before = np.repeat(self.carried[rows], lengths)
        gone = np.bincount(projects * self.counts.shape[1] + before, weights, self.counts.size)
        self.counts -= gone.reshape(self.counts.shape)
        self.counts[:, number] += np.bincount(projects, weights, len(self.counts))
        self.carried[rows] = number

    def _numbered(self, load: Fraction) -> int:
        number = len(self.exact)
        if number == len(self.loads):
            self.loads = np.concatenate((self.loads, np.zeros_like(self.loads)))
            self.counts = np.concatenate((self.counts, np.zeros_like(self.counts)), axis=1)
        part = load * self.whole
        self.whole *= part.denominator
        self.exact = [each * part.denominator for each in self.exact] + [part.numerator]
        self.loads[number] = float(load)
        return number

    def _exact_load(self, project: int) -> Fraction:
        carried = sum(
            int(count) * load
            for count, load in zip(self.counts[project], self.exact, strict=False)
            if count
        )
        cost = int(self.election.costs[project]) * self.whole
        return Fraction(cost + carried, int(self.election.votes[project]) * self.whole)
