"""Caps and minimums of groups: nobody takes too much, nobody goes without, each told why."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.decisions import Limit, Unmet, by_budget, by_pass_mark, by_quota

from .test_selection import ranked, verdicts

SIX = ranked("90", "85", "80", "75", "70", "65")
CATEGORY = {"A": "culture", "B": "culture", "C": "culture", "D": "safety", "E": "safety", "F": ""}
COMMUNITY = {"A": "北里", "B": "北里", "C": "南里", "D": "北里", "E": "东里", "F": "西里"}
GROUPS = {"category": CATEGORY, "community": COMMUNITY}


def pick(selection, key):
    return next(pick for pick in selection.picks if pick.key == key)


def test_a_cap_passes_over_what_is_of_a_full_group_and_says_how_full():
    picked = by_quota(SIX, 3, limits=[Limit("category", at_most=2)], groups=GROUPS, waitlist=1)
    assert picked.selected == ("A", "B", "D")
    passed_over = pick(picked, "C")
    assert (passed_over.because, passed_over.grouping, passed_over.group) == (
        "group_full",
        "category",
        "culture",
    )
    assert (passed_over.count, passed_over.limit) == (2, 2)
    assert picked.waitlisted == ("C",)


def test_a_minimum_takes_the_best_of_each_group_first_and_says_what_it_displaced():
    picked = by_quota(SIX, 3, limits=[Limit("community", at_least=1)], groups=GROUPS)
    assert picked.selected == ("A", "C", "E")
    assert picked.unmet == (Unmet("community", "西里", 0, 1),)
    taken = pick(picked, "E")
    assert (taken.because, taken.group, taken.count, taken.limit) == (
        "taken_for_minimum",
        "东里",
        0,
        1,
    )
    assert taken.displaced == ("B",)
    assert (pick(picked, "B").because, pick(picked, "B").gave_way_to) == ("gave_way", ("E",))
    assert pick(picked, "A").because == "within_quota"
    assert pick(picked, "D").because == "beyond_quota"


def test_every_group_gets_its_first_before_any_gets_its_second():
    picked = by_quota(SIX, 4, limits=[Limit("community", at_least=2)], groups=GROUPS)
    assert picked.selected == ("A", "C", "E", "F")
    assert [unmet.count for unmet in picked.unmet] == [1, 1, 1, 1]


def test_a_named_group_has_its_own_limit():
    limits = [Limit("category", at_most=1), Limit("category", at_most=3, group="culture")]
    assert by_quota(SIX, 9, limits=limits, groups=GROUPS).selected == ("A", "B", "C", "D", "F")
    named = [Limit("category", at_least=1, group="green")]
    assert by_quota(SIX, 2, limits=named, groups=GROUPS).unmet == (
        Unmet("category", "green", 0, 1),
    )


def test_caps_and_minimums_of_two_groupings_hold_together():
    limits = [Limit("category", at_most=1), Limit("community", at_most=2, at_least=1)]
    picked = by_quota(SIX, 9, limits=limits, groups=GROUPS)
    assert picked.selected == ("A", "E", "F")
    assert picked.unmet == (Unmet("community", "南里", 0, 1),)
    assert {key: why for key, (_verdict, why) in verdicts(picked).items()} == {
        "A": "within_quota",
        "B": "group_full",
        "C": "group_full",
        "D": "gave_way",
        "E": "taken_for_minimum",
        "F": "within_quota",
    }


def test_when_a_cap_keeps_a_group_from_its_minimum_the_cap_is_named():
    limits = [Limit("community", at_least=1), Limit("category", at_most=1)]
    picked = by_quota(SIX, 2, limits=limits, groups=GROUPS)
    assert picked.selected == ("A", "E")
    assert (pick(picked, "C").because, pick(picked, "C").group) == ("group_full", "culture")
    assert pick(picked, "F").because == "beyond_quota"
    assert [unmet.group for unmet in picked.unmet] == ["南里", "西里"]


def test_a_budget_pays_for_minimums_first():
    costs = {"A": 60, "B": 40, "C": 50, "D": 10, "E": 30, "F": 100}
    limits = [Limit("community", at_least=1)]
    picked = by_budget(SIX, costs, 140, limits=limits, groups=GROUPS)
    assert picked.selected == ("A", "C", "E")
    assert picked.left == 0
    assert pick(picked, "B").gave_way_to == ("C",)
    assert pick(picked, "D").gave_way_to == ("E",)
    assert pick(picked, "F").because == "too_dear"


def test_what_got_in_only_on_the_way_did_not_give_way():
    costs = {"A": 46, "B": 35, "C": 30, "D": 30, "E": 5, "F": None}
    home = {"A": "北里", "B": "北里", "C": "北里", "D": "南里", "E": "东里", "F": "北里"}
    limits = [Limit("community", at_least=1)]
    picked = by_budget(SIX, costs, 110, limits=limits, groups={"community": home})
    assert picked.selected == ("A", "D", "E")
    assert (pick(picked, "B").because, pick(picked, "B").gave_way_to) == ("gave_way", ("D",))
    assert pick(picked, "C").because == "too_dear"


def test_a_minimum_lifts_nobody_over_the_pass_mark():
    limits = [Limit("community", at_least=1)]
    picked = by_pass_mark(SIX, Decimal(80), limits=limits, groups=GROUPS)
    assert picked.selected == ("A", "B", "C")
    assert [unmet.group for unmet in picked.unmet] == ["东里", "西里"]
    capped = by_pass_mark(SIX, 0, limits=[Limit("category", at_most=1)], groups=GROUPS)
    assert capped.selected == ("A", "D", "F")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Limit("category", at_most=1, at_least=2),
        lambda: Limit("category", at_most=-1),
        lambda: Limit("category", at_least=True),
        lambda: Limit("category", at_most=1.5),
        lambda: by_quota(SIX, 9, limits=[Limit("category", 1)] * 2, groups=GROUPS),
        lambda: by_quota(SIX, 9, limits=[Limit("zone", 1)], groups=GROUPS),
        lambda: by_quota(SIX, 9, limits=[Limit("zone", 1)]),
        lambda: by_quota(SIX, 2, limits=[Limit("community", at_least=3)], groups=GROUPS),
    ],
)
def test_limits_that_contradict_each_other_are_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 (each case has its own words)
        wrong()


@st.composite
def contests(draw):
    """Return a ranking, its groups, some limits, and costs."""
    number = draw(st.integers(0, 12))
    outcome = ranked(*[str(99 - place) for place in range(number)])
    keys = [line.key for line in outcome.lines]
    some = st.lists(st.sampled_from(["x", "y", "z", ""]), min_size=number, max_size=number)
    groups = {name: dict(zip(keys, draw(some), strict=True)) for name in ("category", "community")}
    limits = []
    for name in draw(st.sets(st.sampled_from(["category", "community"]))):
        cap = draw(st.none() | st.integers(0, 4))
        limits.append(Limit(name, cap, draw(st.integers(0, 2 if cap is None else min(cap, 2)))))
    costs = {key: draw(st.none() | st.integers(0, 50)) for key in keys}
    return outcome, groups, limits, costs


def selections(outcome, groups, limits, costs, number):
    yield by_quota(outcome, number + 2, limits=limits, groups=groups)
    yield by_pass_mark(outcome, 99 - number, limits=limits, groups=groups)
    yield by_budget(outcome, costs, number * 10, limits=limits, groups=groups)


def counts(selection, groups, grouping):
    return Counter(groups[grouping][key] for key in selection.selected)


@given(contests(), st.integers(0, 12))
def test_no_cap_is_exceeded_no_coin_is_overspent_and_unmet_minimums_are_told(contest, number):
    outcome, groups, limits, costs = contest
    for selection in selections(outcome, groups, limits, costs, number):
        told = {(unmet.grouping, unmet.group): unmet.count for unmet in selection.unmet}
        for limit in limits:
            counted = counts(selection, groups, limit.grouping)
            for group in set(groups[limit.grouping].values()) - {""}:
                assert limit.at_most is None or counted[group] <= limit.at_most
                lacks = counted[group] < limit.at_least
                assert told.get((limit.grouping, group)) == (counted[group] if lacks else None)
    assert sum(costs[key] for key in selection.selected) + selection.left == number * 10
    assert len(by_quota(outcome, number + 2, limits=limits, groups=groups).selected) <= number + 2


@given(contests(), st.integers(0, 12))
def test_everyone_is_told_why_and_displacing_and_giving_way_agree(contest, number):
    outcome, groups, limits, costs = contest
    caps = [Limit(limit.grouping, limit.at_most) for limit in limits]
    both = zip(
        selections(outcome, groups, limits, costs, number),
        selections(outcome, groups, caps, costs, number),
        strict=True,
    )
    for selection, plain in both:
        reasons = {pick.key: pick.because for pick in selection.picks}
        assert list(reasons) == [line.key for line in outcome.lines]
        inside = {key for key, why in reasons.items() if why in IN}
        assert inside == set(selection.selected)
        gone = set(plain.selected) - inside
        assert gone == {key for key, why in reasons.items() if why == "gave_way"}
        for told in selection.picks:
            assert (told.because == "gave_way") == bool(told.gave_way_to)
            assert told.because != "taken_for_minimum" or told.key not in plain.selected
            assert all(told.key in pick(selection, key).displaced for key in told.gave_way_to)
            assert all(told.key in pick(selection, key).gave_way_to for key in told.displaced)
            assert (told.because in ("group_full", "taken_for_minimum")) == bool(told.group)


IN = {"within_quota", "reaches_mark", "fits", "taken_for_minimum"}


@given(contests(), st.integers(0, 12))
def test_with_one_grouping_a_minimum_is_missed_only_when_places_or_proposals_run_out(
    contest, number
):
    outcome, groups, limits, _costs = contest
    for limit in limits[:1]:
        selection = by_quota(outcome, number + 2, limits=[limit], groups=groups)
        counted = counts(selection, groups, limit.grouping)
        for unmet in selection.unmet:
            members = sum(group == unmet.group for group in groups[limit.grouping].values())
            all_for_minimums = all(
                group and some <= limit.at_least for group, some in counted.items()
            )
            assert unmet.count == members or (
                len(selection.selected) == number + 2 and all_for_minimums
            )


@given(contests(), st.integers(0, 12))
def test_limits_that_limit_nothing_change_nothing(contest, number):
    outcome, groups, _limits, costs = contest
    loose = [Limit("category", at_most=99), Limit("community", at_most=99)]
    with_limits = list(selections(outcome, groups, loose, costs, number))
    assert with_limits == list(selections(outcome, groups, [], costs, number))
