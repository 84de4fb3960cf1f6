"""Chance that everybody can check."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(keys: Iterable[str], seed: str) -> list[str]:
    """
    Return the keys in an order drawn by lot.

    The order is that of SHA-256(seed ‖ 0x1F ‖ key), so whoever knows the seed draws the same.
    The seed should be a public value that nobody could know when the list was closed, such as
    the number of a lottery that was named beforehand.
    """
    if not seed.strip():
        raise ValueError("a lot needs a seed that is published")
    return sorted(keys, key=lambda key: sha256(f"{seed}\x1f{key}".encode()).digest())
