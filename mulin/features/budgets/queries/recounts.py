"""What came of reading a box anew."""

from dataclasses import dataclass

from ..models import PaperBatch
from ..sheets_read import told_apart


@dataclass(frozen=True)
class Recount:
    """Why a box was read anew, and how it compares with the count before."""

    because: str
    differs: list[tuple[int, str, str]] | None
    """Number, before, now in words; None as long as there are not two counts to compare."""


def recounts_of(batch: PaperBatch) -> list[Recount]:
    """Return the recounts of a box, oldest first; what was read is known until the sealing."""
    counts = [one.get("read") for one in batch.recounts]
    counts.append(batch.agreed if batch.is_counted else None)
    is_known = not batch.vote.is_sealed
    return [
        Recount(one["because"], told_apart(before, now) if is_known and before and now else None)
        for one, before, now in zip(batch.recounts, counts, counts[1:], strict=False)
    ]
