"""A file of any kind becomes an election."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mulin.decisions.budgeting import Election, Note, election_file, pabulib, sheets
from mulin.web import sandbox

from .options import CannotDecide
from .words import Speech

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = b"PK\x03\x04"
STDIN = "-"
MOST_BYTES = 2**29
"""A million ballots take some fifty megabytes; what is larger is no election, or never ends."""


@dataclass(frozen=True)
class Found:
    """What a file holds."""

    election: Election
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def content_of(name: str, speech: Speech) -> bytes:
    """Return the bytes of a file, or of standard input."""
    try:
        with sys.stdin.buffer if name == STDIN else Path(name).open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        what = trouble.strerror if isinstance(trouble, OSError) else trouble
        raise CannotDecide(speech("unreadable", file=name, what=what)) from None
    if len(content) > MOST_BYTES:
        raise CannotDecide(speech("file_too_large", file=name))
    return content


def election_in(content: bytes, speech: Speech) -> Found:
    """Return the election of a file, whatever its kind; refuses, with FaultInFile, what is none."""
    if content.startswith((ZIPPED, OLD_OFFICE)):
        return Found(sheets.read(_sheets(content, speech)))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return Found(election_file.read(content))
    reading = pabulib.examine(content)
    return Found(reading.election, reading.meta, reading.notes)


def _sheets(content: bytes, speech: Speech) -> dict[str, list[list[str]]]:
    """Let a program of its own read a workbook, with little memory and time."""
    try:
        found = sandbox.read_apart(content)
    except ValueError:
        raise CannotDecide(speech("not_a_workbook")) from None
    if any("rows" not in sheet for sheet in found):
        raise CannotDecide(speech("workbook_too_large"))
    return {sheet["name"]: sheet["rows"] for sheet in found}
