"""A file of any kind becomes an election."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mulin.decisions.budgeting import Election, Note, election_file, pabulib

from .options import CannotDecide
from .words import Speech

ZIPPED = b"PK\x03\x04"
STDIN = "-"


@dataclass(frozen=True)
class Found:
    """What a file holds."""

    election: Election
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def content_of(name: str, speech: Speech) -> bytes:
    """Return the bytes of a file, or of standard input."""
    if name == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as trouble:
        what = trouble.strerror if isinstance(trouble, OSError) else trouble
        raise CannotDecide(speech("unreadable", file=name, what=what)) from None


def election_in(content: bytes, speech: Speech) -> Found:
    """Return the election of a file, whatever its kind; refuses, with FaultInFile, what is none."""
    if content.startswith(ZIPPED):
        raise CannotDecide(speech("not_a_workbook"))
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return Found(election_file.read(content))
    reading = pabulib.examine(content)
    return Found(reading.election, reading.meta, reading.notes)
