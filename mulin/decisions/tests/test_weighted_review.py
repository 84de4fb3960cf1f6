"""The 80/20 rule: the figures everybody can count again."""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.decisions import (
    PUBLIC_METHODS,
    Entry,
    ReviewRule,
    recount,
    weighted_review,
)


def entry(key, *scores, votes=0, order=0):
    return Entry(key, tuple(Decimal(score) for score in scores), votes, order)


THREE = [
    entry("A", "90", votes=100, order=1),
    entry("B", "85", votes=200, order=2),
    entry("C", "92", votes=20, order=3),
]


def line(outcome, key):
    return next(line for line in outcome.lines if line.key == key)


def test_the_figures_of_the_programme_come_out_to_the_cent():
    outcome = weighted_review(THREE)
    sums = [(x.key, x.expert_part, x.public_part, x.total) for x in outcome.lines]
    assert sums == [
        ("B", Decimal("68.00"), Decimal("20.00"), Decimal("88.00")),
        ("A", Decimal("72.00"), Decimal("10.00"), Decimal("82.00")),
        ("C", Decimal("73.60"), Decimal("2.00"), Decimal("75.60")),
    ]


@pytest.mark.parametrize(
    ("method", "scores"),
    [
        ("share_of_top_vote", {"A": "50.00", "B": "100.00", "C": "10.00"}),
        ("share_of_all_votes", {"A": "31.25", "B": "62.50", "C": "6.25"}),
        ("rank_points", {"A": "66.67", "B": "100.00", "C": "33.33"}),
    ],
)
def test_each_method_turns_votes_into_points_its_own_way(method, scores):
    outcome = weighted_review(THREE, ReviewRule(public_method=method))
    assert {x.key: str(x.public_score) for x in outcome.lines} == scores


def test_equal_votes_get_equal_rank_points_and_no_vote_gets_none():
    batch = [
        entry(key, "80", votes=v, order=i)
        for i, (key, v) in enumerate([("A", 5), ("B", 5), ("C", 1), ("D", 0)])
    ]
    outcome = weighted_review(batch, ReviewRule(public_method="rank_points"))
    points = {x.key: str(x.public_score) for x in outcome.lines}
    assert points == {"A": "100.00", "B": "100.00", "C": "50.00", "D": "0.00"}


@pytest.mark.parametrize("method", PUBLIC_METHODS)
def test_when_nobody_votes_every_public_score_is_nought(method):
    batch = [replace(e, votes=0) for e in THREE]
    outcome = weighted_review(batch, ReviewRule(public_method=method))
    assert {x.public_score for x in outcome.lines} == {Decimal("0.00")}
    assert [x.key for x in outcome.lines] == ["C", "A", "B"]


def test_half_a_hundredth_is_rounded_up_at_every_step():
    outcome = weighted_review([entry("A", "84.5", "84.51", votes=1), entry("B", "0", order=1)])
    a = line(outcome, "A")
    assert (a.expert_mean, a.expert_part) == (Decimal("84.51"), Decimal("67.61"))


@pytest.mark.parametrize(
    ("count", "mean", "left_out"),
    [(4, "72.50", ()), (5, "80.00", (Decimal(100), Decimal(20)))],
)
def test_highest_and_lowest_are_left_out_from_five_sheets_on(count, mean, left_out):
    scores = ["100", "90", "80", "20", "70"][:count]
    outcome = weighted_review([entry("A", *scores)], ReviewRule(trim=True))
    assert (outcome.lines[0].expert_mean, outcome.lines[0].left_out) == (Decimal(mean), left_out)


@pytest.mark.parametrize(
    ("mean_and_votes", "other_mean_and_votes", "top_vote", "settled_by"),
    [
        (("80", 50), ("75", 70), 100, "expert_mean"),
        (("80", 10_001), ("80", 10_000), 10**9, "votes"),
        (("80", 7), ("80", 7), 7, "order"),
    ],
)
def test_equal_totals_are_settled_by_mean_then_votes_then_time(
    mean_and_votes, other_mean_and_votes, top_vote, settled_by
):
    (mean, votes), (other_mean, other_votes) = mean_and_votes, other_mean_and_votes
    early = 1 if settled_by == "order" else 3
    first = entry("first", mean, votes=votes, order=early)
    second = entry("second", other_mean, votes=other_votes, order=2)
    top = entry("top", "100", votes=top_vote, order=9)
    outcome = weighted_review([second, top, first])
    first, second = line(outcome, "first"), line(outcome, "second")
    assert first.total == second.total
    assert (first.rank, second.rank) == (2, 3)
    assert (first.tied_with, second.tied_with) == (("second",), ("first",))
    assert first.tie_settled_by == second.tie_settled_by == settled_by


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: entry("A", "100.1"),
        lambda: entry("A", "-1"),
        lambda: entry("A", "NaN"),
        lambda: Entry("A", (85.0,), 0, 0),
        lambda: entry("A", "80", votes=-1),
        lambda: entry("A", "80", votes=True),
        lambda: ReviewRule(expert_weight=80, public_weight=30),
        lambda: ReviewRule(expert_weight=120, public_weight=-20),
        lambda: ReviewRule(expert_weight=80.0, public_weight=20.0),
        lambda: ReviewRule(public_method="loudest"),
        lambda: weighted_review([entry("A", "80"), entry("A", "80", order=1)]),
        lambda: weighted_review([entry("A", "80"), entry("B", "80")]),
        lambda: weighted_review([entry("A")]),
    ],
)
def test_what_cannot_be_counted_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 (each case has its own words)
        wrong()


def test_where_experts_weigh_nothing_no_sheets_are_needed():
    rule = ReviewRule(expert_weight=0, public_weight=100)
    outcome = weighted_review([entry("A", votes=1), entry("B", order=1)], rule)
    assert [str(x.total) for x in outcome.lines] == ["100.00", "0.00"]


def test_an_empty_batch_has_an_empty_outcome():
    assert weighted_review([]).lines == ()


scores = st.decimals(min_value=0, max_value=100, places=1)
batches = st.lists(
    st.tuples(st.lists(scores, min_size=1, max_size=7), st.integers(0, 500)),
    min_size=1,
    max_size=8,
).map(
    lambda rows: [Entry(f"p{i}", tuple(given), votes, i) for i, (given, votes) in enumerate(rows)]
)
rules = st.builds(
    lambda weight, method, trim: ReviewRule(weight, 100 - weight, method, trim),
    st.integers(0, 100),
    st.sampled_from(sorted(PUBLIC_METHODS)),
    st.booleans(),
)


@given(batches, rules, st.randoms())
def test_the_order_in_which_entries_and_sheets_arrive_does_not_matter(batch, rule, chance):
    shuffled = [replace(e, scores=tuple(chance.sample(e.scores, len(e.scores)))) for e in batch]
    chance.shuffle(shuffled)
    assert weighted_review(shuffled, rule) == weighted_review(batch, rule)


@given(batches, rules)
def test_every_entry_has_a_line_between_0_and_100_and_a_rank_of_its_own(batch, rule):
    lines = weighted_review(batch, rule).lines
    assert {x.key for x in lines} == {e.key for e in batch}
    assert [x.rank for x in lines] == list(range(1, len(batch) + 1))
    assert all(0 <= x.total <= 100 for x in lines)
    assert all(x.total == x.expert_part + x.public_part for x in lines)
    assert all(better.total >= worse.total for better, worse in pairwise(lines))


@given(batches, rules, st.data())
def test_another_vote_or_a_better_sheet_never_does_harm(batch, rule, data):
    lucky = data.draw(st.sampled_from(batch))
    more = replace(
        lucky,
        votes=lucky.votes + data.draw(st.integers(0, 50)),
        scores=(max(lucky.scores[0], data.draw(scores)), *lucky.scores[1:]),
    )
    before = line(weighted_review(batch, rule), lucky.key)
    after = line(weighted_review([more if e is lucky else e for e in batch], rule), lucky.key)
    assert after.total >= before.total
    assert after.rank <= before.rank


@given(batches, rules)
def test_anyone_can_count_again_from_the_published_file(batch, rule):
    outcome = weighted_review(batch, rule)
    published = json.dumps(outcome.as_dict(), sort_keys=True)
    assert recount(json.loads(published)) == outcome
    assert json.dumps(recount(json.loads(published)).as_dict(), sort_keys=True) == published
