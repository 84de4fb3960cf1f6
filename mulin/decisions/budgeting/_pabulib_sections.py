"""The three tables of a Pabulib file, read up to its ballots, which are left as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from ._faults import FaultInFile

META, PROJECTS, VOTES = "META", "PROJECTS", "VOTES"
TITLES = (META, PROJECTS, VOTES)

LONGEST_LINE = 1_000_000
"""Signs; what is longer is no table."""

Row = tuple[int, list[str]]
"""The line where a row begins, and its cells."""


@dataclass
class Table:
    """One section: its columns, and its rows as far as they were read."""

    title: str
    line: int
    columns: list[str]
    rows: list[Row] = field(default_factory=list)

    def place(self, column: str) -> int:
        """Return where a column stands that cannot be missing."""
        if column not in self.columns:
            raise FaultInFile("missing_column", self.line, section=self.title, column=column)
        return self.columns.index(column)

    def cell(self, row: list[str], column: str) -> str:
        """Return a cell that may be missing."""
        place = self.columns.index(column) if column in self.columns else len(row)
        return row[place] if place < len(row) else ""


@dataclass
class Sections:
    """A file, taken apart."""

    meta: Table
    projects: Table
    votes: Table
    """Its rows are not read."""

    ballots: str
    """The lines after the columns of VOTES; every line ends in a line feed."""

    first_line: int
    """The number of their first line in the file."""


class Rows:
    """The rows of a text one by one, as CSV with semicolons; blank ones are passed over."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._text = text
        self.at = 0
        """Where the first line begins that was not read yet."""
        self.line = first_line - 1
        """The number of the last line that was read."""
        self._rows = csv.reader(self._lines(), delimiter=";", skipinitialspace=True)

    def __iter__(self) -> Iterator[Row]:
        while True:
            line = self.line + 1
            try:
                cells = [cell.strip() for cell in next(self._rows)]
            except StopIteration:
                return
            except csv.Error:
                raise FaultInFile("too_long_a_line", line) from None
            if any(cells):
                yield line, cells

    def _lines(self) -> Iterator[str]:
        while self.at < len(self._text):
            end = self._text.find("\n", self.at) + 1 or len(self._text)
            self.line += 1
            if end - self.at > LONGEST_LINE:
                raise FaultInFile("too_long_a_line", self.line)
            line = self._text[self.at : end]
            self.at = end
            yield line


def title_in(cells: list[str]) -> str:
    """Return the title that a row is, or nothing."""
    title = cells[0].upper()
    return title if title in TITLES and not any(cells[1:]) else ""


def sections_of(source: bytes | str) -> Sections:
    """Take a file apart."""
    text = _text(source)
    rows = Rows(text)
    tables: dict[str, Table] = {}
    for line, cells in rows:
        if title := title_in(cells):
            tables[title] = _begin(title, line, rows, tables)
            if title == VOTES:
                break
        elif not tables:
            raise FaultInFile("not_pabulib", line)
        else:
            next(reversed(tables.values())).rows.append((line, cells))
    if len(tables) < len(TITLES):
        _miss(TITLES[len(tables)], rows.line)
    meta, projects, votes = (tables[title] for title in TITLES)
    return Sections(meta, projects, votes, text[rows.at :], rows.line + 1)


def _begin(title: str, line: int, rows: Rows, before: dict[str, Table]) -> Table:
    if title in before:
        raise FaultInFile("misplaced_section", line, section=title)
    if title != TITLES[len(before)]:
        _miss(TITLES[len(before)], line)
    line, columns = next(iter(rows), (line, []))
    if title == META and columns[:1] != ["key"]:
        return Table(title, line, ["key", "value"], [(line, columns)] if columns else [])
    return Table(title, line, [column.lower() for column in columns])


def _miss(title: str, line: int) -> None:
    if title == META:
        raise FaultInFile("not_pabulib", line)
    raise FaultInFile("missing_section", line, section=title)


def _text(source: bytes | str) -> str:
    """Return the text of a file, its lines ending in line feeds."""
    text = (source if isinstance(source, str) else _decoded(source)).removeprefix("\ufeff")
    if "\0" in text:
        raise FaultInFile("not_text", text.count("\n", 0, text.index("\0")) + 1)
    if not text or text.isspace():
        raise FaultInFile("empty", 1)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(source: bytes) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError as odd:
        raise FaultInFile("not_text", source.count(b"\n", 0, odd.start) + 1) from None
