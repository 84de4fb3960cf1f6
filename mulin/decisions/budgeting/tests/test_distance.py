"""How far from winning: by how many voters, and by how much money."""

from dataclasses import replace

import numpy as np
import pytest

from mulin.decisions.budgeting import Ballots, Distance, Election, Project, Rule, decide, how_far

from .. import pabulib
from .._distance import with_new_voters
from .elections import Drawn, drawn_election, shared_rules
from .pabulib import real_election

LAMP = Project("lamp", 400)
STREET = Election.from_rows(
    [Project("bench", 240), LAMP, Project("path", 500), Project("dome", 1001)],
    1000,
    [["bench", "lamp"], ["bench"], ["lamp"], ["path"], ["path", "lamp"]],
)


def far(election: Election, rule: Rule, key: str) -> Distance:
    return how_far(election, decide(election, rule), key)


def test_the_path_lacks_two_voters_or_the_money_that_went_to_the_lamp() -> None:
    """
    With one voter more the path and the lamp tie at a third, and the lamp is cheaper; with two
    more the path comes first.  At 266 those who want the path still have its cost, 800/3.
    """
    assert far(STREET, Rule("equal-shares"), "path") == Distance("path", 2, 266)


def test_by_votes_it_is_one_more_than_the_last_that_was_bought() -> None:
    election = Election.from_rows(
        [Project("a", 60), Project("b", 50)], 100, [["a"]] * 5 + [["b"]] * 2
    )
    # With five votes `b` would tie with `a`, and is cheaper.
    assert far(election, Rule("greedy"), "b") == Distance("b", 3, 40)


def test_what_costs_more_than_the_whole_budget_wins_by_no_number_of_voters() -> None:
    assert far(STREET, Rule("greedy"), "dome").votes_to_win is None
    assert far(STREET, Rule("phragmen"), "dome").votes_to_win is None


def test_what_nobody_wants_wins_at_no_cost_at_all() -> None:
    election = Election.from_rows([Project("a", 60), Project("b", 50)], 60, [["a"]])
    assert far(election, Rule("greedy"), "b") == Distance("b", 1, None)
    assert far(election, Rule("equal-shares"), "b").cost_to_win is None


def test_a_chosen_project_is_refused() -> None:
    with pytest.raises(ValueError, match="'lamp' was chosen"):
        far(STREET, Rule("equal-shares"), "lamp")


def test_what_costs_nothing_and_is_worth_nothing_wins_by_no_means() -> None:
    election = Election.from_rows([Project("sign", 0), LAMP], 400, [["sign", "lamp"]])
    assert far(election, Rule("equal-shares"), "sign") == Distance("sign", None, None)


def test_more_voters_may_lose_what_fewer_win() -> None:
    election = pabulib.read(real_election("Poland_Warszawa_2018_rejon_9.pb").read_bytes())
    number = election.numbers["1848"]
    wins = [
        "1848" in decide(with_new_voters(election, number, votes), Rule("equal-shares")).winners
        for votes in range(1, 40)
    ]
    assert [votes for votes, won in enumerate(wins, 1) if won] == [*range(5, 15), *range(28, 40)]
    assert far(election, Rule("equal-shares"), "1848").votes_to_win == 5


def with_more(drawn: Drawn, key: str, votes: int) -> Election:
    """Let new voters come as rows of their own."""
    if drawn.kind == "ordinal":
        return _with_more_ordinal(drawn, key, votes)
    fullest = [sum(row.values()) for row in drawn.rows] if drawn.kind == "cumulative" else []
    highest = (
        [max(row.values(), default=1) for row in drawn.rows] if drawn.kind == "scoring" else []
    )
    points = max([1, *fullest, *highest])
    new = [key] if drawn.kind == "approval" else {key: points}
    return replace(
        drawn, rows=(*drawn.rows, *[new] * votes), weights=(*drawn.weights, *[1] * votes)
    ).election()


def _with_more_ordinal(drawn: Drawn, key: str, votes: int) -> Election:
    election = drawn.election()
    if not votes:
        return election
    best = max([1, *(len(row) for row in drawn.rows)])
    ballots = election.ballots
    return replace(
        election,
        ballots=Ballots(
            np.append(ballots.starts, ballots.starts[-1] + 1),
            np.append(ballots.projects, np.int32(election.numbers[key])),
            np.append(ballots.points, best),
            np.append(ballots.weights, votes),
        ),
    )


def with_cost(drawn: Drawn, key: str, cost: int) -> Election:
    return replace(
        drawn,
        projects=tuple(
            replace(project, cost=cost) if project.key == key else project
            for project in drawn.projects
        ),
    ).election()


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_every_figure_is_borne_out_by_counting_again(first: int) -> None:
    for number in range(first, first + 20):
        drawn = drawn_election(number)
        rules = shared_rules(drawn.kind)
        rule = rules[number // 4 % len(rules)]
        election = drawn.election()
        allocation = decide(election, rule)
        for project in election.projects:
            if project.key not in allocation.winners:
                borne_out(drawn, rule, how_far(election, allocation, project.key))


def borne_out(drawn: Drawn, rule: Rule, told: Distance) -> None:
    key, votes, cost = told.key, told.votes_to_win, told.cost_to_win
    if votes is not None:
        assert key in decide(with_more(drawn, key, votes), rule).winners
        assert key not in decide(with_more(drawn, key, votes - 1), rule).winners
    if cost is not None:
        assert key in decide(with_cost(drawn, key, cost), rule).winners
        assert key not in decide(with_cost(drawn, key, cost + 1), rule).winners
