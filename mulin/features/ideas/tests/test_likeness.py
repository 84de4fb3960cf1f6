import pytest

from mulin.features.ideas.likeness import (
    ALIKE,
    fewest_shared,
    marks,
    pairs,
    plain,
    sizes_alike,
    words_shared,
)


@pytest.mark.parametrize(
    "written",
    [
        "３號樓門口裝 LED 燈",
        "3号楼，门口装LED灯！",
        "３号楼门口装ｌｅｄ灯。。。",
        " 3號楼\n门口　装Led灯",
    ],
)
def test_width_script_case_and_punctuation_make_no_difference(written):
    assert plain(written) == "3号楼门口装led灯"


def test_a_text_is_its_pairs_of_neighbouring_signs():
    assert pairs("楼道灯") == {"楼道", "道灯"}
    assert pairs("灯") == {"灯"}
    assert pairs("") == set()


def test_title_and_text_do_not_run_into_each_other():
    assert len(marks(1, "楼道", "灯坏")) == len(marks(1, "楼道")) + len(marks(1, "灯坏"))


def test_marks_fit_a_column_and_differ_from_cycle_to_cycle():
    here, there = marks(1, "楼道的灯晚上不亮"), marks(2, "楼道的灯晚上不亮")
    assert all(-(2**31) <= mark < 2**31 for mark in here)
    assert not set(here) & set(there)


def test_nothing_written_has_no_marks():
    assert marks(1, "。。。", "") == []


@pytest.mark.parametrize("size", range(1, 300))
def test_no_pair_of_sets_outside_the_bounds_is_alike(size):
    least, most = sizes_alike(size)
    assert (least - 1) * 100 < ALIKE * size  # the smaller set lies wholly in the other
    assert size * 100 < ALIKE * (most + 1)
    fewer = fewest_shared(size) - 1
    assert fewer * 100 < ALIKE * size


def test_the_reason_is_said_in_words_both_have():
    assert words_shared("楼道的灯晚上不亮", "２號樓樓道燈壞了，晚上看不見") == ["晚上", "楼道"]
    assert words_shared("添两张长椅", "垃圾桶满了") == []
