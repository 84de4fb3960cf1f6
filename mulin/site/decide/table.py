"""Columns that stay in line on a screen, whether a sign is one cell wide or two."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate, takewhile

WIDE = ("W", "F")
GAP = "  "
CUT = "…"
STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Signs that tell a terminal what to do, or which way to write; JSON may hold them bare."""


def printable(text: str) -> str:
    """Return a text as one line, without signs that steer a terminal."""
    return "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text).strip()


def escaped(json_text: str) -> str:
    """Return JSON that means the same, with the signs that steer a terminal written as escapes."""
    return STEERING.sub(lambda found: json.dumps(found[0])[1:-1], json_text)


def width(text: str) -> int:
    """Return how many cells a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in WIDE)
        for sign in text
    )


def cut(text: str, cells: int) -> str:
    """Return a text that takes no more cells than these."""
    if width(text) <= cells:
        return text
    ends = accumulate(map(width, text))
    kept = sum(1 for _end in takewhile(lambda end: end < cells, ends))
    return text[:kept].rstrip() + CUT


def padded(text: str, cells: int, *, right: bool) -> str:
    """Return a text that takes exactly these cells, if it is not longer."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], left: Sequence[int], shrink: int, most: int
) -> str:
    """
    Return a table of text.

    The columns `left` begin on the left, the others end on the right; the column `shrink` is cut
    where the lines would be wider than `most` cells.
    """
    lines = [list(heads), *map(list, rows)]
    widths = [max(width(line[i]) for line in lines) for i in range(len(heads))]
    others = sum(widths) - widths[shrink] + len(GAP) * (len(widths) - 1)
    widths[shrink] = min(widths[shrink], max(most - others, width(heads[shrink]), LEAST))
    for line in lines:
        line[shrink] = cut(line[shrink], widths[shrink])
    return "\n".join(
        GAP.join(
            padded(cell, widths[i], right=i not in left) for i, cell in enumerate(line)
        ).rstrip()
        for line in lines
    )


LEAST = 12
"""Cells a column keeps though the lines be too wide."""
