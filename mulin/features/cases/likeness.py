"""
When two cases say much the same: they share at least 35 of a hundred pairs of neighbouring signs.

Pure: what there is to compare with is looked up in `queries/alike.py`.
"""

from zlib import crc32

from mulin.web.plain import pairs, plain

ALIKE = 35
SHIFT = 2**31


def marks(*texts: str) -> list[int]:
    """Return the pairs of some texts as numbers a column of PostgreSQL can hold."""
    found = set().union(*(pairs(plain(text)) for text in texts))
    return sorted(crc32(pair.encode()) - SHIFT for pair in found)
