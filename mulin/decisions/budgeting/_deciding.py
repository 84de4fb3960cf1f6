"""One door to every rule."""

from __future__ import annotations

from ._allocation import Allocation
from ._completion import Watch, equal_shares
from ._election import Election
from ._greedy import greedy
from ._max_welfare import max_welfare
from ._phragmen import phragmen
from ._rule import GREEDY, MAX_WELFARE, PHRAGMEN, Rule
from ._ties import Ranking


def decide(
    election: Election, rule: Rule, *, exact: bool = False, watch: Watch | None = None
) -> Allocation:
    """
    Count an election by a rule.

    With `exact`, equal shares asks fractions alone: the same outcome, more slowly, for those who
    check.  `watch` is told, after each endowment that equal shares tries, how many these were
    and what the last outcome costs.  Refuses, with ValueError, a utility that these ballots
    cannot say.
    """
    ranking = Ranking(election, rule.ties)
    if rule.name == GREEDY:
        return Allocation(rule, greedy(election, rule, ranking), ranking.met())
    if rule.name == PHRAGMEN:
        return phragmen(election, rule, ranking)
    if rule.name == MAX_WELFARE:
        return max_welfare(election, rule, ranking)
    return equal_shares(election, rule, ranking, exact=exact, watch=watch)
