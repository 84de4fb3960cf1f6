"""
Are the grids of a community as they should be?

Pure: households and workers go in, what to look at comes out.  A grid is off when it has more
than a fifth too many or too few households (A10), or not exactly one full-time worker (A11).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

TARGET = 500
TOLERANCE = Fraction(1, 5)


@dataclass(frozen=True)
class GridFacts:
    """One grid as it is."""

    pk: int
    name: str
    households: int | None
    """None when nobody has counted them."""

    workers: Sequence[int] = ()
    """The people who work full-time in it."""

    aides: int = 0
    buildings: int = 0


@dataclass(frozen=True)
class GridCheck:
    """One grid and what is off about it."""

    grid: GridFacts
    is_too_large: bool
    is_too_small: bool
    off_by: int
    """By how many per cent of the target, rounded to a whole one for people to read."""

    shared_workers: Sequence[int] = field(default=())
    """Workers who are also those of another grid."""

    @property
    def is_vacant(self) -> bool:
        return not self.grid.workers

    @property
    def has_several_workers(self) -> bool:
        return len(self.grid.workers) > 1

    @property
    def is_flagged(self) -> bool:
        return bool(
            self.is_too_large
            or self.is_too_small
            or self.is_vacant
            or self.has_several_workers
            or self.shared_workers
        )


@dataclass(frozen=True)
class CommunityCheck:
    """A community's grids, and how many there should be."""

    households: int
    target: int
    tolerance: Fraction
    recommended: int
    grids: Sequence[GridCheck]

    @property
    def flagged(self) -> int:
        return sum(grid.is_flagged for grid in self.grids)

    @property
    def least(self) -> int:
        """The fewest households a grid may have."""
        return -int(-self.target * (1 - self.tolerance) // 1)

    @property
    def most(self) -> int:
        return int(self.target * (1 + self.tolerance) // 1)


def recommended_count(households: int, target: int = TARGET) -> int:
    """Return how many grids so many households make: the nearest whole number, at least one."""
    return max((2 * households + target) // (2 * target), 1)


def check_grids(
    households: int,
    grids: Sequence[GridFacts],
    *,
    target: int = TARGET,
    tolerance: Fraction = TOLERANCE,
) -> CommunityCheck:
    """Say what is off about each grid of a community with so many households."""
    times = Counter(worker for grid in grids for worker in set(grid.workers))
    checks = [_check(grid, times, target, tolerance) for grid in grids]
    recommended = recommended_count(households, target)
    return CommunityCheck(households, target, tolerance, recommended, checks)


def _check(grid: GridFacts, times: Counter[int], target: int, tolerance: Fraction) -> GridCheck:
    counted = grid.households
    return GridCheck(
        grid=grid,
        is_too_large=counted is not None and counted > target * (1 + tolerance),
        is_too_small=counted is not None and counted < target * (1 - tolerance),
        off_by=0 if counted is None else round(Fraction(100 * (counted - target), target)),
        shared_workers=[worker for worker in grid.workers if times[worker] > 1],
    )
