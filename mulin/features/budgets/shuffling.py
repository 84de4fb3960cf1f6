"""Chance that nobody can repeat."""

from collections.abc import Iterable
from secrets import SystemRandom


def in_chance_order(serials: Iterable[int]) -> list[int]:
    """
    Return the numbers of a batch as they are printed.

    A stack in rising order would tell, with the order in which people came, whose is which.
    """
    mixed = list(serials)
    SystemRandom().shuffle(mixed)
    return mixed
