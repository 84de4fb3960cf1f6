"""What is wrong with a file of an election: which line, and what, in a sentence and as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SENTENCES = {
    "empty": "the file is empty",
    "not_text": "this is not text in UTF-8",
    "not_pabulib": "a Pabulib file begins with the line META",
    "missing_section": "the section {section} is missing",
    "misplaced_section": "the section {section} comes twice, or too late",
    "missing_column": "the section {section} has no column {column}",
    "missing_key": "META does not say {key}",
    "unknown_vote_type": "no kind of ballots is called {given}; known are {known}",
    "not_a_number": "{given} is not a number ({what})",
    "thousands_or_decimals": "{given} could mean thousands or decimals ({what}); write 1000 or 1.5",
    "below_zero": "{given} is below zero ({what})",
    "not_whole": "{given} is not a whole number ({what})",
    "money_too_large": "the sums of money are too large to be counted exactly",
    "points_too_large": "the points are too many to be counted exactly",
    "project_without_id": "a project has no id",
    "repeated_project": "two projects have the id {project}",
    "too_many_cells": "the line has more cells than its section has columns",
    "too_large_a_cell": "a cell is too long, or a quotation does not end",
    "unknown_project": "a ballot names {project}, which is not a project",
    "repeated_in_ballot": "a ballot names {project} twice",
    "too_many_in_ballot": "a ballot names {named} projects where it may name one",
    "points_do_not_fit": "a ballot names {projects} projects and gives {points} points",
    "declared_votes": "the file says it has {declared} ballots, and has {found}",
    "declared_projects": "the file says it has {declared} projects, and has {found}",
    "too_long": "{ballots} ballots name more than the {allowed} projects the file allows",
    "too_short": "{ballots} ballots name fewer than the {allowed} projects the file asks for",
    "not_json": "this is not JSON: {what}",
    "not_ours": "this is not an election as Mulin writes it",
    "unknown_version": "this file is of version {given}; this Mulin reads up to {known}",
    "wrong_value": "{where} must be {wanted}",
}
"""What each code says, in English; the words in braces are the names of the values."""


class FaultInFile(ValueError):
    """
    A file that cannot be read as an election.

    `line` counts from one; where something is missing it is the line at which it was missed.
    `code` is a key of SENTENCES and never changes its meaning; `values` fill its sentence.
    """

    def __init__(self, code: str, line: int, **values: Any) -> None:
        self.code, self.line, self.values = code, line, values
        super().__init__(f"line {line}: {sentence(code, values)}")


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd about a file that can be read all the same."""

    code: str
    line: int
    values: dict[str, Any]

    def __str__(self) -> str:
        return f"line {self.line}: {sentence(self.code, self.values)}"


def sentence(code: str, values: dict[str, Any]) -> str:
    """Return what a code says; texts from the file are quoted and cut."""
    shown = {name: quoted(value) for name, value in values.items()}
    return SENTENCES[code].format(**shown)


def quoted(value: Any) -> str:
    """Return a value so that it cannot be mistaken for words of the sentence."""
    if not isinstance(value, str) or value.isupper() and value.isascii() and value.isalpha():
        return str(value)
    return repr(value if len(value) <= LONGEST else f"{value[:LONGEST]}…")


LONGEST = 60
