"""Lists as Excel files, the way offices expect them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 40
DAYS = ((date, "yyyy-mm-dd"), (datetime, "yyyy-mm-dd hh:mm"))
"""How cells with a day show it."""


List = tuple[str, Sequence[str], Iterable[Sequence[Any]]]
"""The title, the columns and the rows of one list."""


def sheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *more: List) -> bytes:
    """
    Return an .xlsx of a list, and more on sheets behind it: a title, when made, a header, rows.

    Numbers stay numbers and days stay days, to be sorted and counted with; everything else is
    written as text, so that a door number keeps its zeros and a cell that begins with = is never
    taken for a formula.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    for one in ((title, columns, rows), *more):
        _add(book, *one)
    book.close()
    return target.getvalue()


def _add(book: Any, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    page = book.add_worksheet(_sheet_name(title))
    strong = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#deeee5"})
    top = book.add_format({"valign": "top"})
    looks: dict[type, Any] = {str: book.add_format({"valign": "top", "text_wrap": True})}
    looks |= {kind: book.add_format({"valign": "top", "num_format": days}) for kind, days in DAYS}
    page.write_string(0, 0, title, strong)
    made = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    page.write_string(1, 0, _("制表时间：%(when)s") % {"when": made})
    widths = [_width(column) for column in columns]
    for place, column in enumerate(columns):
        page.write_string(2, place, column, head)
    line = 2
    for line, row in enumerate(rows, start=3):
        for place, value in enumerate(row):
            _write(page, line, place, value, looks)
            widths[place] = max(widths[place], _width(value))
    for place, width in enumerate(widths):
        page.set_column(place, place, min(width, WIDEST) + 2, top)
    page.freeze_panes(3, 0)
    page.repeat_rows(2)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, line, max(len(columns) - 1, 0))


def sheet_response(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *more: List
) -> HttpResponse:
    """Answer a request with a list, and more behind it, as an Excel file named as its title."""
    return file_response(sheet(title, columns, rows, *more), f"{title}.xlsx")


def file_response(content: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    """Answer a request with a file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _write(page: Any, line: int, place: int, value: Any, looks: dict[type, Any]) -> None:
    """Write one cell; what is too long for a line, or has several, is folded into its cell."""
    if isinstance(value, date):
        kind = datetime if isinstance(value, datetime) else date
        page.write_datetime(line, place, _as_on_the_wall(value), looks[kind])
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        page.write_number(line, place, value)
    elif value is not None:
        is_long = _width(value) > WIDEST or "\n" in str(value)
        page.write_string(line, place, str(value), looks[str] if is_long else None)


def _as_on_the_wall(value: Any) -> Any:
    """Return a moment as clocks here show it: Excel knows no time zones."""
    is_moment = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.make_naive(value) if is_moment else value


def _width(value: Any) -> int:
    """Count a Chinese sign as two, as Excel draws it, in the longest line."""
    if isinstance(value, date):
        return 16 if isinstance(value, datetime) else 10
    lines = str(value or "").split("\n")
    return max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in lines)


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in r"[]:*?/\'")[:31] or "1"
