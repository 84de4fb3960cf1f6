"""One budget in several envelopes: each community's money for its own projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ._allocation import Allocation
from ._deciding import decide
from ._election import Ballots, Election
from ._merging import merged
from ._rule import Rule


def by_envelopes(
    election: Election, rule: Rule, budgets: Mapping[str, int]
) -> dict[str, Allocation]:
    """
    Count every envelope by itself: its projects, its money (coins), and who voted for any of them.

    `budgets` names every envelope that a project has; one without projects buys nothing.  Money
    left in one envelope does not help another.  The election's own budget is not asked.
    Refuses, with ValueError, a project whose envelope has no budget.
    """
    inside: dict[str, list[int]] = {envelope: [] for envelope in budgets}
    for i, project in enumerate(election.projects):
        if project.envelope not in inside:
            raise ValueError(f"{project.key}: there is no budget for {project.envelope!r}")
        inside[project.envelope].append(i)
    return {
        envelope: decide(part(election, numbers, budgets[envelope]), rule)
        for envelope, numbers in inside.items()
    }


def of_envelope(election: Election, envelope: str, budget: int) -> Election:
    """
    Return the election of one envelope alone, as `by_envelopes` counts it.

    `explain`, `how_far` and `compare` ask for it beside the allocation of the envelope.
    """
    projects = election.projects
    numbers = [i for i, project in enumerate(projects) if project.envelope == envelope]
    return part(election, numbers, budget)


def part(election: Election, numbers: Sequence[int], budget: int) -> Election:
    """Return the election of some projects alone, by those whose ballots name any of them."""
    ballots = election.ballots
    renumbered = np.full(len(election.projects), -1, np.int32)
    renumbered[list(numbers)] = np.arange(len(numbers), dtype=np.int32)
    kept = renumbered[ballots.projects] >= 0
    rows = np.repeat(np.arange(ballots.rows), np.diff(ballots.starts))[kept]
    lengths = np.bincount(rows, minlength=ballots.rows)
    named = lengths > 0
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths[named])))
    points = None if ballots.points is None else ballots.points[kept]
    entries = renumbered[ballots.projects[kept]]
    again = merged(starts, entries, points, ballots.weights[named], len(numbers))
    projects = tuple(election.projects[i] for i in numbers)
    return Election(projects, budget, Ballots(*again), election.kind, election.unit)
