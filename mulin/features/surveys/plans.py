"""A plan with its squares, as a form, a sheet of paper and a result draw it."""

from collections.abc import Iterable
from typing import Any

from mulin.commons.siteplans.models import SitePlan
from mulin.commons.siteplans.squares import LETTERS, corner_of, rows_of


def drawn(plan: SitePlan, counts: Iterable[tuple[str, int]] = ()) -> dict[str, Any]:
    """Return what draws a plan: its picture, its letters and numbers, and who pointed where."""
    told = list(counts)
    most = max([n for _square, n in told] + [1])
    return {
        "plan": plan,
        "letters": LETTERS,
        "rows": range(1, rows_of(plan) + 1),
        "marks": [
            {"square": square, "count": n, "warmth": max(1, round(5 * n / most))}
            | dict(zip(("column", "row"), corner_of(square), strict=True))
            for square, n in told
        ],
    }
