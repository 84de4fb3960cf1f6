"""
How counts are cut and joined so that no figure tells of a few: pure whole numbers.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

SLOT, DAY = 30, 24 * 60
FEW_VALUES, MOST_BINS = 12, 10

Bar = dict[str, Any]


def folded(bars: Sequence[Bar], least: int) -> tuple[list[Bar], Bar | None]:
    """
    Return the bars that may be shown, and the others together.

    What is chosen by fewer than `least` goes into the rest; while the rest itself is that
    small, the next smallest goes with it, so that nobody gets it by subtracting.
    """
    small = [bar for bar in bars if 0 < bar["count"] < least]
    if not small:
        return list(bars), None
    large = sorted((bar for bar in bars if bar["count"] >= least), key=lambda bar: bar["count"])
    while large and (sum(bar["count"] for bar in small) < least or len(small) < 2):
        small.append(large.pop(0))
    hidden = {id(bar) for bar in small}
    shown = [bar for bar in bars if id(bar) not in hidden]
    return shown, {"options": len(small), "count": sum(bar["count"] for bar in small)}


def median(counts: Mapping[int, int]) -> int | None:
    """Return the lower one of the values in the middle: a value that somebody gave."""
    total = sum(counts.values())
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        if 2 * seen >= total:
            return value
    return None


def rounded_mean(counts: Mapping[int, int]) -> int | None:
    """Return the mean of points in hundredths, rounded half up."""
    total = sum(counts.values())
    if not total:
        return None
    points = sum(value * n for value, n in counts.items())
    return (200 * points + total) // (2 * total)


def bins_of(counts: Mapping[int, int], least: int) -> list[tuple[int, int, int]]:
    """
    Return from where to where how many values lie, both ends included.

    Few different values stand alone, many in about ten steps of a round width.  Neighbours
    are joined until each bin holds none or at least `least`.
    """
    if not counts:
        return []
    values = sorted(counts)
    if len(values) <= FEW_VALUES:
        bins = [(value, value, counts[value]) for value in values]
    else:
        bins = _stepped(counts, values)
    return _joined(bins, least)


def _stepped(counts: Mapping[int, int], values: Sequence[int]) -> list[tuple[int, int, int]]:
    width = _round_width(values[-1] - values[0] + 1)
    first = values[0] // width * width
    sums = [0] * ((values[-1] - first) // width + 1)
    for value in values:
        sums[(value - first) // width] += counts[value]
    return [
        (first + place * width, first + (place + 1) * width - 1, n) for place, n in enumerate(sums)
    ]


def _round_width(span: int) -> int:
    """Return a width of 1, 2 or 5 and zeros that cuts a span into ten pieces or fewer."""
    wanted, width = ceil(span / MOST_BINS), 1
    while True:
        for step in (1, 2, 5):
            if width * step >= wanted:
                return width * step
        width *= 10


def _joined(bins: Sequence[tuple[int, int, int]], least: int) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for low, high, n in bins:
        if found and 0 < found[-1][2] < least:
            found[-1] = (found[-1][0], high, found[-1][2] + n)
        else:
            found.append((low, high, n))
    while len(found) > 1 and 0 < found[-1][2] < least:
        low, _high, n = found[-2]
        found[-2:] = [(low, found[-1][1], n + found[-1][2])]
    return found


def slots_of(spans: Mapping[tuple[int, int], int]) -> list[int]:
    """Return for each half hour of the day how many want it, at least in part."""
    change = [0] * (DAY // SLOT + 1)
    for (begin, end), n in spans.items():
        change[begin // SLOT] += n
        change[ceil(end / SLOT)] -= n
    found, now = [], 0
    for step in change[:-1]:
        now += step
        found.append(now)
    return found
