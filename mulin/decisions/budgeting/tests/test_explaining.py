"""Why a project was bought or not, to the last coin."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from mulin.decisions.budgeting import (
    REASONS,
    Distance,
    Election,
    Explanation,
    Project,
    Purse,
    Rule,
    Spending,
    Story,
    TieOrder,
    decide,
    explain,
    how_far,
    purse,
)

from .. import pabulib
from .._plain import plain
from .elections import ORDERS, drawn_election, shared_rules
from .pabulib import real_election
from .purses import Purses

BENCH, LAMP, PATH, TREE = (
    Project("bench", 240),
    Project("lamp", 400),
    Project("path", 500),
    Project("tree", 50),
)
NEIGHBOURS = [["bench", "lamp"], ["bench"], ["lamp"], ["path"], ["path", "lamp"]]
STREET = Election.from_rows([BENCH, LAMP, PATH, TREE], 1000, NEIGHBOURS)


def told(election: Election, rule: Rule) -> Explanation:
    return explain(election, decide(election, rule))


def reasons(election: Election, rule: Rule) -> dict[str, str]:
    return {story.key: story.because for story in told(election, rule).stories}


# The worked example: five neighbours have 200 each.


def test_the_lamp_is_paid_in_full_by_each_of_its_three_supporters() -> None:
    lamp = told(STREET, Rule("equal-shares"))["lamp"]
    assert (lamp.because, lamp.round, lamp.votes, lamp.served) == ("bought", 1, 3, 3)
    assert lamp.purchase is not None
    assert lamp.purchase.price == Fraction(400, 3)
    assert lamp.purchase.effective_votes == 3
    assert [(paid.amount, paid.voters) for paid in lamp.purchase.payments] == [
        (Fraction(400, 3), 3)
    ]
    assert (lamp.money.at_start, lamp.money.left, lamp.money.missing) == (600, 600, 0)


def test_who_bought_the_lamp_too_gives_the_rest_for_the_bench() -> None:
    bench = told(STREET, Rule("equal-shares"))["bench"]
    purchase = bench.purchase
    assert (bench.because, bench.round) == ("bought", 2)
    assert purchase.price == Fraction(520, 3)
    assert purchase.effective_votes == Fraction(18, 13)
    assert (purchase.in_full, purchase.in_part, purchase.with_nothing) == (1, 1, 0)
    assert [(paid.amount, paid.voters) for paid in purchase.payments] == [
        (Fraction(520, 3), 1),
        (Fraction(200, 3), 1),
    ]
    assert bench.money.went_to == (Spending("lamp", Fraction(400, 3)),)
    assert bench.money.left == Fraction(800, 3)


def test_the_path_lacks_money_from_the_start() -> None:
    path = told(STREET, Rule("equal-shares"))["path"]
    assert (path.because, path.chosen, path.round, path.purchase) == (
        "too_little_support",
        False,
        None,
        None,
    )
    assert (path.money.at_start, path.money.left) == (400, Fraction(800, 3))
    assert path.money.missing == Fraction(700, 3)
    assert path.money.went_to == (Spending("lamp", Fraction(400, 3)),)
    assert path.served == 1


def test_a_cheaper_path_could_have_been_paid_had_a_neighbour_not_paid_for_the_lamp() -> None:
    election = Election.from_rows([BENCH, LAMP, Project("path", 380), TREE], 1000, NEIGHBOURS)
    path = told(election, Rule("equal-shares"))["path"]
    assert path.because == "money_went_elsewhere"
    assert path.money.missing == 380 - Fraction(800, 3)


def test_money_left_over_buys_what_still_fits() -> None:
    explanation = told(STREET, Rule("equal-shares", completion="greedy"))
    assert explanation["tree"].because == "unopposed"
    assert explanation["tree"].purchase is None
    assert explanation["path"].because == "too_little_support"
    assert explanation["path"].left_at_turn == 360
    cheaper = Election.from_rows([BENCH, LAMP, Project("path", 300)], 1000, NEIGHBOURS)
    path = told(cheaper, Rule("equal-shares", completion="greedy"))["path"]
    assert (path.because, path.left_at_turn, path.round) == ("completed", 360, 3)
    assert path.money.missing == 300 - Fraction(800, 3)


def test_phragmen_tells_when_supporters_would_have_had_the_money() -> None:
    election = Election.from_rows([BENCH, LAMP, PATH], 650, NEIGHBOURS)
    explanation = told(election, Rule("phragmen"))
    bench, path = explanation["bench"], explanation["path"]
    # At 120 each the bench has its money; then the lamp waits for (400 + 120) / 3 each.
    assert bench.purchase.price is None
    assert [(paid.amount, paid.voters) for paid in bench.purchase.payments] == [(120, 2)]
    assert [(p.amount, p.voters) for p in explanation["lamp"].purchase.payments] == [
        (Fraction(520, 3), 2),
        (Fraction(160, 3), 1),
    ]
    # At (500 + 520/3) / 2 each the path has its money, but 10 are left of the budget.
    assert (path.because, path.left_at_turn, path.money.missing) == ("did_not_fit", 10, 0)
    assert path.money.at_start == 500 + Fraction(520, 3)
    assert path.money.went_to == (Spending("lamp", Fraction(520, 3)),)


def test_phragmen_stops_for_all_at_the_first_that_does_not_fit() -> None:
    projects = [Project("a", 400), Project("b", 700), Project("c", 300)]
    election = Election.from_rows(projects, 1000, [["a"]] * 4 + [["b"]] * 4 + [["c"]])
    explanation = told(election, Rule("phragmen"))
    assert reasons(election, Rule("phragmen")) == {
        "a": "bought",
        "b": "did_not_fit",
        "c": "stopped",
    }
    assert explanation["c"].money.at_start == 175
    assert explanation["c"].money.missing == 125


# One neighbour's purse


def test_a_neighbour_sees_what_she_had_paid_and_kept() -> None:
    allocation = decide(STREET, Rule("equal-shares"))
    both = purse(STREET, allocation, ["lamp", "bench"])
    assert (both.got, both.had, both.kept) == (("lamp", "bench"), 200, 0)
    assert both.paid == (Spending("lamp", Fraction(400, 3)), Spending("bench", Fraction(200, 3)))
    assert purse(STREET, allocation, ["path"]) == Purse((), Fraction(200), (), Fraction(200))
    assert purse(STREET, decide(STREET, Rule("greedy")), ["bench"]) == Purse(
        ("bench",), None, (), None
    )
    assert both.as_dict(1)["kept"] == {"coins": "0", "shown": "0.00"}


def test_a_ballot_that_nobody_cast_has_no_purse() -> None:
    with pytest.raises(ValueError, match="nobody cast"):
        purse(STREET, decide(STREET, Rule("equal-shares")), ["bench", "path"])
    points = Election.from_rows([LAMP], 400, [{"lamp": 2}], kind="scoring")
    with pytest.raises(ValueError, match="nobody cast"):
        purse(points, decide(points, Rule("equal-shares", "points")), {"lamp": 1})


@pytest.mark.parametrize("number", range(60))
def test_all_purses_together_hold_the_money_that_was_not_spent(number: int) -> None:
    drawn = drawn_election(number)
    election = drawn.election()
    for rule in shared_rules(drawn.kind):
        allocation = decide(election, rule)
        if rule.name not in ("equal-shares", "phragmen"):
            continue
        purses = [purse(election, allocation, row) for row in drawn.rows]
        kept = sum(each.kept * weight for each, weight in zip(purses, drawn.weights, strict=True))
        bought = explain(election, allocation)
        spent = sum(story.cost for story in bought.stories if story.purchase)
        assert kept + spent == purses[0].had * election.voters
        assert all(each.kept >= 0 for each in purses)


# Each reason once more, where it is the only thing to say


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("greedy"), {"a": "bought", "b": "did_not_fit", "c": "bought", "d": "no_votes"}),
        (Rule("greedy"), {"dear": "over_whole_budget", "free": "free"}),
        (Rule("greedy", least_votes=2), {"c": "too_few_votes"}),
        (Rule("max-welfare", "cardinality"), {"a": "bought", "b": "less_welfare"}),
        (Rule("equal-shares"), {"free": "worth_nothing"}),
        (Rule("equal-shares", "cardinality"), {"b": "money_went_elsewhere", "free": "free"}),
        (Rule("phragmen"), {"a": "bought", "b": "did_not_fit", "c": "stopped", "free": "free"}),
    ],
)
def test_every_reason_has_its_word(rule: Rule, expected: dict[str, str]) -> None:
    projects = [
        Project("a", 60),
        Project("b", 50),
        Project("c", 30),
        Project("d", 20),
        Project("dear", 101),
        Project("free", 0),
    ]
    rows = [["a", "b", "dear", "free"], ["a", "b", "free"], ["a", "c", "dear"]]
    found = reasons(Election.from_rows(projects, 100, rows), rule)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("name", ["greedy", "equal-shares", "phragmen", "max-welfare"])
def test_a_lost_tie_is_the_reason_and_names_what_settled_it(name: str) -> None:
    projects = [Project("swing", 60), Project("slide", 60)]
    election = Election.from_rows(projects, 100, [["swing", "slide"]])
    explanation = told(election, Rule(name, ties=TieOrder(("id",))))
    lost, won = explanation["swing"], explanation["slide"]
    assert (lost.because, won.because) == ("tie_lost", "bought")
    assert [(tie.chosen, tie.settled_by) for tie in lost.ties] == [("slide", "id")]
    assert lost.ties == won.ties
    assert (lost.lost, won.lost) == (lost.ties[0], None)


def test_points_decide_what_payment_in_full_is() -> None:
    """With 2 points and 1, one pays 40 for the swing and the other 20."""
    election = Election.from_rows(
        [Project("swing", 60)], 100, [{"swing": 2}, {"swing": 1}], kind="scoring"
    )
    purchase = told(election, Rule("equal-shares", "points"))["swing"].purchase
    assert (purchase.price, purchase.effective_votes, purchase.in_full) == (20, 3, 2)
    assert [(paid.amount, paid.voters) for paid in purchase.payments] == [(40, 1), (20, 1)]


def test_who_ranked_a_project_last_gains_nothing_from_it() -> None:
    election = Election.from_rows(
        [Project("swing", 10), Project("slide", 10)],
        20,
        [["swing", "slide"], ["swing", "slide"]],
        kind="ordinal",
    )
    assert reasons(election, Rule("equal-shares", "borda")) == {
        "swing": "bought",
        "slide": "no_points",
    }


def test_nobody_voted_and_still_every_project_is_explained() -> None:
    election = Election.from_rows([BENCH, LAMP], 300, [])
    for name in ("greedy", "equal-shares", "phragmen", "max-welfare"):
        found = told(election, Rule(name))
        buys_all = name in ("greedy", "phragmen")
        assert [story.because for story in found.stories] == [
            "unopposed" if buys_all else "no_votes",
            "no_votes",
        ]
        assert (found.public.voters, found.public.money_per_voter) == (0, 0)


# Everything adds up, whatever the rule


def agrees_with_purses(story: Story, purses: Purses) -> None:
    if story.purchase:
        paid = purses.paid[story.key]
        assert paid.pop(Fraction(0), 0) == story.purchase.with_nothing
        assert paid == {each.amount: each.voters for each in story.purchase.payments}
    elif story.money:
        spent = purses.went_to(story.key)
        assert {each.key: each.amount for each in story.money.went_to} == spent
        if purses.rule.name == "equal-shares":
            voters = sum(purses.weights[row] for row in purses.shares(story.key))
            assert story.money.at_start == purses.allocation.endowment * voters


def adds_up(story: Story, rule: Rule) -> None:
    assert story.because in REASONS
    assert 0 <= story.served <= story.votes
    assert all(story.key in tie.keys for tie in story.ties)
    if not story.chosen and story.left_at_turn is not None:
        assert story.cost > story.left_at_turn
    if story.because == "bought":
        assert (story.purchase is not None) == (rule.name in ("equal-shares", "phragmen"))
    if story.because == "did_not_fit":
        assert story.left_at_turn is not None
    if story.money:
        spent = sum((each.amount for each in story.money.went_to), Fraction(0))
        assert story.money.at_start - spent == story.money.left >= 0
        assert story.money.missing == max(story.cost - story.money.left, 0)
    if story.because in ("money_went_elsewhere", "too_little_support"):
        assert story.money.missing > 0
    if story.purchase:
        payments_add_up(story, rule)


def payments_add_up(story: Story, rule: Rule) -> None:
    purchase = story.purchase
    assert sum(paid.amount * paid.voters for paid in purchase.payments) == story.cost
    assert story.money.missing == 0
    everyone = purchase.in_full + purchase.in_part + purchase.with_nothing
    assert everyone == story.votes or rule.utility == "borda"
    if purchase.price is not None:
        assert purchase.price * purchase.effective_votes == story.cost


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_every_project_of_five_hundred_elections_is_explained_once(first: int) -> None:
    for number in range(first, first + 50):
        drawn = drawn_election(number)
        election = drawn.election()
        order = ORDERS[number % len(ORDERS)]
        for rule in shared_rules(drawn.kind):
            allocation = decide(election, replace(rule, ties=order, least_votes=number % 3))
            explanation = explain(election, allocation)
            assert [story.key for story in explanation.stories] == [
                p.key for p in election.projects
            ]
            chosen = sorted((story for story in explanation.stories if story.chosen), key=by_round)
            assert tuple(story.key for story in chosen) == allocation.winners
            purses = Purses(election, explanation)
            for story in explanation.stories:
                adds_up(story, rule)
                agrees_with_purses(story, purses)


@pytest.mark.parametrize("number", range(40))
def test_the_order_of_ballots_changes_no_explanation(number: int) -> None:
    drawn = drawn_election(number)
    turned = replace(drawn, rows=drawn.rows[::-1], weights=drawn.weights[::-1])
    for rule in shared_rules(drawn.kind):
        one, other = told(drawn.election(), rule), told(turned.election(), rule)
        assert one.as_dict() == other.as_dict()


def by_round(story: Story) -> int:
    return story.round or 0


# Real elections


def test_a_real_winner_and_a_real_loser_are_told_to_the_cent() -> None:
    election = pabulib.read(real_election("Poland_Warszawa_2018_rejon_9.pb").read_bytes())
    allocation = decide(election, Rule("equal-shares"))
    explanation = explain(election, allocation)
    # 318 effective votes: each of 318 paid 22500/53 = 424.53.
    purchase = explanation["703"].purchase
    assert (purchase.price, purchase.effective_votes) == (Fraction(22500, 53), 318)
    assert [(paid.amount, paid.voters) for paid in purchase.payments] == [(purchase.price, 318)]
    # 219 supporters began with 94,217.12; they lack 35,849.10, for their money went elsewhere.
    lost = plain(explanation["1848"], 1)
    assert (lost["because"], lost["votes"]) == ("money_went_elsewhere", 219)
    assert lost["money"]["at_start"] == {"coins": "100718100/1069", "shown": "94217.12"}
    assert lost["money"]["left"]["shown"] == "50150.90"
    assert lost["money"]["missing"]["shown"] == "35849.10"
    assert [(each["key"], each["amount"]["shown"]) for each in lost["money"]["went_to"]] == [
        ("1086", "12085.73"),
        ("1575", "11240.13"),
        ("1685", "9174.29"),
        ("703", "8066.04"),
        ("1765", "3500.02"),
    ]
    assert how_far(election, allocation, "1848") == Distance("1848", 5, 80365)


@pytest.mark.parametrize(
    "rule",
    [Rule("equal-shares", completion="add1-greedy"), Rule("phragmen")],
    ids=lambda rule: rule.name,
)
def test_the_stories_of_a_whole_city_add_up(rule: Rule) -> None:
    election = pabulib.read(real_election("Poland_Lodz_2022.pb").read_bytes())
    explanation = told(election, rule)
    assert len(explanation.stories) == 160
    for story in explanation.stories:
        adds_up(story, rule)
    assert sum(explanation.public.chosen_per_voter) == 90_494


# As data


def test_as_data_money_is_exact_and_shown_to_the_cent() -> None:
    projects = [Project("bench", 24000), Project("lamp", 40000), Project("path", 50000)]
    election = Election.from_rows(projects, 100000, NEIGHBOURS, unit=100)
    data = json.loads(json.dumps(told(election, Rule("equal-shares")).as_dict()))
    _bench, lamp, path = data["stories"]
    assert lamp["purchase"]["price"] == {"coins": "40000/3", "shown": "133.33"}
    assert lamp["purchase"]["payments"] == [
        {"amount": {"coins": "40000/3", "shown": "133.33"}, "voters": 3}
    ]
    assert path["money"]["missing"] == {"coins": "70000/3", "shown": "233.34"}, "rounded up"
    assert path["money"]["went_to"][0]["key"] == "lamp"
    assert data["public"]["chosen_per_voter"] == [1, 3, 1]
    assert data["rule"]["name"] == "equal-shares"
