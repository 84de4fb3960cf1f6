"""Who counts as one owner: one part, one buyer, one developer, one couple."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.decisions import Part, by_thresholds, owner_roll, owners_decision


def heads_and_areas(*parts):
    return {line.owners: line.area for line in owner_roll(parts).lines}


def test_one_part_is_one_head_and_several_parts_of_one_buyer_are_one():
    roll = owner_roll(
        [
            Part("1-101", 8_912, ("张",)),
            Part("1-102", 7_540, ("李",)),
            Part("P-07", 1_250, ("李",), kind="parking"),
        ]
    )
    assert (roll.heads, roll.area) == (2, 17_702)
    assert [(line.owners, line.area, line.parts) for line in roll.lines] == [
        (("张",), 8_912, ("1-101",)),
        (("李",), 8_790, ("1-102", "P-07")),
    ]


def test_all_that_the_developer_has_not_sold_is_one_head():
    unsold = [Part(f"9-{room}", 9_000, is_unsold=True) for room in range(101, 105)]
    assert heads_and_areas(*unsold) == {("",): 36_000}
    assert heads_and_areas(*unsold, Part("S-1", 500, ("恒筑",))) == {("",): 36_000, ("恒筑",): 500}
    named = Part("9-201", 9_000, ("恒筑",), is_unsold=True)
    assert heads_and_areas(*unsold, named, Part("S-1", 500, ("恒筑",))) == {("恒筑",): 45_500}


def test_two_developers_are_two_heads_and_each_must_be_named():
    first = Part("1", 100, ("恒筑",), is_unsold=True)
    second = Part("2", 100, ("远屋",), is_unsold=True)
    assert owner_roll([first, second]).heads == 2
    with pytest.raises(ValueError, match="several developers"):
        owner_roll([first, second, Part("3", 100, is_unsold=True)])


def test_those_who_own_together_are_one_head_whatever_the_order():
    assert heads_and_areas(
        Part("1-101", 100, ("何", "江")),
        Part("1-102", 200, ("江", "何")),
        Part("1-103", 400, ("何",)),
    ) == {("何", "江"): 300, ("何",): 400}


def test_a_part_outside_the_register_does_not_count():
    roll = owner_roll([Part("1", 100, ("张",)), Part("P-1", 12, ("王",), is_counted=False)])
    assert (roll.heads, roll.area, roll.left_out) == (1, 100, ("P-1",))


def test_answers_of_owners_become_tallies_by_area_and_by_heads():
    roll = owner_roll([Part("1", 100, ("张",)), Part("2", 50, ("李",)), Part("3", 30, ("王",))])
    area, heads = roll.tallies({("张",): "agree", ("李",): "disagree"})
    assert (area.registered, area.agree, area.disagree, area.waiting) == (180, 100, 50, 30)
    assert (heads.registered, heads.agree, heads.disagree, heads.waiting) == (3, 1, 1, 1)
    outcome = by_thresholds([area, heads], owners_decision(3))
    assert [line.passed for line in outcome.lines] == [True, True, True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Part("1", 100),
        lambda: Part("1", 0, ("张",)),
        lambda: Part("1", 89.12, ("张",)),
        lambda: Part("1", 100, ("张", "张")),
        lambda: Part("1", 100, ("",)),
        lambda: owner_roll([Part("1", 100, ("张",)), Part("1", 90, ("李",))]),
        lambda: owner_roll([Part("1", 100, ("张",))]).tallies({("李",): "agree"}),
        lambda: owner_roll([Part("1", 100, ("张",))]).tallies({("张",): "perhaps"}),
    ],
)
def test_a_roll_that_is_not_clear_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 (each case has its own words)
        wrong()


parts = st.lists(
    st.tuples(st.integers(1, 500), st.sets(st.sampled_from("何江张李"), max_size=3)), max_size=12
).map(
    lambda rows: [
        Part(str(number), area, tuple(owners), is_unsold=not owners)
        for number, (area, owners) in enumerate(rows)
    ]
)


@given(parts, st.randoms())
def test_no_area_is_lost_nobody_counts_twice_and_order_does_not_matter(some, chance):
    roll = owner_roll(some)
    assert roll.area == sum(part.area for part in some)
    assert roll.heads == len({frozenset(part.owners) for part in some})
    assert roll.heads <= len(some)
    chance.shuffle(some)
    assert owner_roll(some) == roll
