"""A blueprint is checked before anything is built from it, and the fault is named."""

from itertools import pairwise
from time import process_time

import pytest

from ..blueprints import BadBlueprint, as_yaml, check, load_all

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
    step = check(GOOD)["steps"][0]
    assert (step["name"], step["owner_role"], step["closes_itself"]) == ("提案评选", "", False)
    assert (step["settings"]["number"], step["settings"]["expert_weight"]) == (5, 80)


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        (
            "hold_contest",
            "hold_festival",
            "第 6 行：“kind”没有“hold_festival”这一种，能写：",
        ),
        ("number: 5", "nummer: 5", "第 8 行：不认识“nummer”，这里能写：expert_weight"),
        ("number: 5", "selection: loudest", "第 8 行：“selection”"),
        ("number: 5", "expert_weight: 70", "加起来要等于 100"),
        ("number: 5", "number: many", "第 8 行：“number”"),
        ("days: 3", "days: 0", "第 7 行：“days”要写天数"),
        ("days: 3", "days: true", "第 7 行：“days”要写天数"),
        ("days: 3", "days: 3\n    weeks: 3", "第 8 行：不认识“weeks”"),
        ("days: 3", "days: 3\n    owner_role: king", "第 8 行：“owner_role”没有“king”"),
        (
            "days: 3",
            "days: 3\n    requires: [luck]",
            "第 8 行：“requires”没有“luck”",
        ),
        ("days: 3", "days: 3\n    closes_itself: maybe", "只能写 true 或 false"),
        ("days: 3", "days: 3\n    needs: " + "长" * 201, "第 8 行：“needs”最多 200 个字"),
        ("days: 3", "days: 3\n    days: 4", "第 8 行：“days”写了两次"),
        ("co_creation", "co_destruction", "第 3 行：“kind”没有“co_destruction”"),
        ("title: 邻里点子计划", "purpose: x", "缺“title”"),
        ("{key: environment, label: 环境}", "{key: environment}", "第 4 行：这一条缺“label”"),
        ("{key: environment, label: 环境}", "{key: a, label: 甲}, {key: a, label: 乙}", "写了两次"),
        ("steps:", "zones: [{name: 东片}]\nsteps:", "第 5 行：片区要写“name”和“focus”"),
        ("steps:", "zones: [{name: a, focus: b, priority_categories: [x]}]\nsteps:", "没有“x”"),
        ("steps:", "policy_tags: [" + "长" * 21 + "]\nsteps:", "每个最多 20 个字"),
        ("steps:", "explainer: {neighbour: {what: x}}\nsteps:", "不认识“neighbour”"),
        ("steps:", "explainer: {staff: {why: x}}\nsteps:", "不认识“why”，这里能写：what、to_do"),
        ("steps:", "steps: [", "第 6 行：写法不对"),
        ("environment, label", "&e environment, label: *e, was", "不能用 & 和 [*] 引用"),
        ("环境", '"\\0"', "里面有读不懂的符号"),
        ("环境", "[[[[[[[[[[]]]]]]]]]]", "层数太多"),
        ("环境", "长" * 2001, "这里太长了"),
        (GOOD, "- one\n- two", "第 1 行：蓝本要一行一行写"),
        (GOOD, "", "第 1 行：蓝本要一行一行写"),
        (GOOD, "\x07", "读不懂的符号"),
    ],
)
def test_a_wrong_blueprint_is_refused_with_line_and_fault(was, becomes, fault):
    assert was in GOOD
    with pytest.raises(BadBlueprint, match=fault):
        check(GOOD.replace(was, becomes))


def test_every_fault_is_named_at_once():
    with pytest.raises(BadBlueprint) as told:
        check(GOOD.replace("days: 3", "days: 0").replace("co_creation", "x"), where="mine.yaml")
    assert [line[:15] for line in str(told.value).splitlines()] == [
        "mine.yaml 第 3 行",
        "mine.yaml 第 7 行",
    ]


def test_a_reference_that_grows_without_end_is_never_followed():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnop")
    )
    with pytest.raises(BadBlueprint, match="第 2 行：不能用"):
        check(bomb)


@pytest.mark.parametrize("name", load_all())
def test_a_blueprint_written_as_yaml_reads_the_same(name):
    blueprint = load_all()[name]
    assert check(as_yaml(blueprint)) == blueprint


@pytest.mark.parametrize(
    "written",
    ['title: "\\ud800"', '"\\ud800": 1', 'title: "\\x7f"', "policy_tags: [" + "a, " * 9000],
)
def test_what_cannot_be_kept_or_takes_long_is_refused_at_once(written):
    started = process_time()
    with pytest.raises(BadBlueprint) as fault:
        check(written)
    assert process_time() - started < 1
    assert str(fault.value).encode().decode().startswith("第 1 行：")
    assert any(words in str(fault.value) for words in ("读不懂的符号", "内容太多"))
