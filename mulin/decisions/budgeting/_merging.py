"""Equal ballots become one with their weights together: the count is the same, and shorter."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Merged = tuple[Ints, npt.NDArray[np.int32], Ints | None, Ints]


def merged(
    starts: Ints,
    entries: npt.NDArray[np.int32],
    points: Ints | None,
    weights: Ints | None,
    projects: int,
) -> Merged:
    """
    Return the rows of ballots in canonical form, every different row once.

    Rows are sorted by project inside and follow the order in which each first came.  Refuses,
    with ValueError, numbers that are no project, a project twice in a row, points or weights
    that are not above zero, and arrays whose lengths do not fit.
    """
    if weights is None:
        weights = np.ones(len(starts) - 1, np.int64)
    _check(starts, entries, points, weights, projects)
    lengths = np.diff(starts)
    rows = np.repeat(np.arange(len(weights)), lengths)
    entries, points = _sorted_inside(rows, entries, points, projects)
    first, group = _groups(starts, rows, entries, points)
    summed = np.bincount(group, weights=weights, minlength=len(first)).astype(np.int64)
    kept = np.zeros(len(weights), bool)
    kept[first] = True
    inside = kept[rows]
    fresh = np.zeros(len(first) + 1, np.int64)
    np.cumsum(lengths[first], out=fresh[1:])
    return fresh, entries[inside], None if points is None else points[inside], summed


def _check(
    starts: Ints,
    entries: npt.NDArray[np.int32],
    points: Ints | None,
    weights: Ints,
    projects: int,
) -> None:
    if (
        len(starts) < 1
        or starts[0] != 0
        or starts[-1] != len(entries)
        or (np.diff(starts) < 0).any()
    ):
        raise ValueError("the starts of rows do not fit their entries")
    if len(entries) and not 0 <= entries.min() <= entries.max() < projects:
        raise ValueError("a ballot names a number that is no project")
    if len(weights) != len(starts) - 1 or (len(weights) and weights.min() <= 0):
        raise ValueError("every ballot has one weight, a whole number above zero")
    if points is not None and (len(points) != len(entries) or (points <= 0).any()):
        raise ValueError("every project named has points, a whole number above zero")


def _sorted_inside(
    rows: Ints, entries: npt.NDArray[np.int32], points: Ints | None, projects: int
) -> tuple[npt.NDArray[np.int32], Ints | None]:
    places = rows * projects + entries
    steps = np.diff(places)
    if (steps <= 0).any():
        order = np.argsort(places, kind="stable")
        entries, steps = entries[order], np.diff(places[order])
        points = None if points is None else points[order]
        if (steps == 0).any():
            raise ValueError("a ballot names a project twice")
    return entries, points


def _groups(
    starts: Ints, rows: Ints, entries: npt.NDArray[np.int32], points: Ints | None
) -> tuple[Ints, Ints]:
    """
    Return the first row of every group of equal rows, and the group of every row.

    Rows are told apart by a 64-bit sum over mixed entries; then every row is compared with the
    first of its group, entry by entry, so that no chance meeting of two sums can merge what
    differs: rows for which that fails stand alone.
    """
    lengths = np.diff(starts)
    keys = entries.astype(np.uint64) + np.uint64(1)
    if points is not None:
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + points.astype(np.uint64)
    sums = np.zeros(len(lengths), np.uint64)
    filled = lengths > 0
    if len(entries):
        sums[filled] = np.add.reduceat(_mixed(keys), starts[:-1][filled])
    _, first, group = np.unique(sums, return_index=True, return_inverse=True)
    leader = first[group]
    same = lengths == lengths[leader]
    across = np.repeat(starts[:-1][leader] - starts[:-1], lengths) + np.arange(len(entries))
    across = np.minimum(across, max(len(entries) - 1, 0))
    differs = entries != entries[across]
    if points is not None:
        differs |= points != points[across]
    same[rows[differs]] = False
    leader = np.where(same, leader, np.arange(len(lengths)))
    first, group = np.unique(leader, return_inverse=True)
    return first, group


def _mixed(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread numbers over 64 bits: the finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))
