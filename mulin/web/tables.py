"""Tables as offices fill them in: where their columns stand, whatever is written above them."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

ROWS_LOOKED_AT = 20
"""How far down the row with the headings may stand."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand, and which row is the first below their headings."""

    first: int
    places: dict[str, int]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """Return what stands in a row by column; nothing where the row is too short."""
        return {key: row[at].strip() if at < len(row) else "" for key, at in self.places.items()}


def columns_in(
    rows: Sequence[Sequence[str]],
    headings: Mapping[str, Collection[str]],
    needed: Collection[str],
) -> Columns | None:
    """Find the row whose cells name all needed columns; None when there is none."""
    for number, row in enumerate(rows[:ROWS_LOOKED_AT]):
        cells = [_plain(cell) for cell in row]
        places = {
            key: cells.index(name)
            for key, names in headings.items()
            if (name := next((word for word in map(_plain, names) if word in cells), None))
        }
        if set(needed) <= places.keys():
            return Columns(number + 1, places)
    return None


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())
