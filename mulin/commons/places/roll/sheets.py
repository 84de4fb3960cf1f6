"""Write Excel files: the template, the roll itself, and the copy that says what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from .columns import COLUMNS, NUMBER
from .lines import EXAMPLE

HEAD = [NUMBER.title, *(column.title for column in COLUMNS)]
WIDTHS = [6, 16, 12, 9, 12, 12, 16, 11, 11, 14]
HEADER_ROW = 2
AS_TEXT = 1000
"""How many rows of a template take what is typed as text, so that 3-2 does not become a date."""

Row = Sequence[str]


class Book:
    """An Excel file in the making."""

    def __init__(self) -> None:
        self.target = BytesIO()
        options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False}
        self.book = xlsxwriter.Workbook(self.target, options)
        look = self.book.add_format
        self.title = look({"bold": True, "font_size": 14, "align": "center"})
        self.head = look({"bold": True, "border": 1, "bg_color": "#deeee5", "text_wrap": True})
        self.text = look({"num_format": "@"})
        self.faint = look({"num_format": "@", "font_color": "#56635d", "italic": True})
        self.wrong = look({"num_format": "@", "bg_color": "#fbe3df", "font_color": "#8f2418"})

    def sheet(self, name: str, title: str, head: Sequence[str], widths: Sequence[int]) -> Any:
        """Add a sheet with a title, when it was made, and a frozen header."""
        page = self.book.add_worksheet(name)
        page.merge_range(0, 0, 0, max(len(head) - 1, 1), "", self.title)
        page.write_string(0, 0, title, self.title)
        made = timezone.localtime().strftime("%Y-%m-%d %H:%M")
        page.write_string(1, 0, _("制表时间：%(when)s") % {"when": made})
        for place, (name, width) in enumerate(zip(head, widths, strict=True)):
            page.write_string(HEADER_ROW, place, name, self.head)
            page.set_column(place, place, width, self.text)
        page.freeze_panes(HEADER_ROW + 1, 0)
        page.repeat_rows(HEADER_ROW)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        return page

    def content(self) -> bytes:
        self.book.close()
        return self.target.getvalue()


def roll_sheet(title: str, doors: Iterable[Row]) -> bytes:
    """Return a roll as a file that can be handed in again."""
    book = Book()
    page = book.sheet(_("户册"), title, HEAD, WIDTHS)
    for line, door in enumerate(doors, start=HEADER_ROW + 1):
        page.write_string(line, 0, str(line - HEADER_ROW), book.text)
        for place, cell in enumerate(door, start=1):
            if cell:
                page.write_string(line, place, cell, book.text)
    return book.content()


def template(community: str) -> bytes:
    """Return an empty roll with examples, and a sheet that explains each column."""
    book = Book()
    title = _("%(community)s住户花名册") % {"community": community}
    page = book.sheet(_("户册"), title, HEAD, WIDTHS)
    for number in range(len(COLUMNS[0].examples)):
        line = HEADER_ROW + 1 + number
        page.write_string(line, 0, EXAMPLE, book.faint)
        for place, column in enumerate(COLUMNS, start=1):
            page.write_string(line, place, column.examples[number], book.faint)
    for place, column in enumerate(COLUMNS, start=1):
        page.write_comment(HEADER_ROW, place, str(column.note))
    for line in range(HEADER_ROW + 4, AS_TEXT):
        page.set_row(line, None, book.text)
    notes = book.sheet(_("说明"), _("怎么填"), [_("列"), _("怎么填")], [14, 70])
    advice = [(column.title, str(column.note)) for column in COLUMNS]
    advice.append((NUMBER.title, _("写着“示例”的行不会导入，删不删都行。")))
    for line, (name, note) in enumerate(advice, start=HEADER_ROW + 1):
        notes.write_string(line, 0, name)
        notes.write_string(line, 1, note)
    return book.content()


def annotated(
    rows: Sequence[Row],
    header_row: int,
    faults: Mapping[int, Sequence[tuple[int | None, str]]],
    gone: Sequence[str],
) -> bytes:
    """
    Return a copy of a file with one more column that says what is wrong.

    `faults` has for each row, as Excel counts them, the column and the sentence.
    """
    book = Book()
    page = book.book.add_worksheet(_("户册"))
    width = max((len(row) for row in rows), default=0)
    page.set_column(0, max(width - 1, 0), 12)
    page.set_column(width, width, 60)
    for line, row in enumerate(rows):
        found = faults.get(line + 1, ())
        wrong = {place for place, _said in found}
        for place, cell in enumerate(row):
            if cell or place in wrong:
                page.write_string(line, place, cell, book.wrong if place in wrong else book.text)
        if found:
            page.write_string(line, width, "；".join(said for _place, said in found), book.wrong)
    page.write_string(header_row, width, PROBLEM, book.head)
    if gone:
        _list_gone(book, gone)
    return book.content()


PROBLEM = "问题 Problem"


def _list_gone(book: Book, gone: Sequence[str]) -> None:
    page = book.book.add_worksheet(_("表里没有的户"))
    page.set_column(0, 0, 40)
    page.write_string(0, 0, _("册上有、表里没有的户（不会删）"), book.head)
    for line, address in enumerate(gone, start=1):
        page.write_string(line, 0, address)


def cells_of(row: tuple[Any, ...]) -> Row:
    """Return one household of the roll as a row of its file."""
    *door, name, phone, area, size, is_vacant = row
    numbers = ["" if number is None else str(number) for number in (area, size)]
    return [*door, name, phone, *numbers, VACANT if is_vacant else ""]


VACANT = "空置"
