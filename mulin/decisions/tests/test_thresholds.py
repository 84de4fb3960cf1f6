"""Whether enough agreed, exactly; and what is missing, in the smallest number that is enough."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mulin.decisions import (
    OWNERS_MATTERS,
    Share,
    Shortfall,
    Tally,
    Threshold,
    ThresholdOutcome,
    ThresholdRule,
    all_affected,
    by_delegates,
    by_thresholds,
    delegates_meeting,
    household_consent,
    owners_decision,
    shown,
)

NINE_TENTHS = household_consent(Fraction(9, 10))
EIGHT_TENTHS = household_consent(Fraction(8, 10))

CHARGING_SPACES = [
    Tally("area", registered=2_864_000, agree=1_540_200, disagree=2_105_000 - 1_540_200),
    Tally("heads", registered=402, agree=226, disagree=291 - 226),
]
"""Six parking spaces are to become charging spaces: item 8."""


def households(agree, registered=618, **others):
    return Tally("households", registered, agree, **others)


def only(outcome):
    (line,) = outcome.lines
    return line


def test_both_consent_rounds_of_hongzhuanyuan_pass_with_both_ratios_and_their_counts():
    works = by_thresholds([households(557, disagree=31)], NINE_TENTHS)
    fees = by_thresholds([households(496, disagree=92)], EIGHT_TENTHS)
    assert works.passed
    assert fees.passed
    assert works.shares == (
        Share("households", "registered", 557, 618),
        Share("households", "taking_part", 557, 588),
    )
    assert str(only(works).percent) == "90.13"


def test_540_of_600_is_ninety_per_cent_and_539_is_not():
    assert by_thresholds([households(540, 600)], NINE_TENTHS).passed
    short = by_thresholds([households(539, 600)], NINE_TENTHS)
    assert not short.passed
    assert short.shortfalls["households"] == Shortfall(1, None, 0)
    assert only(short).needed == 540


def test_vacant_households_stay_in_the_base_unless_the_round_says_otherwise():
    tally = households(540, 618, disagree=40, vacant=18)
    assert not by_thresholds([tally], NINE_TENTHS).passed
    occupied = by_thresholds([tally], household_consent(Fraction(9, 10), of="occupied"))
    assert (only(occupied).have, only(occupied).base) == (540, 600)
    assert occupied.passed


def test_owners_pass_by_heads_and_fail_by_area():
    outcome = by_thresholds(CHARGING_SPACES, owners_decision(8))
    figures = [
        (line.threshold.stage, line.threshold.measure, str(line.percent), line.passed)
        for line in outcome.lines
    ]
    assert figures == [
        ("participation", "area", "73.50", True),
        ("participation", "heads", "72.39", True),
        ("decision", "area", "73.17", False),
        ("decision", "heads", "77.66", True),
    ]
    assert (outcome.passed, outcome.fails_at, outcome.state) == (False, "decision", "short")
    assert by_thresholds(CHARGING_SPACES, owners_decision(4)).passed


def test_what_owners_still_lack_differs_between_newcomers_and_those_who_change():
    lacks = by_thresholds(CHARGING_SPACES, owners_decision(8)).shortfalls
    # Three quarters of 21,050.00 m² are 15,787.50 m²; every new 4 m² also raise the bar by 3.
    assert lacks["area"].turned == 1_578_750 - 1_540_200
    assert lacks["area"].newcomers == 4 * (1_578_750 - 1_540_200)
    assert str(shown("area", lacks["area"].turned)) == "385.50"
    assert lacks["heads"] == Shortfall(0, 0, 0)


def test_where_too_few_take_part_the_decision_waits_behind_it():
    tallies = [Tally("area", 900, agree=500), Tally("heads", 9, agree=6)]
    outcome = by_thresholds(tallies, owners_decision(1))
    assert outcome.fails_at == "participation"
    assert outcome.shortfalls["area"] == Shortfall(newcomers=100, turned=None, turned_besides=0)


def test_two_thirds_pass_with_exactly_two_thirds_and_half_needs_more_than_half():
    tallies = [Tally("area", 300, agree=101, disagree=99), Tally("heads", 3, agree=1, disagree=1)]
    lines = by_thresholds(tallies, owners_decision(3)).lines
    assert [line.passed for line in lines] == [True, True, True, False]


def test_one_affected_owner_who_refuses_is_enough():
    assert by_thresholds([Tally("heads", 7, agree=7)], all_affected()).passed
    refused = by_thresholds([Tally("heads", 7, agree=5, disagree=1)], all_affected())
    assert refused.state == "out_of_reach"
    assert refused.shortfalls["heads"] == Shortfall(None, None, 1)


def test_every_matter_of_article_278_has_its_rule_and_its_citation():
    for item, matter in OWNERS_MATTERS.items():
        rule = owners_decision(item)
        asked = {test.fraction for test in rule.thresholds if test.stage == "decision"}
        assert asked == {Fraction(3, 4) if item in (6, 7, 8) else Fraction(1, 2)}
        assert matter.is_grave == (item in (6, 7, 8))
    assert owners_decision(8).source == "《民法典》第二百七十八条第一款第八项、第二款"


def test_nobody_is_no_majority_and_asks_for_one():
    empty = by_thresholds([Tally("delegates", 9, agree=0)], delegates_meeting())
    assert [line.passed for line in empty.lines] == [False, False]
    assert empty.lines[1].percent is None
    assert empty.lines[1].shortfall.newcomers == 1
    assert by_thresholds([Tally("heads", 0, agree=0)], all_affected()).state == "out_of_reach"


def test_printed_per_cents_never_stand_on_the_wrong_side():
    line = only(by_thresholds([households(89_996, 100_000)], NINE_TENTHS))
    assert (str(line.percent), line.passed) == ("89.996", False)
    half = by_thresholds([Tally("delegates", 10, 4, silent=4)], delegates_meeting()).lines[1]
    assert (str(half.percent), half.passed) == ("50.00", False)


def test_households_can_never_be_taken_for_owners():
    with pytest.raises(ValueError, match="is decided by"):
        by_thresholds([households(618)], owners_decision(8))
    with pytest.raises(ValueError, match="is decided by"):
        by_thresholds([CHARGING_SPACES[0], CHARGING_SPACES[0]], owners_decision(8))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: households(619),
        lambda: households(1.0),
        lambda: households(True),
        lambda: households(-1),
        lambda: Tally("doors", 3, 1),
        lambda: household_consent(0.9),
        lambda: household_consent(Fraction(0)),
        lambda: household_consent(Fraction(1), comparison="more_than"),
        lambda: household_consent(Fraction(11, 10)),
        lambda: household_consent(Fraction(1, 2), of="everybody"),
        lambda: household_consent(Fraction(1, 2), comparison="about"),
        lambda: Threshold("doors", Fraction(1, 2)),
        lambda: Threshold("heads", Fraction(1, 2), "present", "taking_part"),
        lambda: Threshold("heads", Fraction(1, 2), stage="afterwards"),
        lambda: ThresholdRule("anything goes", ()),
        lambda: ThresholdRule("backwards", owners_decision(1).thresholds[::-1]),
        lambda: owners_decision(10),
        lambda: all_affected("doors"),
    ],
)
def test_what_cannot_be_a_count_or_a_rule_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 (each case has its own words)
        wrong()


def test_delegates_choose_four_of_sixteen_each_by_its_threshold():
    votes = {f"{number:02}": 40 - 2 * number for number in range(1, 17)}
    order = sorted(votes)
    chosen = by_delegates(
        votes, delegates_meeting(), registered=60, present=46, places=4, order=order
    )
    assert [line.key for line in chosen if line.is_chosen] == ["01", "02", "03", "04"]
    assert {line.key: line.because for line in chosen}["08"] == "beyond_places"
    assert {line.key: line.because for line in chosen}["09"] == "below_threshold"
    unfilled = by_delegates(
        votes, delegates_meeting(of="registered"), registered=60, present=46, places=9, order=order
    )
    assert [line.key for line in unfilled if line.is_chosen] == ["01", "02", "03", "04"]
    few = by_delegates(
        {"a": 30}, delegates_meeting(), registered=60, present=30, places=1, order=["a"]
    )
    assert few[0].because == "too_few_present"


def test_equal_votes_of_delegates_rank_in_the_published_order():
    given = {"a": 5, "b": 5, "c": 1}
    rule = delegates_meeting()
    lines = by_delegates(given, rule, registered=5, present=5, places=1, order="cba")
    assert [(line.key, line.tied_with) for line in lines] == [
        ("b", ("a",)),
        ("a", ("b",)),
        ("c", ()),
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"order": "ab"}, {"order": "abcc"}, {"present": 4}, {"places": -1}, {"registered": 3}],
)
def test_a_ballot_of_delegates_that_does_not_add_up_is_refused(wrong):
    facts = {"registered": 9, "present": 5, "places": 1, "order": "abc"} | wrong
    with pytest.raises(ValueError):  # noqa: PT011 (each case has its own words)
        by_delegates({"a": 5, "b": 2, "c": 1}, delegates_meeting(), **facts)


@st.composite
def tallies(draw, measure="households"):
    parts = draw(st.lists(st.integers(0, 40), min_size=6, max_size=6))
    _waiting, *answers = parts
    return Tally(measure, sum(parts), *answers)


fractions = st.builds(lambda a, b: Fraction(min(a, b), max(a, b)), *[st.integers(1, 30)] * 2)


@st.composite
def thresholds(draw):
    comparison = draw(st.sampled_from(["at_least", "more_than"]))
    fraction = draw(fractions)
    assume(comparison == "at_least" or fraction < 1)
    counted, of = draw(
        st.sampled_from(
            [
                ("agree", "registered"),
                ("agree", "occupied"),
                ("agree", "reached"),
                ("agree", "for_and_against"),
                ("taking_part", "registered"),
                ("present", "occupied"),
            ]
        )
    )
    return Threshold("households", fraction, counted, of, comparison)


def passes(test, tally):
    return by_thresholds([tally], ThresholdRule("one test", (test,))).passed


def joined(tally, number, answer="agree"):
    return replace(tally, **{answer: getattr(tally, answer) + number})


def changed(tally, number):
    """Let so many who took part without agreeing agree: first those against."""
    for answer in ("disagree", "abstain", "silent"):
        some = min(number, getattr(tally, answer))
        tally = replace(
            tally, **{answer: getattr(tally, answer) - some, "agree": tally.agree + some}
        )
        number -= some
    return tally


@given(thresholds(), tallies())
def test_a_test_is_passed_exactly_as_the_fraction_says(test, tally):
    line = only(by_thresholds([tally], ThresholdRule("one test", (test,))))
    if line.base:
        ratio = Fraction(line.have, line.base)
        larger = ratio > test.fraction
        assert line.passed == (larger or (ratio == test.fraction and test.comparison == "at_least"))
        assert line.passed == (line.have >= line.needed)
    else:
        assert not line.passed


@given(thresholds(), tallies())
def test_what_is_missing_is_enough_and_one_less_is_not(test, tally):
    line = only(by_thresholds([tally], ThresholdRule("one test", (test,))))
    lacks = line.shortfall
    indifferent = 0 if test.of == "for_and_against" else tally.abstain + tally.silent
    for way, pool, number in [
        (joined, tally.waiting, lacks.newcomers),
        (changed, tally.disagree + indifferent, lacks.turned),
    ]:
        if number is None:
            assert not any(passes(test, way(tally, some)) for some in range(pool + 1))
        else:
            assert number <= pool
            assert passes(test, way(tally, number))
            assert number == 0 or not passes(test, way(tally, number - 1))
    best = joined(tally, tally.waiting)
    if lacks.turned_besides:
        assert passes(test, changed(best, lacks.turned_besides))
        assert not passes(test, changed(best, lacks.turned_besides - 1))
    assert (lacks.turned_besides == 0) == (lacks.newcomers is not None)


@given(thresholds(), tallies())
def test_refusals_left_is_the_first_number_that_puts_it_out_of_reach(test, tally):
    line = only(by_thresholds([tally], ThresholdRule("one test", (test,))))

    def still_can(refusals):
        rest = joined(tally, refusals, "disagree")
        return passes(test, joined(rest, rest.waiting))

    if line.refusals_left is None:
        assert all(still_can(some) for some in range(tally.waiting + 1))
    else:
        assert not still_can(line.refusals_left)
        assert line.refusals_left == 0 or still_can(line.refusals_left - 1)
    assert line.cannot_pass_any_more == (not still_can(0))
    if line.is_certain:
        assert all(passes(test, joined(tally, some, "disagree")) for some in range(tally.waiting))


@given(thresholds(), tallies())
def test_one_more_who_agrees_never_does_harm(test, tally):
    if not passes(test, tally):
        return
    assert not tally.waiting or passes(test, joined(tally, 1))
    assert passes(test, changed(tally, 1))


@given(tallies("area"), tallies("heads"), st.integers(1, 9))
def test_the_shortfall_of_a_measure_is_enough_for_all_its_tests_at_once(area, heads, item):
    rule = owners_decision(item)
    outcome = by_thresholds([area, heads], rule)
    assert by_thresholds([heads, area], rule) == outcome
    lacks = [outcome.shortfalls[tally.measure] for tally in (area, heads)]
    if all(lack.newcomers is not None for lack in lacks):
        more = [
            joined(tally, lack.newcomers) for tally, lack in zip((area, heads), lacks, strict=True)
        ]
        assert by_thresholds(more, rule).passed
        for place, lack in enumerate(lacks):
            if lack.newcomers:
                one_less = list(more)
                one_less[place] = joined((area, heads)[place], lack.newcomers - 1)
                assert not by_thresholds(one_less, rule).passed


@given(tallies("area"), tallies("heads"), st.integers(1, 9))
def test_anyone_can_test_again_from_what_was_stored(area, heads, item):
    outcome = by_thresholds([area, heads], owners_decision(item))
    assert ThresholdOutcome.from_dict(json.loads(json.dumps(outcome.as_dict()))) == outcome
