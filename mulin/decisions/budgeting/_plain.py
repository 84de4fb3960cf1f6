"""Explanations as plain data for JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

MONEY = {
    "amount",
    "at_start",
    "budget",
    "cost",
    "cost_to_win",
    "had",
    "kept",
    "left",
    "left_at_turn",
    "missing",
    "money_per_voter",
    "price",
    "spent",
}
"""Fields that hold money, in coins, wherever they come."""


def plain(value: Any, unit: int, name: str = "") -> Any:
    """Return dataclasses as dicts, tuples as lists, fractions as strings, money as `money`."""
    if is_dataclass(value):
        found = {one.name: getattr(value, one.name) for one in fields(value)}
        return {key: plain(inner, unit, key) for key, inner in found.items()}
    if isinstance(value, tuple):
        return [plain(inner, unit, name) for inner in value]
    if value is not None and name in MONEY:
        return money(value, unit, up=name == "missing")
    return str(value) if isinstance(value, Fraction) else value


def money(coins: Fraction | int, unit: int, *, up: bool = False) -> dict[str, str]:
    """Return coins exactly, and as hundredths of the currency: half a hundredth and more up."""
    hundredths = Fraction(coins) * 100 / unit
    rounded = -(-hundredths // 1) if up else (hundredths + Fraction(1, 2)) // 1
    return {"coins": str(coins), "shown": f"{rounded // 100}.{rounded % 100:02}"}
