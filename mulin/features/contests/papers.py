"""What is printed on a paper ballot so that a copy of it is noticed."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from .models import PaperBatch

LETTERS = "ACDEFHJKLMNPQRTUVWXY3479"
"""Signs that nobody confuses in handwriting."""

LENGTH = 5


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """One sheet: its serial number, and the code that only this batch gives that number."""

    serial: str
    code: str


def ballots_of(batch: PaperBatch) -> Iterator[PaperBallot]:
    """Return the sheets of a batch in order."""
    for serial in range(batch.first, batch.last + 1):
        yield PaperBallot(f"{serial:04}", code_of(batch, serial))


def code_of(batch: PaperBatch, serial: int) -> str:
    """Return the check code of one ballot."""
    digest = hmac.digest(batch.key.encode(), f"{batch.step_id}:{serial}".encode(), "sha256")
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LENGTH])
