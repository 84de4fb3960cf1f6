from datetime import date

import pytest

from ..plans import read_plan

HEAD = ["日期", "上班还是休息", "节日"]


def january(*, days=range(1, 14)) -> list[list[str]]:
    return [[f"2027-01-{day:02}", "休息", "元旦"] for day in days]


def test_a_plan_is_read_day_by_day_below_title_and_header():
    plan = read_plan(
        [["2027 年放假安排", "", ""], HEAD, *january(), ["2027/1/16", "上班", ""], ["", "", ""]]
    )
    assert plan.faults == []
    assert plan.year == 2027
    assert len(plan.days) == 14
    assert not plan.days[date(2027, 1, 1)].is_workday
    assert plan.days[date(2027, 1, 1)].name == "元旦"
    assert plan.days[date(2027, 1, 16)].is_workday


@pytest.mark.parametrize(
    "written",
    ["2027-01-16", "2027/1/16", "2027.1.16", "2027年1月16日", "20270116", "2027-01-16 00:00:00"],
)
def test_a_day_may_be_written_in_any_usual_way(written):
    plan = read_plan([*january(), ["补班", written]])
    assert plan.faults == []
    assert plan.days[date(2027, 1, 16)].is_workday


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "没找到日期"),
        ([HEAD, ["什么", "都", "没有"]], "没找到日期"),
        ([*january(), ["2027-02-30", "休息", ""]], "第 14 行：没有这一天"),
        ([*january(), ["2027-02-03", "", ""]], "看不出是上班还是休息"),
        ([*january(), ["2027-02-03", "休息", "上班"]], "看不出是上班还是休息"),
        ([*january(), ["2027-01-01", "上班", ""]], "写了两次"),
        ([*january(), ["2028-01-01", "休息", ""]], "一次只收一年"),
        (january(days=range(1, 4)), "只有 3 天休息"),
    ],
)
def test_a_plan_nobody_can_count_by_is_refused(rows, fault):
    plan = read_plan(rows)
    assert any(fault in said for said in plan.faults)


def test_ten_faults_are_enough():
    assert len(read_plan([["2027-02-30", "休息"] for _ in range(300)]).faults) == 10
