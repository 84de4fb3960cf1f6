"""How far a project that was not chosen is from being chosen, found by counting again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ._allocation import Allocation
from ._deciding import decide
from ._election import APPROVAL, CUMULATIVE, Ballots, Election
from ._explanation import Distance

MOST_NEW_VOTERS = 100
"""For each voter who voted: beyond this no more new voters are tried."""

STRIDE = 2
"""A longer stride saves counts, and passes over more: few voters can win where many lose."""


def how_far(election: Election, allocation: Allocation, key: str) -> Distance:
    """
    Say how many more voters or which lower cost would have made a project win.

    Each figure is found by bisection over twenty to forty whole counts with the same rule, so
    ask for one project at a time.  The two measures are those of Boehmer et al., "Evaluation of
    Project Performance in Participatory Budgeting", IJCAI 2024: new voters for this project
    alone, and a lower cost.  Refuses, with ValueError, a project that was chosen, and with
    KeyError one that is not there.
    """
    if key in allocation.winners:
        raise ValueError(f"{key!r} was chosen")
    project = election.numbers[key]
    return Distance(
        key,
        votes_to_win(election, allocation, project),
        cost_to_win(election, allocation, project),
    )


def votes_to_win(election: Election, allocation: Allocation, project: int) -> int | None:
    """
    Return how many new voters for this project alone make it win, while one fewer does not.

    A new voter gives it all she can: all points of the fullest cumulative ballot, the most
    points that any other ballot gave to a project, or the best place on the longest list.
    """
    if election.projects[project].cost > election.budget:
        return None

    def wins(votes: int) -> bool:
        return _wins(with_new_voters(election, project, votes), allocation, project)

    return _first_that(wins, MOST_NEW_VOTERS * max(election.voters, 1))


def cost_to_win(election: Election, allocation: Allocation, project: int) -> int | None:
    """Return the cost, in coins, at which it wins, while one coin more is too much."""
    cost = election.projects[project].cost

    def wins(saved: int) -> bool:
        return _wins(with_cost(election, project, cost - saved), allocation, project)

    saved = _first_that(wins, max(cost - 1, 0))
    return None if saved is None else cost - saved


def with_new_voters(election: Election, project: int, votes: int) -> Election:
    """Return the election as if so many voters more had come, for one project only."""
    ballots = election.ballots
    points = _most_points(election)
    alone = np.flatnonzero(np.diff(ballots.starts) == 1)
    entries = ballots.starts[alone]
    same = ballots.projects[entries] == project
    if ballots.points is not None:
        same &= ballots.points[entries] == points
    weights = ballots.weights
    if len(found := alone[same]):
        weights = weights.copy()
        weights[found[0]] += votes
        return replace(election, ballots=replace(ballots, weights=weights))
    return replace(
        election,
        ballots=Ballots(
            np.append(ballots.starts, ballots.starts[-1] + 1),
            np.append(ballots.projects, np.int32(project)),
            None if ballots.points is None else np.append(ballots.points, points),
            np.append(weights, votes),
        ),
    )


def with_cost(election: Election, project: int, cost: int) -> Election:
    """Return the election as if a project had another cost."""
    projects = list(election.projects)
    projects[project] = replace(projects[project], cost=cost)
    return replace(election, projects=tuple(projects))


def _most_points(election: Election) -> int:
    points = election.ballots.points
    if election.kind == APPROVAL or points is None:
        return 1
    if election.kind == CUMULATIVE:
        rows = np.repeat(np.arange(election.ballots.rows), np.diff(election.ballots.starts))
        points = np.bincount(rows, points).astype(np.int64)
    return int(points.max(initial=1))


def _wins(election: Election, allocation: Allocation, project: int) -> bool:
    return election.projects[project].key in decide(election, allocation.rule).winners


def _first_that(wins: Callable[[int], bool], most: int) -> int | None:
    """
    Return a step that wins and whose predecessor loses, or None if none up to `most` is found.

    Steps grow by `STRIDE` until one wins; then the last that lost and the first that won are
    closed in upon.  Step zero is known to lose.
    """
    loses, step = 0, min(1, most)
    while step and not wins(step):
        loses, step = step, min(step * STRIDE, most) if step < most else 0
    while step - loses > 1:
        middle = (loses + step) // 2
        if wins(middle):
            step = middle
        else:
            loses = middle
    return step or None
