"""
The ballots of a Pabulib file: many lines, most of them alike.

Equal votes are counted as text and read once.  A file without quotes, whose lines have all their
cells and name only known projects, is read in bulk; any other line by line, which also finds the
line of a fault.  Both ways give the same ballots.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from ._election import CUMULATIVE, ORDINAL, SCORING, Ballots, Ints
from ._faults import FaultInFile
from ._figures import figure
from ._merging import merged
from ._pabulib_sections import Rows, Sections, title_in

VOTE, POINTS = "vote", "points"
NOTHING = ("", "none")

MOST_POINTS = 2**53
"""The largest sum of points: up to here a float counts them exactly."""

MOST_ENTRIES = 2**27
"""The most entries that a default score may make."""

BLANK_LINE = re.compile(r"^(?:[^\S\n]|;)*$", re.MULTILINE)

Said = tuple[str, str]
"""What a ballot has in the columns vote and points."""


@dataclass(frozen=True)
class Votes:
    """The ballots of a file, and what is needed to understand them."""

    sections: Sections
    kind: str
    numbers: Mapping[str, int]
    """The number of each project by its id."""

    default_score: Fraction
    """What a scoring ballot gives to projects that it does not name."""

    @property
    def give_points(self) -> bool:
        return self.kind in (CUMULATIVE, SCORING)

    @property
    def places(self) -> list[int]:
        """Where the columns stand that say how people voted."""
        columns = [VOTE, POINTS] if self.give_points else [VOTE]
        return [self.sections.votes.place(column) for column in columns]


@dataclass
class Named:
    """The projects that ballots name, one ballot after the other."""

    lengths: list[int]
    """How many each ballot names."""

    entries: list[int]
    """The numbers of these projects."""

    points: list[str]
    """What each is given, as it is written; empty unless ballots give points."""

    weights: list[int]
    """How many voters cast each ballot."""

    worth: dict[str, Fraction]
    """The value of every text in points."""


class Odd(ValueError):
    """Something in the file asks for a closer look."""


def ballots_of(votes: Votes) -> Ballots:
    """Read the ballots of a file."""
    try:
        return _merged(votes, _in_bulk(votes))
    except ValueError:  # a closer look finds out what is wrong, and where, if anything is
        return _merged(votes, _line_by_line(votes))


def _in_bulk(votes: Votes) -> Named:
    tally = _counted(votes)
    nothing = {said for said in tally if said[0] in NOTHING and said[0] not in votes.numbers}
    if any(points not in NOTHING for _vote, points in nothing):
        raise Odd
    empty = sum(tally.pop(said) for said in nothing)
    lengths = [vote.count(",") + 1 for vote, _points in tally]
    points: list[str] = []
    if votes.give_points:
        points = _split(points for _vote, points in tally)
        if lengths != [points.count(",") + 1 for _vote, points in tally]:
            raise Odd
    try:
        entries = [votes.numbers[key] for key in _split(vote for vote, _points in tally)]
        worth = {text: figure(text, 0, POINTS) for text in set(points)}
    except (KeyError, FaultInFile):
        raise Odd from None
    if empty:
        lengths.append(0)
    weights = [*tally.values(), *[empty] * bool(empty)]
    return Named(lengths, entries, points, weights, worth)


def _split(cells: Iterable[str]) -> list[str]:
    joined = ",".join(cells)
    return joined.split(",") if joined else []


def _counted(votes: Votes) -> dict[Said, int]:
    """Count the lines that say the same, if all are as they should be."""
    columns, text = votes.sections.votes.columns, votes.sections.ballots.rstrip("\n")
    places = votes.places
    if '"' in text or len(columns) == 1:
        raise Odd
    cells = ["([^;\n]*+)" if i in places else "[^;\n]*+" for i in range(len(columns))]
    found = re.findall(f"^{';'.join(cells)}$", text, re.MULTILINE)
    if len(found) != text.count("\n") + bool(text):
        raise Odd
    counted = Counter(found)
    if not votes.give_points:
        tally = {(vote, ""): times for vote, times in counted.items()}
    elif places == sorted(places):
        tally = dict(counted)
    else:
        tally = {(vote, points): times for (points, vote), times in counted.items()}
    if any(not vote for vote, _points in tally) and BLANK_LINE.search(text):
        raise Odd
    return tally


def _line_by_line(votes: Votes) -> Named:
    named = Named([], [], [], [], {})
    for (vote, points), (times, line) in _counted_with_lines(votes).items():
        entries = _entries(votes, vote, line)
        given = [text.strip() for text in _parts(points)] if votes.give_points else []
        if votes.give_points and len(given) != len(entries):
            raise FaultInFile("points_do_not_fit", line, projects=len(entries), points=len(given))
        named.worth.update({text: figure(text, line, POINTS) for text in given})
        named.lengths.append(len(entries))
        named.entries += entries
        named.points += given
        named.weights.append(times)
    return named


def _entries(votes: Votes, vote: str, line: int) -> list[int]:
    if vote in votes.numbers:
        return [votes.numbers[vote]]
    keys = _parts(vote)
    for i, key in enumerate(keys):
        if key not in votes.numbers:
            raise FaultInFile("unknown_project", line, project=key)
        if key in keys[:i]:
            raise FaultInFile("repeated_in_ballot", line, project=key)
    return [votes.numbers[key] for key in keys]


def _parts(cell: str) -> list[str]:
    if cell.lower() in NOTHING:
        return []
    return [part for part in map(str.strip, cell.split(",")) if part]


def _counted_with_lines(votes: Votes) -> dict[Said, tuple[int, int]]:
    """Count the rows that say the same, and keep the line where each was first said."""
    table, tally = votes.sections.votes, dict[Said, tuple[int, int]]()
    vote, *_points = votes.places
    for line, cells in Rows(votes.sections.ballots, votes.sections.first_line):
        if title := title_in(cells):
            raise FaultInFile("misplaced_section", line, section=title)
        if any(cells[len(table.columns) :]):
            raise FaultInFile("too_many_cells", line)
        if len(cells) <= vote:
            raise FaultInFile("missing_cell", line, column=VOTE)
        said = cells[vote], table.cell(cells, POINTS) if votes.give_points else ""
        times, first = tally.get(said, (0, line))
        tally[said] = times + 1, first
    return tally


def _merged(votes: Votes, named: Named) -> Ballots:
    lengths = np.array(named.lengths, np.int64)
    entries = np.array(named.entries, np.int32)
    weights = np.array(named.weights, np.int64)
    points: Ints | None = None
    if votes.kind == ORDINAL:
        points = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(entries))
    elif votes.give_points:
        rows = np.repeat(np.arange(len(lengths)), lengths)
        lengths, entries, points = _pointed(votes, named, rows, entries)
        _check_sum(votes, np.repeat(weights, lengths), points)
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return Ballots(*merged(starts, entries, points, weights, len(votes.numbers)))


def _pointed(
    votes: Votes, named: Named, rows: Ints, entries: npt.NDArray[np.int32]
) -> tuple[Ints, npt.NDArray[np.int32], Ints]:
    """Return the lengths of rows, their entries and whole points above zero."""
    worth = {**named.worth, "": votes.default_score}
    scale = lcm(*(value.denominator for value in worth.values()))
    whole = {text: int(value * scale) for text, value in worth.items()}
    if max(whole.values()) > MOST_POINTS:
        raise FaultInFile("points_too_large", votes.sections.votes.line)
    shape = len(named.lengths), len(votes.numbers)
    places = rows * shape[1] + entries
    if len(np.unique(places)) < len(places):
        raise Odd
    points = np.array([whole[text] for text in named.points], np.int64)
    if votes.default_score:
        if shape[0] * shape[1] > MOST_ENTRIES:
            raise FaultInFile("points_too_large", votes.sections.votes.line)
        table = np.full(shape, whole[""], np.int64)
        table[rows, entries] = points
        rows, columns = table.nonzero()
        entries, points = columns.astype(np.int32), table[rows, columns]
    kept = points > 0
    return np.bincount(rows[kept], minlength=shape[0]), entries[kept], points[kept]


def _check_sum(votes: Votes, weights: Ints, points: Ints) -> None:
    if float(weights.astype(float) @ points.astype(float)) > MOST_POINTS:
        raise FaultInFile("points_too_large", votes.sections.votes.line)
