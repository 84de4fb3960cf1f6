"""Figures as files write them: 1200, 100000.0, 12,50 and 1e5, all exact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from ._faults import FaultInFile

FIGURE = re.compile(r"([+-]?)([0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,2})?")
THOUSANDS_OR_DECIMALS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")

CENTS = 100


def figure(text: str, line: int, what: str) -> Fraction:
    """Return a figure that is not below zero; `what` says in a fault what it was to be."""
    text = text.strip()
    if THOUSANDS_OR_DECIMALS.fullmatch(text):
        raise FaultInFile("thousands_or_decimals", line, given=text, what=what)
    plain = text.replace(",", ".")
    found = FIGURE.fullmatch(plain)
    if found is None:
        raise FaultInFile("not_a_number", line, given=text, what=what)
    value = Fraction(plain)
    if value < 0:
        raise FaultInFile("below_zero", line, given=text, what=what)
    return value


def unit_for(sums: Iterable[Fraction]) -> int:
    """
    Return how many coins make one unit of the currency, so that every sum is whole coins.

    One where all sums are whole, 100 where cents do, else the power of ten that is needed.
    """
    parts = lcm(*(money.denominator for money in sums))
    unit = 1 if parts == 1 else CENTS
    while unit % parts:
        unit *= 10
    return unit
