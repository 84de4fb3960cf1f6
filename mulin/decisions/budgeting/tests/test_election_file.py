"""Mulin's own file keeps an election whole, and a fault in one has a line."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.decisions.budgeting import Election, FaultInFile, Project, election_file

from .test_pabulib import same

PROJECTS = [Project("路灯/3", 300, "路灯，南门", "南片"), Project("2", 0), Project("3", 12345)]
ROWS = {
    "approval": [["路灯/3", "2"], [], ["3"]],
    "ordinal": [["3", "路灯/3", "2"], [], ["2"]],
    "cumulative": [{"3": 2, "2": 1}, {}, {"路灯/3": 7}],
    "scoring": [{"3": 2, "2": 1}, {}, {"路灯/3": 7}],
}


def election(kind: str) -> Election:
    return Election.from_rows(PROJECTS, 50000, ROWS[kind], kind=kind, weights=[3, 1, 2], unit=100)


@pytest.mark.parametrize("kind", ROWS)
def test_nothing_is_lost_on_the_way(kind):
    assert same(election_file.read(election_file.write(election(kind)).encode()), election(kind))


def test_a_file_is_read_as_people_can_write_it():
    text = """{"format": "mulin-election", "version": 1, "kind": "approval", "unit": 1,
      "budget": 1000, "projects": [{"id": "a", "cost": 300}], "ballots": [{"vote": ["a"]}]}"""
    assert same(election_file.read(text), Election.from_rows([Project("a", 300)], 1000, [["a"]]))


def test_the_documented_file_can_be_read():
    document = Path(__file__).resolve().parents[4] / "docs" / "reference" / "election-file.md"
    [example] = re.findall("```json\n(.*?)```", document.read_text(), re.DOTALL)
    found = election_file.read(example)
    assert (found.voters, found.votes.tolist(), found.budget) == (4, [3, 3], 1_000_000)


WRITTEN = election_file.write(election("approval"))


@pytest.mark.parametrize(
    ("file", "code", "line"),
    [
        ("", "empty", 1),
        (b"\xff{}", "not_text", 1),
        ("{\n\n,", "not_json", 3),
        ("[" * 100_000, "not_json", 1),
        ('{"version": ' + "9" * 5000 + "}", "not_json", 1),
        ("[]", "not_ours", 1),
        ("{}", "not_ours", 1),
        (WRITTEN.replace('"version": 1', '"version": 2'), "unknown_version", 1),
        (WRITTEN.replace('"approval"', '"veto"'), "wrong_value", 1),
        (WRITTEN.replace('"unit": 100', '"unit": 0'), "wrong_value", 1),
        (WRITTEN.replace('"budget": 50000', '"budget": 1.5'), "wrong_value", 1),
        (WRITTEN.replace('"cost": 0', '"cost": -1'), "wrong_value", 9),
        (WRITTEN.replace('"cost": 0', '"cost": true'), "wrong_value", 9),
        (WRITTEN.replace('"cost": 0', '"cost": NaN'), "wrong_value", 9),
        (WRITTEN.replace('"cost": 0', '"cost": 9007199254740992'), "money_too_large", 1),
        (WRITTEN.replace('"id": "2"', '"id": ""'), "project_without_id", 9),
        (WRITTEN.replace('"id": "2"', '"id": "3"'), "repeated_project", 10),
        (WRITTEN.replace('"id": "2"', '"id": "\\ud800"'), "wrong_value", 9),
        (WRITTEN.replace('{"vote": ["3"]', '{"vote": ["4"]'), "unknown_project", 15),
        (WRITTEN.replace('{"vote": ["3"]', '{"vote": ["3", "3"]'), "repeated_in_ballot", 15),
        (WRITTEN.replace('{"vote": ["3"]', '{"vote": "3"'), "wrong_value", 15),
        (WRITTEN.replace('"weight": 2', '"weight": 0'), "wrong_value", 15),
        (WRITTEN.replace('"weight": 2', '"weight": 2, "weight": 3'), "not_json", 1),
        (WRITTEN.replace('"weight": 2', '"weight": 9007199254740992'), "points_too_large", 15),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_reason(file, code, line):
    with pytest.raises(FaultInFile) as caught:
        election_file.read(file)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert "{" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
PLACES = [
    ("budget",), ("projects",), ("ballots",), ("projects", 1), ("projects", 1, "cost"),
    ("projects", 1, "id"), ("ballots", 1), ("ballots", 1, "vote"), ("ballots", 0, "weight"),
]  # fmt: skip


@settings(max_examples=200)
@given(st.sampled_from(PLACES), JSON)
def test_whatever_stands_in_a_file_it_is_read_or_refused(place, value):
    data = json.loads(WRITTEN)
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    try:
        assert election_file.read(json.dumps(data)).budget >= 0
    except FaultInFile as fault:
        refused = fault
        assert refused.line >= 1
