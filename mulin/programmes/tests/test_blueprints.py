"""A blueprint is checked before anything is built from it, and the fault is named."""

import pytest

from ..blueprints import BadBlueprint, check, load_all

GOOD = """
title: 邻里点子计划
kind: co_creation
categories: [{key: environment, label: 环境}]
steps:
  - kind: hold_contest
    days: 3
    settings: {number: 5}
"""


def test_every_blueprint_of_the_house_loads():
    blueprint = load_all()["neighbour-ideas"]
    assert [c["key"] for c in blueprint["categories"]] == [
        "environment",
        "safety",
        "culture",
        "co_building",
        "livelihood",
    ]
    assert [step["kind"] for step in blueprint["steps"]][-2:] == ["hold_contest", "publish_result"]


def test_what_is_not_said_is_filled_in():
    step = check(GOOD, where="test")["steps"][0]
    assert step["name"] == "提案评选"
    assert step["settings"] == {
        "expert_weight": 80,
        "public_weight": 20,
        "public_method": "share_of_top_vote",
        "votes_per_person": 3,
        "trim": False,
        "selection": "quota",
        "number": 5,
        "rubric": "",
    }


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("hold_contest", "hold_festival", "no kind 'hold_festival'"),
        ("number: 5", "nummer: 5", r"unknown settings \['nummer'\]; use \['expert_weight'"),
        ("number: 5", "selection: loudest", "selection"),
        ("number: 5", "expert_weight: 70", "加起来要等于 100"),
        ("number: 5", "number: many", "number"),
        ("days: 3", "days: 0", "days must be a whole number"),
        ("days: 3", "weeks: 3", r"unknown \['weeks'\]"),
        ("co_creation", "co_destruction", "no kind 'co_destruction'"),
        ("title: 邻里点子计划", "purpose: x", r"missing \['title'\]"),
        ("{key: environment, label: 环境}", "{key: environment}", "needs a key and a label"),
        (
            "{key: environment, label: 环境}",
            "{key: a, label: 甲}, {key: a, label: 乙}",
            "two lines have the same key",
        ),
        ("steps:", "steps: [", "not YAML"),
        (GOOD, "- one\n- two", "not a list of keys and values"),
    ],
)
def test_a_wrong_blueprint_is_refused_with_the_fault_named(was, becomes, fault):
    assert was in GOOD
    with pytest.raises(BadBlueprint, match=fault):
        check(GOOD.replace(was, becomes), where="test")
