"""
Name a spot of a plan by its square: the same word on a phone, on paper and at the door.

A plan is ten squares wide, A to J, and as many high as its shape allows: “B3”.  A square is
coarse on purpose: it says where without saying at whose window.
"""

from collections.abc import Iterator

from .models import SitePlan

LETTERS = "ABCDEFGHIJ"
LEAST_ROWS, MOST_ROWS = 3, 14


def rows_of(plan: SitePlan) -> int:
    """Return how many squares high a plan is."""
    rows = round(len(LETTERS) * plan.picture.height / plan.picture.width)
    return min(max(rows, LEAST_ROWS), MOST_ROWS)


def squares_of(plan: SitePlan) -> Iterator[str]:
    """Yield the names of a plan's squares, row after row."""
    for row in range(1, rows_of(plan) + 1):
        for letter in LETTERS:
            yield f"{letter}{row}"


def corner_of(square: str) -> tuple[int, int]:
    """Return in which column and row a square lies, both counted from 0."""
    return LETTERS.index(square[0]), int(square[1:]) - 1
