"""
Read an Excel file apart from everything else.

Runs as a program of its own, with little memory and time, because a file of a few kilobytes
can be made to swell to gigabytes in any reader.  Takes the file on its input, writes JSON.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 60
MOST_ROWS = 50_500
MOST_COLUMNS = 200
MOST_SIGNS = 20_000_000
"""Of all sheets together: one text can stand in a million cells."""

LONGEST = 4000
UNKEPT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
"""Signs that no database keeps and nobody types."""

DATE = "\ue000"
"""Stands before a text that Excel took for a date."""


def read_apart(content: bytes) -> list[dict[str, Any]]:
    """Let a program of its own read a workbook; refuses, with ValueError, what it cannot read."""
    try:
        run = subprocess.run(
            [sys.executable, "-I", __file__],
            input=content,
            capture_output=True,
            timeout=2 * SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as broken:
        raise ValueError("not a workbook that can be read") from broken
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def stay_small() -> None:
    """Let the system end this program when it grows or takes too long."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 (not on every system)

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def text_of(cell: Any) -> str:
    """Return what a cell says: 401 for 401.0, and a date marked as one."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return f"{DATE}{cell.date() if cell.time() == time() else cell}"
    if isinstance(cell, (date, time, timedelta)):
        return f"{DATE}{cell}"
    return kept(str(cell))


def kept(text: str) -> str:
    """Return the beginning of a text, without what cannot be kept."""
    return text[:LONGEST].translate(UNKEPT)


def sheets_in(book: Any) -> Iterator[dict[str, Any]]:
    """Yield each visible sheet as rows of text, with the cells that were merged downwards."""
    left = MOST_SIGNS
    for number, about in enumerate(book.sheets_metadata):
        if "WorkSheet" not in str(about.typ) or "Hidden" in str(about.visible):
            continue
        sheet = book.get_sheet_by_index(number)
        height, width = sheet.total_height, sheet.total_width
        if height > MOST_ROWS or width > MOST_COLUMNS:
            yield {"name": about.name, "too_large": True}
            continue
        rows = [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or []:
            if first == last and first < width and top < len(rows):
                for row in rows[top + 1 : bottom + 1]:
                    row[first] = row[first] or rows[top][first]
        left -= sum(len(cell) for row in rows for cell in row)
        if left < 0:
            yield {"name": about.name, "too_large": True}
            return
        yield {"name": about.name, "rows": rows}


def main() -> None:
    """Read what comes in and write what it says."""
    stay_small()
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 (after the limits are set)

    book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    json.dump(list(sheets_in(book)), sys.stdout)


if __name__ == "__main__":
    main()
