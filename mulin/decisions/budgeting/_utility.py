"""How much a supporter gains from a project, as every rule reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ._election import ORDINAL, Election, Ints, Supporters
from ._rule import BORDA, CARDINALITY, COST, POINTS_COST, Rule


@dataclass(frozen=True, slots=True)
class Utility:
    """A supporter's gain is her share times the project's factor, all in whole numbers."""

    supporters: Supporters
    """Only entries that gain something."""

    shares: Ints | None
    """Shape (entries,), beside the supporters; None where every share is one."""

    factors: Ints
    """Shape (projects,)."""

    totals: Ints
    """Shape (projects,): the shares of all supporters together, by their weights."""


def utility(election: Election, rule: Rule) -> Utility:
    """Return what supporters gain; refuses, with ValueError, a utility these ballots cannot say."""
    supporters, points = election.supporters, election.supporters.points
    if rule.utility in (CARDINALITY, COST):
        shares, totals = None, election.votes
    elif points is None:
        raise ValueError(f"{election.kind} ballots give no points; use cardinality or cost")
    elif rule.utility == BORDA:
        if election.kind != ORDINAL:
            raise ValueError("borda needs ordinal ballots")
        supporters, shares = _gaining(supporters, points - 1)
        totals = election.points - election.votes
    else:
        shares, totals = points, election.points
    by_cost = rule.utility in (COST, POINTS_COST)
    factors = election.costs if by_cost else np.ones(len(election.projects), np.int64)
    return Utility(supporters, shares, factors, totals)


def shares_by_row(election: Election, rule: Rule) -> Ints | None:
    """Return the share of each entry of the ballots, row by row; None where every share is one."""
    if rule.utility in (CARDINALITY, COST) or election.ballots.points is None:
        return None
    return election.ballots.points - (rule.utility == BORDA)


def _gaining(supporters: Supporters, shares: Ints) -> tuple[Supporters, Ints]:
    """Leave out the entries whose share is nothing."""
    kept = shares > 0
    before: Ints = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=before[1:])
    gaining = Supporters(
        before[supporters.starts], supporters.rows[kept], supporters.weights[kept], shares[kept]
    )
    return gaining, shares[kept]


def eligible(election: Election, rule: Rule) -> list[int]:
    """Return the projects that have the votes a rule asks for."""
    return [i for i, votes in enumerate(election.votes) if votes >= rule.least_votes]
