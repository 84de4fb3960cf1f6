"""S3-2: grids of 500."""

from fractions import Fraction

import pytest

from ..grids import GridFacts, check_grids, recommended_count


def one(households, workers=(1,)):
    return check_grids(3000, [GridFacts(1, "第一网格", households, workers)]).grids[0]


@pytest.mark.parametrize(
    ("households", "grids"),
    [(3000, 6), (3050, 6), (2980, 6), (16800, 34), (2740, 5), (2750, 6), (120, 1), (0, 1)],
)
def test_so_many_households_make_so_many_grids(households, grids):
    assert recommended_count(households) == grids


def test_720_households_are_too_many():
    check = one(720)
    assert check.is_too_large
    assert check.is_flagged
    assert check.off_by == 44


@pytest.mark.parametrize(("households", "flagged"), [(600, False), (601, True), (618, True)])
def test_more_than_a_fifth_above_is_too_many(households, flagged):
    assert one(households).is_too_large == flagged


@pytest.mark.parametrize(("households", "flagged"), [(400, False), (399, True), (441, False)])
def test_more_than_a_fifth_below_is_too_few(households, flagged):
    assert one(households).is_too_small == flagged


@pytest.mark.parametrize(("workers", "flagged"), [((), True), ((1,), False), ((1, 2), True)])
def test_a_grid_has_exactly_one_worker(workers, flagged):
    assert one(500, workers).is_flagged == flagged


def test_one_worker_of_two_grids_is_flagged_in_both():
    grids = [
        GridFacts(1, "一", 500, (7,)),
        GridFacts(2, "二", 500, (7,)),
        GridFacts(3, "三", 500, (8,)),
    ]
    assert [bool(check.shared_workers) for check in check_grids(1500, grids).grids] == [
        True,
        True,
        False,
    ]


def test_a_grid_nobody_counted_is_not_called_small():
    assert not one(None).is_flagged


def test_the_six_grids_of_the_demo():
    sizes = [498, 512, 476, 505, 441, 618]
    grids = [GridFacts(n, str(n), size, (n,)) for n, size in enumerate(sizes)]
    check = check_grids(3050, grids)
    assert check.recommended == 6
    assert [grid.is_too_large for grid in check.grids] == [False] * 5 + [True]
    assert check.flagged == 1
    assert (check.least, check.most) == (400, 600)


def test_a_place_may_choose_its_own_measure():
    check = check_grids(900, [GridFacts(1, "一", 300, (1,))], target=300, tolerance=Fraction(1, 10))
    assert check.recommended == 3
    assert not check.flagged
    assert (check.least, check.most) == (270, 330)
