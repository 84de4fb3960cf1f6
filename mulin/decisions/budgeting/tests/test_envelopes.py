import pytest

from mulin.decisions.budgeting import (
    Election,
    Project,
    Rule,
    by_envelopes,
    decide,
    explain,
    of_envelope,
)

PROJECTS = [
    Project("bench", 300, envelope="north"),
    Project("lamp", 400, envelope="north"),
    Project("path", 500, envelope="south"),
    Project("swing", 200, envelope="south"),
]
BALLOTS = [["bench", "lamp"], ["bench"], ["lamp", "path"], ["path", "swing"], ["swing"], []]


def test_every_envelope_pays_only_for_its_own_projects():
    election = Election.from_rows(PROJECTS, 0, BALLOTS)
    counted = by_envelopes(election, Rule("greedy"), {"north": 400, "south": 700, "east": 10})
    assert counted["north"].winners == ("bench",)
    assert set(counted["south"].winners) == {"path", "swing"}
    assert counted["east"].winners == ()


def test_the_voters_of_an_envelope_share_its_money():
    election = Election.from_rows(PROJECTS, 0, BALLOTS)
    counted = by_envelopes(election, Rule("equal-shares"), {"north": 600, "south": 600})
    assert counted["north"].endowment == 200, "three ballots name something in the north"
    assert counted["south"].endowment == 200, "three ballots name something in the south"


def test_points_stay_with_their_projects():
    rows = [{"bench": 1, "path": 5}, {"swing": 3, "lamp": 2}]
    election = Election.from_rows(PROJECTS, 0, rows, kind="cumulative")
    rule = Rule("greedy", utility="points-cost")
    counted = by_envelopes(election, rule, {"north": 1000, "south": 1000})
    assert counted["south"].winners == ("path", "swing")
    assert counted["north"].winners == ("lamp", "bench")


def test_a_project_without_an_envelope_is_refused():
    election = Election.from_rows(PROJECTS, 0, BALLOTS)
    with pytest.raises(ValueError, match="path: there is no budget for 'south'"):
        by_envelopes(election, Rule("greedy"), {"north": 400})


def test_an_envelope_is_explained_by_its_own_election():
    election = Election.from_rows(PROJECTS, 0, BALLOTS)
    budgets = {"north": 600, "south": 600}
    counted = by_envelopes(election, Rule("equal-shares"), budgets)
    for envelope, allocation in counted.items():
        alone = of_envelope(election, envelope, budgets[envelope])
        assert decide(alone, Rule("equal-shares")) == allocation
        explanation = explain(alone, allocation)
        assert {story.key for story in explanation.stories} == {
            project.key for project in PROJECTS if project.envelope == envelope
        }
    path = explanation["path"]
    assert (path.because, path.money.at_start, path.money.missing) == (
        "too_little_support",
        400,
        200,
    )
