"""One door to every rule."""

from __future__ import annotations

from ._allocation import Allocation
from ._election import Election
from ._greedy import greedy
from ._rule import GREEDY, Rule
from ._ties import Ranking


def decide(election: Election, rule: Rule) -> Allocation:
    """
    Count an election by a rule.

    Refuses, with ValueError, a utility that the ballots cannot say.
    """
    ranking = Ranking(election, rule.ties)
    if rule.name == GREEDY:
        rounds = greedy(election, rule, ranking)
        return Allocation(rule, rounds, ranking.met())
    raise NotImplementedError(rule.name)
