"""A workbook as a committee types it becomes an election, or a fault with its sheet and row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.decisions.budgeting import Project, sheets

from .test_pabulib import ballots

PROJECTS = [
    ["石榴苑公益金"],
    ["预算", "1000"],
    [],
    ["序号", "编号", "名称", "造价", "资金包"],
    ["1", "L1", "路灯", "300", "南片"],
    ["2", "B2", "长椅", "400.5", ""],
]
LISTED = [["票号", "选择"], ["1", "L1、B2"], ["2", "b2"], ["3", ""], ["4", "路灯，长椅"]]
CROSSED = [
    ["票号", "L1", "长椅"],
    ["1", "✓", "√"],
    ["2", "", "1"],
    ["3", "", "0"],
    ["4", "x", "是"],
]


def read(projects=PROJECTS, votes=LISTED):
    return sheets.read({"说明": [["填表说明"]], "项目": projects, "选票": votes})


@pytest.mark.parametrize("votes", [LISTED, CROSSED])
def test_projects_are_ticked_or_listed(votes):
    election = read(votes=votes)
    assert election.projects == (Project("L1", 30000, "路灯", "南片"), Project("B2", 40050, "长椅"))
    assert (election.budget, election.unit, election.kind) == (100000, 100, "approval")
    assert ballots(election) == [({"L1": 1, "B2": 1}, 2), ({"B2": 1}, 1), ({}, 1)]


def test_english_headings_do_as_well():
    projects = [["Budget", "1000"], ["ID", "Name", "Cost"], ["L1", "Lamp", "300"]]
    election = sheets.read({"Projects": projects, "Ballots": [["Vote", "Weight"], ["L1", "12"]]})
    assert ballots(election) == [({"L1": 1}, 12)]


@pytest.mark.parametrize(
    "votes",
    [
        [["选择", "分数"], ["L1、B2", "1.5、2"], ["B2", "4"]],
        [["L1", "B2"], ["1.5", "2"], ["", "4"]],
    ],
)
def test_points_stand_under_their_projects_or_in_a_list(votes):
    election = read(votes=votes)
    assert election.kind == "scoring"
    assert ballots(election) == [({"L1": 3, "B2": 4}, 1), ({"B2": 8}, 1)]


@pytest.mark.parametrize(
    "votes", [[["选择"], ["B2、L1"], ["L1"]], [["L1", "B2"], ["2", "1"], ["1", ""]]]
)
def test_ranks_stand_under_their_projects_or_in_a_list(votes):
    election = read([["投票方式", "排序"], *PROJECTS], votes)
    assert election.kind == "ordinal"
    assert ballots(election) == [({"L1": 1, "B2": 2}, 1), ({"L1": 1}, 1)]


@pytest.mark.parametrize(
    ("projects", "votes", "sheet", "code", "line"),
    [
        (PROJECTS[2:], LISTED, "项目", "missing_row", 1),
        (PROJECTS[:3], LISTED, "项目", "missing_column", 1),
        ([], LISTED, "项目", "missing_column", 1),
        ([["预算", "很多"], *PROJECTS[3:]], LISTED, "项目", "not_a_number", 1),
        ([["投票方式", "举手"], *PROJECTS], LISTED, "项目", "unknown_vote_type", 1),
        ([*PROJECTS, ["", "B2", "", "1"]], LISTED, "项目", "repeated_project", 7),
        ([*PROJECTS, ["3", "", "灯", "1"]], LISTED, "项目", "project_without_id", 7),
        ([*PROJECTS, ["", "B3", "", "-1"]], LISTED, "项目", "below_zero", 7),
        ([*PROJECTS, ["", "B3", "", "1e20"]], LISTED, "项目", "money_too_large", 1),
        (PROJECTS, [], "选票", "missing_column", 1),
        (PROJECTS, [["L1", "C9"]], "选票", "unknown_project", 1),
        (PROJECTS, [["L1", "路灯"]], "选票", "repeated_in_ballot", 1),
        (PROJECTS, [["选择"], ["L1"], ["C9"]], "选票", "unknown_project", 3),
        (PROJECTS, [["选择"], ["L1、路灯"]], "选票", "repeated_in_ballot", 2),
        (PROJECTS, [["选择", "分数"], ["L1", "1、2"]], "选票", "points_do_not_fit", 2),
        (PROJECTS, [["选择", "份数"], ["L1", "半"]], "选票", "not_a_number", 2),
        (PROJECTS, [["选择", "份数"], ["L1", "0"]], "选票", "not_a_number", 2),
        (PROJECTS, [["L1"], ["3"], ["好"]], "选票", "not_a_number", 3),
        ([["投票方式", "赞成"], *PROJECTS], [["L1"], ["好"]], "选票", "not_a_mark", 2),
        ([["投票方式", "排序"], *PROJECTS], [["L1", "B2"], ["1", "1"]], "选票", "repeated_rank", 2),
        (PROJECTS, [["L1"], ["9e15"], ["9e15"]], "选票", "points_too_large", 1),
    ],
)
def test_a_fault_has_its_sheet_and_row(projects, votes, sheet, code, line):
    with pytest.raises(sheets.FaultInSheet) as caught:
        read(projects, votes)
    assert (caught.value.sheet, caught.value.code, caught.value.line) == (sheet, code, line)


def test_a_workbook_without_its_sheets_is_refused():
    with pytest.raises(sheets.FaultInSheet, match="there is no sheet 项目 / projects"):
        sheets.read({"Sheet1": PROJECTS})


def test_a_name_that_two_projects_share_names_neither():
    projects = [["预算", "9"], ["编号", "名称", "造价"], ["a", "路灯", "1"], ["A", "路灯", "2"]]
    assert ballots(read(projects, [["选择"], ["A"], ["a"]])) == [({"A": 1}, 1), ({"a": 1}, 1)]
    with pytest.raises(sheets.FaultInSheet, match="a ballot names 路灯"):
        read(projects, [["选择"], ["路灯"]])


CELLS = st.sampled_from(
    ["", "编号", "造价", "预算", "投票方式", "打分", "排序", "选择", "分数", "份数"]
)
CELLS |= st.sampled_from(["L1", "B2", "路灯", "1", "2", "0.5", "✓", "-1", "x", "L1、B2", "9e15"])
ROWS = st.lists(st.lists(CELLS, max_size=4), max_size=5)


@settings(max_examples=300)
@given(ROWS, ROWS)
def test_whatever_stands_in_a_workbook_it_is_read_or_refused(above, votes):
    for projects in ([*above, *PROJECTS], above):
        try:
            assert read(projects, votes).points.min(initial=0) >= 0
        except sheets.FaultInSheet as fault:
            refused = fault
            assert 1 <= refused.line <= len(projects) + len(votes) + 1
