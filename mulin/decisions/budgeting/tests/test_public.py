"""What an outcome is for all voters, and what another one would change for them."""

from fractions import Fraction

import pytest

from mulin.decisions.budgeting import (
    Allocation,
    Change,
    Election,
    Project,
    Public,
    Rule,
    compare,
    decide,
    explain,
)

from .elections import drawn_election

PROJECTS = [
    Project("bench", 300, envelope="north"),
    Project("lamp", 400, envelope="south"),
    Project("path", 500, envelope="south"),
    Project("tree", 100, envelope="north"),
]
ROWS = [["bench", "lamp"], ["bench"], ["lamp", "path", "tree"], ["path"], []]
STREET = Election.from_rows(PROJECTS, 800, ROWS, weights=[2, 1, 1, 3, 1])


def public(groups: dict[str, str] | None = None) -> Public:
    outcome = decide(STREET, Rule("greedy", "cardinality"))
    assert set(outcome.winners) == {"bench", "lamp", "tree"}
    return explain(STREET, outcome, groups=groups).public


def test_the_budget_is_spent_or_left() -> None:
    assert (public().budget, public().spent, public().left) == (800, 800, 0)


def test_all_voters_are_counted_by_how_many_chosen_projects_they_support() -> None:
    assert public().voters == 8
    assert public().served == 4
    assert public().chosen_per_voter == (4, 1, 3)


def test_money_per_voter_is_what_is_spent_on_what_each_supports() -> None:
    assert public().money_per_voter == Fraction(2 * 700 + 300 + 500, 8)


def test_envelopes_are_the_groups_unless_others_are_named() -> None:
    north, south = public().groups
    assert (north.name, north.projects, north.chosen) == ("north", 2, 2)
    assert (north.cost, north.spent, north.votes) == (400, 400, 4)
    assert (north.supporters, north.served) == (4, 4)
    assert (south.projects, south.chosen, south.spent) == (2, 1, 400)
    assert (south.supporters, south.served) == (6, 3)
    assert north.ballots == 2 * Fraction(1, 2) + 1 + Fraction(1, 3)
    assert north.ballots + south.ballots == 7, "who names nothing has no ballot to split"


def test_groups_may_be_any_that_are_given_as_data() -> None:
    groups = {"bench": "sit", "lamp": "see", "path": "go", "tree": "see"}
    assert [(group.name, group.spent) for group in public(groups).groups] == [
        ("sit", 300),
        ("see", 500),
        ("go", 0),
    ]


def test_without_envelopes_there_are_no_groups() -> None:
    election = Election.from_rows([Project("bench", 300)], 400, [["bench"]])
    assert explain(election, decide(election, Rule("greedy"))).public.groups == ()


def test_a_group_that_lacks_a_project_is_refused() -> None:
    with pytest.raises(ValueError, match="lamp"):
        public({"bench": "sit"})


def test_two_outcomes_differ_for_each_voter() -> None:
    one = decide(STREET, Rule("greedy"))
    other = decide(STREET, Rule("greedy", "cardinality"))
    assert set(one.winners) == {"path", "bench"}
    comparison = compare(STREET, one, other)
    assert comparison.both == ("bench",)
    assert (comparison.gained, comparison.lost) == (("lamp", "tree"), ("path",))
    # Two gain the lamp; one has the lamp and the tree for the path; three lose the path.
    assert comparison.by_projects == Change(better=3, worse=3, same=2)
    # The lamp and the tree cost as much as the path.
    assert comparison.by_money == Change(better=2, worse=3, same=3)
    assert comparison.served == (7, 4)
    assert comparison.spent == (800, 800)


@pytest.mark.parametrize("number", range(60))
def test_turned_round_a_comparison_says_the_opposite(number: int) -> None:
    election = drawn_election(number).election()
    one, other = decide(election, Rule("greedy")), decide(election, Rule("max-welfare"))
    there, back = compare(election, one, other), compare(election, other, one)
    assert (there.gained, there.lost, there.both) == (back.lost, back.gained, back.both)
    for change, opposite in (
        (there.by_projects, back.by_projects),
        (there.by_money, back.by_money),
    ):
        assert (change.better, change.worse, change.same) == (
            opposite.worse,
            opposite.better,
            opposite.same,
        )
        assert change.better + change.worse + change.same == election.voters
    assert set(there.both) | set(there.lost) == set(one.winners)
    assert compare(election, one, one).by_money == Change(0, 0, election.voters)


def test_as_data_sums_are_shown_to_the_cent() -> None:
    nothing = Allocation(Rule("greedy"), ())
    data = compare(STREET, nothing, decide(STREET, Rule("greedy"))).as_dict(100)
    assert data["spent"] == [{"coins": "0", "shown": "0.00"}, {"coins": "800", "shown": "8.00"}]
    assert data["by_money"] == {"better": 7, "worse": 0, "same": 1}
