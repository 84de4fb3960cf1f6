"""Equal shares from the first endowment to the last, and what is done with money left over."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ._allocation import BY_RULE, Allocation, Round
from ._election import Election
from ._equal_shares import Run
from ._exact_shares import ExactRun
from ._greedy import greedy
from ._market import Market
from ._rule import ADD1, ADD1_GREEDILY, ALL, GREEDILY, NEVER, Rule
from ._ties import Ranking
from ._utility import eligible

Watch = Callable[[int, int], None]
"""Told, after each endowment, how many were tried and what the last outcome costs."""

AnyRun = Run | ExactRun

FIRST_JUMP, LONGEST_WAIT = 8, 32


def equal_shares(
    election: Election,
    rule: Rule,
    ranking: Ranking,
    *,
    exact: bool = False,
    watch: Watch | None = None,
) -> Allocation:
    """
    Count by the Method of Equal Shares with the rule's utility and completion.

    With `exact`, fractions decide everything; the outcome is the same and takes longer.

    Source of the completions: Peters, Skowron, equalshares.net, "Completion of the Method of
    Equal Shares"; Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis",
    IJCAI 2023.
    """
    if not election.voters:
        return Allocation(rule, (), endowment=Fraction(0))
    market = Market(election, rule)
    endowments = _Endowments(election, rule, market, ranking, ExactRun if exact else Run, watch)
    raises = rule.completion in (ADD1, ADD1_GREEDILY)
    last = endowments.raised() if raises else endowments.run(0)
    rounds = _rounds(election, market, last, ranking)
    if rule.completion in (GREEDILY, ADD1_GREEDILY):
        rounds = greedy(election, rule, ranking, rounds)
    return Allocation(rule, rounds, ranking.met(), last.endowment, endowments.tried)


class _Endowments:
    """Runs with a growing endowment: the k-th has k increments more than the first."""

    def __init__(
        self,
        election: Election,
        rule: Rule,
        market: Market,
        ranking: Ranking,
        way: type[AnyRun],
        watch: Watch | None,
    ) -> None:
        self.election, self.market, self.ranking = election, market, ranking
        self.way, self.watch = way, watch
        self.first = Fraction(election.budget, election.voters)
        self.step = rule.increment * election.unit
        self.stop = rule.stop
        entered = set(eligible(election, rule)) - set(market.free)
        pool = entered if rule.stop == ALL else market.for_sale
        self.pool = [(int(market.costs[i]), i) for i in pool]
        self.tried = 0

    def run(self, k: int) -> AnyRun:
        """Run with the k-th endowment."""
        return self._counted(self.way(self.market, self._endowment(k), self.ranking).buy_all())

    def raised(self) -> AnyRun:
        """
        Return the last run that the budget can pay for, or the first that uses it up.

        Outcomes are not monotone in the endowment, so every endowment counts; but once some in a
        row have the same outcome, and a far one provably has it too, those between are passed.
        """
        k, run = 0, self.run(0)
        jump, wait, pause = FIRST_JUMP, 1, 1
        while not self._is_last(run):
            if not pause and (far := self._far(run, k, jump)) is not None:
                k, run, jump, wait = far[0], far[1], jump * 2, 1
                continue
            if not pause:
                jump, wait, pause = FIRST_JUMP, min(wait * 2, LONGEST_WAIT), wait
            after = self.run(k + 1)
            if self._cost(after) > self.election.budget:
                return run
            pause = pause - 1 if after.bought == run.bought else max(pause, 1)
            k, run = k + 1, after
        return run

    def _far(self, run: AnyRun, k: int, jump: int) -> tuple[int, AnyRun] | None:
        """Return the farthest endowment found that certainly has this outcome, and its run."""
        while jump >= 2 and isinstance(run, Run):
            ahead = Run(self.market, self._endowment(k + jump), self.ranking)
            if ahead.follows((run.bought, run.prices)):
                return k + jump, self._counted(ahead)
            jump //= 4
        return None

    def _endowment(self, k: int) -> Fraction:
        return self.first + self.step * k

    def _counted(self, run: AnyRun) -> AnyRun:
        self.tried += 1
        if self.watch is not None:
            self.watch(self.tried, self._cost(run))
        return run

    def _cost(self, run: AnyRun) -> int:
        return int(self.market.costs[run.bought].sum())

    def _is_last(self, run: AnyRun) -> bool:
        bought = set(run.bought)
        if len(bought) == len(self.market.for_sale):
            return True
        left = self.election.budget - self._cost(run)
        return self.stop != NEVER and all(cost > left for cost, i in self.pool if i not in bought)


def _rounds(election: Election, market: Market, run: AnyRun, ranking: Ranking) -> tuple[Round, ...]:
    """Tell the purchases with their exact prices."""
    rounds = []
    left = election.budget
    for i in sorted(market.free, key=ranking.rank.__getitem__):
        rounds.append(
            Round(election.projects[i].key, 0, int(election.votes[i]), BY_RULE, None, left)
        )
    for i, level in zip(run.bought, run.levels(), strict=True):
        price = level / int(market.gain.factors[i])
        cost = int(market.costs[i])
        left -= cost
        rounds.append(
            Round(election.projects[i].key, cost, int(election.votes[i]), BY_RULE, price, left)
        )
    return tuple(rounds)
