"""What holds of every election, whoever votes for what."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.decisions.budgeting import Allocation, Project, Rule, TieOrder, decide

from .elections import KINDS, ORDERS, Drawn, drawn_election, shared_rules

KEYS = ("a", "b", "c", "d", "e", "f")
COSTS = st.one_of(st.integers(0, 6), st.integers(0, 10**6))


@st.composite
def elections(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> Drawn:
    """Elections of a few neighbours, with weights as they like."""
    kind = draw(st.sampled_from(kinds))
    keys = KEYS[: draw(st.integers(1, len(KEYS)))]
    projects = tuple(Project(key, draw(COSTS)) for key in keys)
    approved = st.lists(st.sampled_from(keys), unique=True)
    pointed = st.dictionaries(st.sampled_from(keys), st.integers(1, 5))
    rows = draw(st.lists(approved if kind in ("approval", "ordinal") else pointed, max_size=7))
    weights = tuple(draw(st.integers(1, 4)) for _ in rows)
    everything = sum(project.cost for project in projects)
    return Drawn(projects, draw(st.integers(0, everything + 3)), tuple(rows), kind, weights, 1)


@st.composite
def cases(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> tuple[Drawn, Rule]:
    """An election with a rule that can count it."""
    drawn = draw(elections(kinds))
    rule = draw(st.sampled_from(shared_rules(drawn.kind)))
    increment = max(sum(project.cost for project in drawn.projects) // 50, 1)
    if rule.completion in ("add1", "add1-greedy"):
        rule = replace(rule, increment=Fraction(increment))
    return drawn, replace(rule, ties=draw(st.sampled_from(ORDERS)))


def counted(drawn: Drawn, rule: Rule) -> Allocation:
    return decide(drawn.election(), rule)


@given(cases())
def test_the_budget_is_kept_and_every_coin_is_told(case: tuple[Drawn, Rule]) -> None:
    drawn, rule = case
    outcome = counted(drawn, rule)
    left = drawn.budget
    for bought in outcome.rounds:
        left -= bought.cost
        assert bought.left == left
    assert left == drawn.budget - outcome.spent >= 0
    assert len(set(outcome.winners)) == len(outcome.winners)


@given(cases(), st.randoms(use_true_random=False))
def test_neither_the_order_of_ballots_nor_that_of_projects_matters(
    case: tuple[Drawn, Rule], chance: object
) -> None:
    drawn, rule = case
    copies = [row for row, weight in zip(drawn.rows, drawn.weights, strict=True)] + [
        row
        for row, weight in zip(drawn.rows, drawn.weights, strict=True)
        for _ in range(weight - 1)
    ]
    projects = list(drawn.projects)
    chance.shuffle(copies)
    chance.shuffle(projects)
    mixed = replace(drawn, projects=tuple(projects), rows=tuple(copies), weights=(1,) * len(copies))
    one, other = counted(drawn, rule), counted(mixed, rule)
    assert one.rounds == other.rounds
    assert one.ties == other.ties


@given(cases(), st.integers(2, 1000))
def test_money_in_another_coin_changes_nothing(case: tuple[Drawn, Rule], times: int) -> None:
    drawn, rule = case
    finer = replace(
        drawn,
        projects=tuple(replace(one, cost=one.cost * times) for one in drawn.projects),
        budget=drawn.budget * times,
        unit=times,
    )
    one, other = counted(drawn, rule), counted(finer, rule)
    assert one.winners == other.winners
    assert [tie.keys for tie in one.ties] == [tie.keys for tie in other.ties]


def test_what_costs_nothing_is_bought_first_in_every_coin() -> None:
    for coin in (1, 100):
        projects = (Project("a", 2 * coin), Project("b", 0))
        drawn = Drawn(projects, 2 * coin, (["a", "b"], ["a"], ["a"]), "approval", (1, 1, 1), coin)
        assert counted(drawn, Rule("max-welfare", "cardinality")).winners == ("b", "a")


@given(cases())
def test_fractions_alone_say_the_same_as_floats_with_fractions(case: tuple[Drawn, Rule]) -> None:
    drawn, rule = case
    fast, exact = counted(drawn, rule), decide(drawn.election(), rule, exact=True)
    assert fast.rounds == exact.rounds
    assert fast.endowment == exact.endowment
    assert {tie.keys for tie in fast.ties} == {tie.keys for tie in exact.ties}


@given(cases())
def test_a_tie_is_settled_by_the_published_order(case: tuple[Drawn, Rule]) -> None:
    drawn, rule = case
    election = drawn.election()
    standing = {
        project.key: {
            "lowest-cost": project.cost,
            "most-votes": -int(election.votes[number]),
            "id": project.key,
        }
        for number, project in enumerate(election.projects)
    }
    for tie in decide(election, rule).ties:
        first, second, *_ = tie.keys
        in_order = sorted(
            tie.keys, key=lambda key: [standing[key][name] for name in rule.ties.criteria]
        )
        assert list(tie.keys) == in_order
        parting = [n for n in rule.ties.criteria if standing[first][n] != standing[second][n]]
        assert tie.settled_by == parting[0]


@given(cases())
def test_where_no_tie_was_met_no_order_of_ties_matters(case: tuple[Drawn, Rule]) -> None:
    drawn, rule = case
    outcome = counted(drawn, rule)
    if not outcome.ties:
        for order in ORDERS:
            other = counted(drawn, replace(rule, ties=order))
            assert sorted(other.winners) == sorted(outcome.winners)


@given(cases())
def test_the_price_of_equal_shares_never_falls(case: tuple[Drawn, Rule]) -> None:
    drawn, rule = case
    if rule.name == "equal-shares":
        paid = [
            one.price
            for one in counted(drawn, rule).rounds
            if one.by == "rule" and one.price is not None
        ]
        assert all(earlier <= later for earlier, later in pairwise(paid))


@given(elections(("approval",)), st.data())
def test_a_winner_with_more_support_stays_a_winner(drawn: Drawn, data: st.DataObject) -> None:
    """Of greedy and greatest welfare; equal shares and Phragmén do not promise it."""
    rule = data.draw(st.sampled_from(MONOTONE))
    winners = counted(drawn, rule).winners
    if winners and drawn.rows:
        winner = data.draw(st.sampled_from(winners))
        more = tuple(row if winner in row else [*row, winner] for row in drawn.rows)
        reached = data.draw(st.integers(1, len(drawn.rows)))
        rows = more[:reached] + drawn.rows[reached:]
        assert winner in counted(replace(drawn, rows=rows), rule).winners


@given(elections(("approval",)), st.data())
def test_a_winner_that_becomes_cheaper_stays_a_winner(drawn: Drawn, data: st.DataObject) -> None:
    """Of greedy, and of greatest welfare where a project's use is not its cost."""
    rule = data.draw(st.sampled_from(MONOTONE[:3]))
    winners = counted(drawn, rule).winners
    if winners:
        winner = data.draw(st.sampled_from(winners))
        projects = tuple(
            replace(one, cost=data.draw(st.integers(0, one.cost))) if one.key == winner else one
            for one in drawn.projects
        )
        cheaper = replace(drawn, projects=projects)
        if cheaper.projects[KEYS.index(winner)].cost or rule.utility == "cardinality":
            assert winner in counted(cheaper, rule).winners


MONOTONE = (
    Rule("greedy", "cost", ties=TieOrder(("id",))),
    Rule("greedy", "cardinality", ties=TieOrder(("id",))),
    Rule("max-welfare", "cardinality", ties=TieOrder(("id",))),
    Rule("max-welfare", "cost", ties=TieOrder(("id",))),
)


@given(cases(("approval", "cumulative", "scoring")), st.integers(1, 6))
def test_projects_below_the_least_votes_might_as_well_not_be_there(
    case: tuple[Drawn, Rule], least: int
) -> None:
    drawn, rule = case
    election = drawn.election()
    enough = {key for key, number in election.numbers.items() if election.votes[number] >= least}
    rows = tuple(
        {key: given for key, given in row.items() if key in enough}
        if isinstance(row, dict)
        else [key for key in row if key in enough]
        for row in drawn.rows
    )
    projects = tuple(project for project in drawn.projects if project.key in enough)
    smaller = replace(drawn, projects=projects, rows=rows)
    one, other = counted(drawn, replace(rule, least_votes=least)), counted(smaller, rule)
    assert one.rounds == other.rounds


def test_what_too_few_voted_for_does_not_keep_equal_shares_going() -> None:
    projects = (Project("a", 1), Project("b", 2), Project("c", 275), Project("d", 478))
    rows = ([], [], [], ["a", "b"], ["a", "b"], ["b", "c", "d"], ["c"])
    rule = Rule(
        "equal-shares",
        "cost",
        completion="add1",
        increment=Fraction(15),
        stop="all",
        least_votes=1,
        ties=TieOrder(("id",)),
    )
    with_one_more = Drawn((*projects, Project("e", 0)), 755, rows, "approval", (1,) * 7, 1)
    without = Drawn(projects, 755, rows, "approval", (1,) * 7, 1)
    assert counted(with_one_more, rule).rounds == counted(without, rule).rounds


@pytest.mark.parametrize("name", ["greedy", "equal-shares", "phragmen", "max-welfare"])
def test_every_best_set_of_small_elections_is_found(name: str) -> None:
    """Greatest welfare against all sets there are, and nobody else finds a better one."""
    for number in range(0, 400, 4):
        drawn = drawn_election(number)
        election = drawn.election()
        worth = election.votes * election.costs
        best = max(
            int(worth[list(some)].sum())
            for some in _sets(len(worth))
            if election.costs[list(some)].sum() <= drawn.budget
        )
        numbers = [election.numbers[key] for key in decide(election, Rule(name)).winners]
        found = int(worth[numbers].sum())
        assert found == best if name == "max-welfare" else found <= best


def _sets(count: int) -> list[np.ndarray]:
    return [np.flatnonzero([many >> i & 1 for i in range(count)]) for many in range(2**count)]


SAID = """
import json
from mulin.decisions.budgeting import decide
from mulin.decisions.budgeting.tests.elections import drawn_election, shared_rules
said = []
for number in range(120):
    drawn = drawn_election(number)
    rules = shared_rules(drawn.kind)
    said.append(decide(drawn.election(), rules[number % len(rules)]).as_dict())
print(json.dumps(said))
"""


def test_two_processes_say_the_same_to_the_letter() -> None:
    def said(seed: str) -> str:
        words = [sys.executable, "-c", SAID]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            words, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert said("1") == said("4242")
    assert len(json.loads(said("7"))) == 120
