"""The greedy rule: the most utility per coin first, whatever still fits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from ._allocation import BY_COMPLETION, BY_RULE, Round
from ._election import Election
from ._rule import Rule
from ._ties import Ranking
from ._utility import eligible, utility

FREE = 0
WITH_PRICE = 1

Density = tuple[int, Fraction]
"""Whether a project somebody gains from costs nothing; else its utility per coin, negated."""


def greedy(
    election: Election, rule: Rule, ranking: Ranking, bought: Sequence[Round] | None = None
) -> tuple[Round, ...]:
    """
    Return `bought` and what the greedy rule buys from the money that is left.

    Projects come in the order of utility per coin: with cost utility that is the order of votes,
    with cardinality that of votes per cost.  What no longer fits is passed over.

    Source: Talmon, Faliszewski, "A framework for approval-based budgeting methods", AAAI 2019.
    """
    by = BY_RULE if bought is None else BY_COMPLETION
    rounds = list(bought or ())
    taken = {one.key for one in rounds}
    left = election.budget - sum(one.cost for one in rounds)
    density = densities(election, rule)
    waiting = [i for i in eligible(election, rule) if election.projects[i].key not in taken]
    for value, level in groupby(sorted(waiting, key=density.__getitem__), density.__getitem__):
        equals = list(level)
        while fitting := [i for i in equals if election.projects[i].cost <= left]:
            i = ranking.first(fitting)
            equals.remove(i)
            project = election.projects[i]
            left -= project.cost
            price = None if value[0] == FREE else -value[1]
            rounds.append(Round(project.key, project.cost, int(election.votes[i]), by, price, left))
    return tuple(rounds)


def densities(election: Election, rule: Rule) -> list[Density]:
    """Return what puts each project before others: the smallest comes first."""
    gain = utility(election, rule)
    totals = [
        int(total) * int(factor) for total, factor in zip(gain.totals, gain.factors, strict=True)
    ]
    return [
        (FREE, Fraction(0))
        if total and not project.cost
        else (WITH_PRICE, Fraction(-total, project.cost or 1))
        for total, project in zip(totals, election.projects, strict=True)
    ]
