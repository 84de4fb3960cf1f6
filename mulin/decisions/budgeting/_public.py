"""What an outcome is for all voters together, and what another would change for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from ._allocation import Allocation
from ._election import Election, Ints
from ._explanation import Change, Comparison, Group, Public

Flags = npt.NDArray[np.bool_]


def compare(election: Election, one: Allocation, other: Allocation) -> Comparison:
    """
    Say who would win under two outcomes of one election, and what changes for the voters.

    A voter is better off with more projects that she supports, or with more money spent on such
    projects; each counts for itself.
    """
    chosen = [_chosen(election, outcome) for outcome in (one, other)]
    counts = [_per_row(election, flags.astype(np.int64)) for flags in chosen]
    sums = [_per_row(election, flags * election.costs) for flags in chosen]
    keys = [project.key for project in election.projects]
    return Comparison(
        both=_keys(keys, chosen[0] & chosen[1]),
        gained=_keys(keys, ~chosen[0] & chosen[1]),
        lost=_keys(keys, chosen[0] & ~chosen[1]),
        by_projects=_change(election, *counts),
        by_money=_change(election, *sums),
        served=(_voters(election, counts[0] > 0), _voters(election, counts[1] > 0)),
        spent=(one.spent, other.spent),
    )


def public(election: Election, allocation: Allocation, groups: Mapping[str, str]) -> Public:
    """Say what an outcome is for all, and for each group of projects (`groups`: by their keys)."""
    chosen = _chosen(election, allocation)
    counts = _per_row(election, chosen.astype(np.int64))
    money = int(_per_row(election, chosen * election.costs) @ election.ballots.weights)
    histogram = np.bincount(counts, election.ballots.weights, 1).astype(np.int64)
    names = list(dict.fromkeys(groups[project.key] for project in election.projects if groups))
    return Public(
        budget=election.budget,
        spent=allocation.spent,
        left=election.budget - allocation.spent,
        voters=election.voters,
        served=_voters(election, counts > 0),
        chosen_per_voter=tuple(histogram.tolist()),
        money_per_voter=Fraction(money, max(election.voters, 1)),
        groups=tuple(_group(election, chosen, groups, name) for name in names),
    )


def served(election: Election, allocation: Allocation) -> Ints:
    """Return how many supporters of each project got anything; shape (projects,)."""
    got = _per_row(election, _chosen(election, allocation).astype(np.int64)) > 0
    weights = np.repeat(got * election.ballots.weights, np.diff(election.ballots.starts))
    per_project = np.bincount(election.ballots.projects, weights, len(election.projects))
    return per_project.astype(np.int64)


def _group(election: Election, chosen: Flags, groups: Mapping[str, str], name: str) -> Group:
    inside = np.array([groups[project.key] == name for project in election.projects])
    named = _per_row(election, inside.astype(np.int64))
    return Group(
        name=name,
        projects=int(inside.sum()),
        chosen=int((inside & chosen).sum()),
        cost=int(election.costs[inside].sum()),
        spent=int(election.costs[inside & chosen].sum()),
        votes=int(election.votes[inside].sum()),
        supporters=_voters(election, named > 0),
        served=_voters(election, _per_row(election, (inside & chosen).astype(np.int64)) > 0),
        ballots=_split_evenly(election, named),
    )


def _split_evenly(election: Election, named: Ints) -> Fraction:
    """Return how many ballots come to a group if each is split among all that it names."""
    lengths = np.diff(election.ballots.starts)
    by_length = np.bincount(lengths, named * election.ballots.weights, 1).astype(np.int64)
    parts = (Fraction(int(by_length[k]), int(k)) for k in np.flatnonzero(by_length))
    return sum(parts, Fraction(0))


def _chosen(election: Election, allocation: Allocation) -> Flags:
    chosen = np.zeros(len(election.projects), bool)
    chosen[[election.numbers[key] for key in allocation.winners]] = True
    return chosen


def _per_row(election: Election, figures: Ints) -> Ints:
    """Sum a figure of each project over the projects that each row names."""
    running = np.zeros(len(election.ballots.projects) + 1, np.int64)
    np.cumsum(figures[election.ballots.projects], out=running[1:])
    starts = election.ballots.starts
    return running[starts[1:]] - running[starts[:-1]]


def _voters(election: Election, rows: Flags) -> int:
    return int(election.ballots.weights[rows].sum())


def _change(election: Election, before: Ints, after: Ints) -> Change:
    better, worse = _voters(election, after > before), _voters(election, after < before)
    return Change(better, worse, election.voters - better - worse)


def _keys(keys: Iterable[str], flags: Flags) -> tuple[str, ...]:
    return tuple(key for key, flag in zip(keys, flags, strict=True) if flag)
