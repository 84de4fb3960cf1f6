"""
When two ideas say much the same.

What was written is read without width, script and punctuation, as the set of its pairs of
neighbouring signs; two are alike when they share at least 35 of a hundred pairs of both together.
Pure: what there is to compare with is looked up in `queries/alike.py`.
"""

from zlib import crc32

from mulin.web.plain import pairs, plain

ALIKE = 35
"""How many of a hundred pairs of two texts both must have."""

SHIFT = 2**31
SHORTEST_WORD, MOST_WORDS = 2, 3


def marks(cycle: int, *texts: str) -> list[int]:
    """
    Return the pairs of some texts as numbers a column of PostgreSQL can hold and index.

    They differ from cycle to cycle, so that a search never passes through other years' ideas.
    """
    found = set().union(*(pairs(plain(text)) for text in texts))
    return sorted(crc32(f"{cycle} {pair}".encode()) - SHIFT for pair in found)


def fewest_shared(size: int) -> int:
    """Return how many of so many pairs the other must have too, to be alike at all."""
    return -(-ALIKE * size // 100)


def sizes_alike(size: int) -> tuple[int, int]:
    """Return between which sizes a set must lie to be alike one of this size."""
    return fewest_shared(size), size * 100 // ALIKE


def words_shared(one: str, other: str) -> list[str]:
    """Return the longest stretches of one text that stand in the other as well."""
    here, there = plain(one), plain(other)
    found, start = set(), 0
    while start < len(here) - 1:
        end = start + 2
        while end <= len(here) and here[start:end] in there:
            end += 1
        if end - 1 - start >= SHORTEST_WORD:
            found.add(here[start : end - 1])
        start = max(end - 1, start + 1)
    return sorted(found, key=lambda word: (-len(word), word))[:MOST_WORDS]
