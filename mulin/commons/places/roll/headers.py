"""Find the row that names the columns, below titles, makers and dates."""

from dataclasses import dataclass

from .columns import is_needed, key_of

FIRST_ROWS = 30


@dataclass(frozen=True)
class Header:
    """Where the table begins, and which column is what."""

    last_row: int
    """The row above the first household."""

    places: dict[str, int]
    """The column of each key."""

    unused: list[str]
    """The names of columns nothing is done with."""

    names: tuple[str, ...]

    @property
    def has_doors(self) -> bool:
        return "room" in self.places or "address" in self.places

    def cell(self, row: list[str], key: str) -> str:
        """Return what a row says under a column; nothing when there is no such column."""
        place = self.places.get(key)
        return row[place].strip() if place is not None and place < len(row) else ""


def find_header(rows: list[list[str]]) -> Header | None:
    """Return the best header among the first rows; some are two rows high."""
    best = None
    for place in range(min(FIRST_ROWS, len(rows))):
        above = rows[place - 1] if place else []
        for names in (rows[place], _over(above, rows[place])):
            found = _header(place, names)
            if found.has_doors and len(found.places) > max(1, len(best.places) if best else 0):
                best = found
    return best


def _over(above: list[str], below: list[str]) -> list[str]:
    return [name or (above[n] if n < len(above) else "") for n, name in enumerate(below)]


def _header(row: int, names: list[str]) -> Header:
    places: dict[str, int] = {}
    unused = []
    for place, name in enumerate(names):
        key = key_of(name)
        if key and key not in places:
            places[key] = place
        elif is_needed(name):
            unused.append(" ".join(name.split())[:30])
    return Header(row, places, unused, tuple(name.strip() for name in names))
