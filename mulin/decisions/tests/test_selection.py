"""Who is selected: by quota, by budget, by pass mark; who waits; what settles ties."""

from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.decisions import (
    Entry,
    ReviewRule,
    by_budget,
    by_pass_mark,
    by_quota,
    drawn,
    weighted_review,
)

EXPERTS_ALONE = ReviewRule(expert_weight=100, public_weight=0)


def ranked(*scores):
    """Rank proposals A, B, C … that got these scores."""
    return weighted_review(
        [
            Entry(key=chr(ord("A") + place), scores=(Decimal(score),), votes=0, order=place)
            for place, score in enumerate(scores)
        ],
        EXPERTS_ALONE,
    )


FIVE = ranked("90", "85", "80", "75", "70")


def verdicts(selection):
    return {pick.key: (pick.verdict, pick.because) for pick in selection.picks}


def test_a_quota_takes_the_first_and_lets_the_next_wait():
    picked = by_quota(FIVE, 2, waitlist=1)
    assert (picked.selected, picked.waitlisted) == (("A", "B"), ("C",))
    assert verdicts(picked)["D"] == ("not_selected", "beyond_quota")
    assert by_quota(FIVE, 9).selected == ("A", "B", "C", "D", "E")


def test_a_pass_mark_takes_all_who_reach_it_as_printed():
    assert by_pass_mark(FIVE, Decimal("80.00")).selected == ("A", "B", "C")
    picked = by_pass_mark(FIVE, Decimal("80.01"), waitlist=2)
    assert (picked.selected, picked.waitlisted) == (("A", "B"), ("C", "D"))


def test_a_budget_goes_down_the_ranking_and_passes_over_what_no_longer_fits():
    costs = {"A": 6_800_000, "B": 5_000_001, "C": 5_000_000, "D": None, "E": 0}
    picked = by_budget(FIVE, costs, 11_800_000, waitlist=1)
    assert picked.selected == ("A", "C", "E")
    assert picked.waitlisted == ("B",)
    assert picked.left == 0
    assert [(pick.because, pick.left) for pick in picked.picks] == [
        ("fits", 11_800_000),
        ("too_dear", 5_000_000),
        ("fits", 5_000_000),
        ("no_cost", 0),
        ("fits", 0),
    ]


def test_one_cent_too_much_is_too_much():
    assert by_budget(ranked("90"), {"A": 10_001}, 10_000).selected == ()
    assert by_budget(ranked("90"), {"A": 10_000}, 10_000).selected == ("A",)


@given(st.lists(st.integers(0, 10**12), min_size=5, max_size=5), st.integers(0, 10**12))
def test_a_budget_is_never_overspent_and_what_is_passed_over_did_not_fit(costs, budget):
    named = dict(zip("ABCDE", costs, strict=True))
    picked = by_budget(FIVE, named, budget)
    assert sum(named[key] for key in picked.selected) + picked.left == budget
    assert picked.left >= 0
    for pick in picked.picks:
        assert (pick.verdict == "selected") == (named[pick.key] <= pick.left)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: by_quota(FIVE, -1),
        lambda: by_quota(FIVE, 1, waitlist=-1),
        lambda: by_budget(FIVE, dict.fromkeys("ABCDE", 1), 10.5),
        lambda: by_budget(FIVE, dict.fromkeys("ABCDE", 1.5), 10),
        lambda: drawn("ABC", "  "),
    ],
)
def test_half_a_place_or_half_a_cent_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 (each case has its own words)
        wrong()


def test_every_tie_is_told_with_what_settled_it():
    outcome = weighted_review(
        [
            Entry(key="A", scores=(Decimal(80),), votes=20, order=3),
            Entry(key="B", scores=(Decimal(85),), votes=0, order=4),
            Entry(key="C", scores=(Decimal(80),), votes=20, order=1),
            Entry(key="D", scores=(Decimal(75),), votes=40, order=2),
            Entry(key="E", scores=(Decimal(10),), votes=0, order=5),
        ],
        ReviewRule(expert_weight=80, public_weight=20),
    )
    assert [line.key for line in outcome.lines] == ["D", "C", "A", "B", "E"]
    (tie,) = outcome.ties
    assert (str(tie.total), tie.keys, tie.settled_by) == ("74.00", ("C", "A"), ("order",))


def test_a_lot_is_drawn_the_same_by_everybody_who_knows_the_seed():
    seed = "福彩双色球 2026136 期"
    by_hand = sorted("ABC", key=lambda key: sha256(seed.encode() + b"\x1f" + key.encode()).digest())
    assert drawn("CAB", seed) == drawn("ABC", seed) == by_hand
    assert {"".join(drawn("ABC", str(number))) for number in range(99)} == {
        "ABC",
        "ACB",
        "BAC",
        "BCA",
        "CAB",
        "CBA",
    }
