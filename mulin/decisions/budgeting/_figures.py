"""Figures as files write them: 1200, 100000.0, 12,50 and 1e5, all exact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from ._faults import FaultInFile

FIGURE = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
THOUSANDS_OR_DECIMALS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")

CENTS = 100


def figure(text: str, line: int, what: str) -> Fraction:
    """Return a figure that is not below zero; `what` tells the reader of a fault what it is."""
    text = text.strip()
    if THOUSANDS_OR_DECIMALS.fullmatch(text):
        raise FaultInFile("thousands_or_decimals", line, given=text, what=what)
    plain = text.replace(",", ".")
    if not FIGURE.fullmatch(plain):
        raise FaultInFile("not_a_number", line, given=text, what=what)
    value = Fraction(plain)
    if value < 0:
        raise FaultInFile("below_zero", line, given=text, what=what)
    return value


def unit_for(sums: Iterable[Fraction]) -> int:
    """
    Return how many coins make one unit of the currency, so that every sum is whole coins.

    One where all sums are whole, 100 where cents do, else the power of ten that is needed; the
    sums must be decimal fractions.
    """
    parts = lcm(*(money.denominator for money in sums))
    unit = 1 if parts == 1 else CENTS
    while unit % parts:
        unit *= 10
    return unit


def in_units(coins: int, unit: int) -> str:
    """Return a sum in units of the currency, to the last coin: 1250.50, or 1250 in whole units."""
    places = len(str(unit)) - 1
    if unit != 10**places:
        raise ValueError(f"{unit} coins to the unit cannot be written in decimals")
    whole, rest = divmod(coins, unit)
    return f"{whole}.{rest:0{places}}" if rest else str(whole)
