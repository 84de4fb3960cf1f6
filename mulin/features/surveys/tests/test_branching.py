"""What is asked and what is kept: pure, so without a database."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..branching import asked, kept, runs_backwards
from ..cells import bins_of, folded, median, rounded_mean, slots_of

patient = settings(suppress_health_check=[HealthCheck.too_slow])
"""For machines that do much else."""


@dataclass
class Question:
    pk: int
    only_if_id: int | None = None
    only_if_choices: list[int] = field(default_factory=list)


RIDES, WHERE, WHICH_GATE, WORDS = (
    Question(1),
    Question(2, 1, [1]),
    Question(3, 2, [2]),
    Question(4),
)
ALL = [RIDES, WHERE, WHICH_GATE, WORDS]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, [1, 4]),
        ({1: 1}, [1, 2, 4]),
        ({1: 2}, [1, 4]),
        ({1: 1, 2: 2}, [1, 2, 3, 4]),
        ({1: [2, 1]}, [1, 2, 4]),
        ({1: 2, 2: 2}, [1, 4]),  # what was once said to a skipped question asks nothing
    ],
)
def test_a_question_is_asked_when_its_condition_was_asked_and_met(said, expected):
    assert [one.pk for one in asked(ALL, said)] == expected


def test_the_answer_of_a_skipped_question_is_not_kept():
    assert kept(ALL, {1: 2, 2: 2, 3: 1, 4: "慢"}) == {1: 2, 4: "慢"}


def test_zero_is_an_answer_and_nothing_is_none():
    assert kept([RIDES, WORDS], {1: 0, 4: None}) == {1: 0}


def test_a_condition_must_name_an_earlier_question():
    assert runs_backwards(ALL)
    assert not runs_backwards([WHERE, RIDES])


@patient
@given(st.dictionaries(st.integers(1, 4), st.integers(1, 3)))
def test_what_is_kept_asks_for_the_same_questions_again(said):
    once = kept(ALL, said)
    assert kept(ALL, once) == once
    assert {one.pk for one in asked(ALL, once)} == {one.pk for one in asked(ALL, said)}


def bar(label, count):
    return {"label": label, "count": count}


@pytest.mark.parametrize(
    ("counts", "shown", "rest"),
    [
        ([20, 9, 0], [20, 9, 0], None),
        ([20, 9, 3], [20], {"options": 2, "count": 12}),
        ([20, 4, 3], [20], {"options": 2, "count": 7}),
        ([20, 9, 2, 1], [20], {"options": 3, "count": 12}),
        ([4], [], {"options": 1, "count": 4}),
    ],
)
def test_what_few_chose_is_folded_so_that_nobody_gets_it_by_subtracting(counts, shown, rest):
    bars, others = folded([bar(str(n), n) for n in counts], 5)
    assert [one["count"] for one in bars] == shown
    assert others == rest


@patient
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(3, 10))
def test_folding_loses_nobody_and_shows_no_small_bar(counts, least):
    shown, rest = folded([bar(str(n), n) for n in counts], least)
    assert sum(one["count"] for one in shown) + (rest["count"] if rest else 0) == sum(counts)
    assert all(one["count"] == 0 or one["count"] >= least for one in shown)
    if rest and sum(counts) >= least:
        assert rest["count"] >= least


@patient
@given(st.dictionaries(st.integers(-500, 5000), st.integers(1, 9), max_size=60), st.integers(3, 9))
def test_bins_lose_nobody_lie_apart_and_are_large_enough(counts, least):
    bins = bins_of(counts, least)
    assert sum(n for _low, _high, n in bins) == sum(counts.values())
    assert all(before[1] < after[0] for before, after in pairwise(bins))
    if sum(counts.values()) >= least:
        assert all(n == 0 or n >= least for _low, _high, n in bins)


def test_the_middle_is_a_value_that_somebody_gave():
    assert median({100: 1, 200: 2, 900: 1}) == 200
    assert median({100: 1, 300: 1}) == 100
    assert median({}) is None


def test_a_mean_is_exact_to_the_hundredth():
    assert rounded_mean({5: 2, 4: 1}) == 467
    assert rounded_mean({}) is None


def test_a_half_hour_counts_who_wants_it_in_part():
    slots = slots_of({(7 * 60, 8 * 60): 2, (7 * 60 + 40, 24 * 60): 1})
    assert slots[13:18] == [0, 2, 3, 1, 1]
    assert slots[47] == 1
