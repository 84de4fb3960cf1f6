"""What is wrong with a file of an election: in which line, as a sentence and as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SENTENCES = {
    "empty": "the file is empty",
    "not_text": "this is not text in UTF-8",
    "not_pabulib": "a Pabulib file begins with the line META",
    "missing_section": "the section {section} is missing",
    "misplaced_section": "the section {section} comes twice, or too late",
    "missing_column": "{section} has no column {column}",
    "missing_key": "META does not say {key}",
    "unknown_vote_type": "no kind of ballots is called {given}; known are {known}",
    "not_a_number": "{what}: {given} is not a number",
    "thousands_or_decimals": "{what}: {given} could mean thousands or decimals",
    "below_zero": "{what}: {given} is below zero",
    "money_too_large": "the sums of money are too large to be counted exactly",
    "points_too_large": "the points are too many to be counted exactly",
    "project_without_id": "a project has no id",
    "repeated_project": "two projects have the id {project}",
    "missing_cell": "the line ends before {column}",
    "too_many_cells": "there are more cells than columns",
    "too_long_a_line": "a line or a cell is too long, or a quotation does not end",
    "unknown_project": "a ballot names {project}, which is not a project",
    "repeated_in_ballot": "a ballot names {project} twice",
    "points_do_not_fit": "a ballot names {projects} projects and gives {points} points",
    "not_json": "this is not JSON",
    "not_ours": "this is not an election as Mulin writes it",
    "unknown_version": "the file is of version {given}; version {known} can be read",
    "wrong_value": "{where} must be {wanted}",
    "missing_sheet": "there is no sheet {sheet}",
    "missing_row": "above the headings no row begins with {row}",
    "not_a_mark": "{given} is not a mark",
    "repeated_rank": "a ballot gives one rank to two projects",
    "declared_votes": "the file says it has {declared} ballots, and has {found}",
    "declared_projects": "the file says it has {declared} projects, and has {found}",
    "too_long": "{ballots} ballots name more than the {allowed} projects that are allowed",
    "too_short": "{ballots} ballots name fewer than the {allowed} projects that are asked for",
}
"""What each code says, in English; the words in braces are the names of the values."""

LONGEST = 60
"""How much of a text from a file a sentence shows."""


class FaultInFile(ValueError):
    """
    A file that cannot be read as an election.

    `line` counts from one; what is missing was missed at that line.  `code` is a key of SENTENCES
    and keeps its meaning, `values` fill its sentence: other languages are made from these.
    """

    def __init__(self, code: str, line: int, /, **values: Any) -> None:
        self.code, self.line, self.values = code, line, values
        self.what = sentence(code, values)
        """The sentence alone."""
        super().__init__(f"line {line}: {self.what}")


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd about a file that can be counted all the same."""

    code: str
    line: int
    values: Mapping[str, Any]

    @property
    def what(self) -> str:
        """The sentence alone."""
        return sentence(self.code, self.values)

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


def sentence(code: str, values: Mapping[str, Any], sentences: Mapping[str, str] = SENTENCES) -> str:
    """Return what a code says; what a file wrote is quoted and cut."""
    return sentences[code].format(**{name: shown(value) for name, value in values.items()})


def shown(value: Any) -> str:
    """Return a value as one short line."""
    text = str(value)
    return " ".join(text[:LONGEST].split()) + ("…" if len(text) > LONGEST else "")
