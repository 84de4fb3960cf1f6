import pytest

from mulin.decisions.budgeting import Election, Project

BENCH = Project("bench", 300)


@pytest.mark.parametrize(
    ("projects", "budget", "rows", "how", "sentence"),
    [
        ([BENCH, BENCH], 1, [], {}, "two projects have the same key"),
        ([BENCH], -1, [], {}, "money is counted in whole coins"),
        ([BENCH], 2**53 + 1, [], {}, "sums of money are too large"),
        ([BENCH], 1, [["lamp"]], {}, "'lamp', which is not a project"),
        ([BENCH], 1, [["bench", "bench"]], {}, "names a project twice"),
        ([BENCH], 1, [["bench"]], {"weights": [0]}, "one weight, a whole number above zero"),
        ([BENCH], 1, [["bench"]], {"kind": "cumulative"}, "give points by project"),
        ([BENCH], 1, [{"bench": 1}], {}, "give no points of their own"),
        ([BENCH], 1, [{"bench": -1}], {"kind": "scoring"}, "points, a whole number above zero"),
        ([BENCH], 1, [{"bench": 2**54}], {"kind": "scoring"}, "sums of points are too large"),
        ([BENCH], 1, [["bench"]], {"kind": "shouting"}, "no kind of ballots 'shouting'"),
    ],
)
def test_what_cannot_be_counted_is_refused(projects, budget, rows, how, sentence):
    with pytest.raises(ValueError, match=sentence):
        Election.from_rows(projects, budget, rows, **how)


def test_equal_ballots_are_merged_and_weights_add_up():
    projects = [BENCH, Project("lamp", 400)]
    rows = [["lamp", "bench"], ["bench", "lamp"], ["lamp"], [], []]
    election = Election.from_rows(projects, 700, rows, weights=[1, 2, 3, 4, 5])
    assert sorted(election.ballots.weights) == [3, 3, 9]
    assert (election.voters, list(election.votes)) == (15, [3, 6])


def test_ballots_that_rank_differently_stay_apart():
    projects = [BENCH, Project("lamp", 400)]
    rows = [["lamp", "bench"], ["bench", "lamp"], ["lamp"]]
    election = Election.from_rows(projects, 700, rows, kind="ordinal")
    assert election.ballots.rows == 3
    assert list(election.points) == [3, 4], "the first of two gets two points, the last one"
