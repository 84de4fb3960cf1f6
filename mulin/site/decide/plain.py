"""The outcome as programs read it: see docs/reference/decide-json.md."""

from fractions import Fraction
from typing import Any

from mulin.decisions.budgeting import Allocation, Election, Round, Rule

MOST_IN_TIE = 20
"""So many equals of one tie are named: n projects alike make n ties of up to n projects."""


def outcome(election: Election, allocation: Allocation) -> dict[str, Any]:
    """Return an outcome as plain data, money in units of the file's currency."""
    unit = election.unit
    endowment = allocation.endowment
    return {
        "winners": list(allocation.winners),
        "spent": money(allocation.spent, unit),
        "budget": money(election.budget, unit),
        "left": money(election.budget - allocation.spent, unit),
        "voters": election.voters,
        "rounds": [
            {
                "project": bought.key,
                "name": election.projects[election.numbers[bought.key]].name,
                "cost": money(bought.cost, unit),
                "votes": bought.votes,
                "by": bought.by,
                "price": _exact(price_each(allocation.rule, bought), unit),
                "left": money(bought.left, unit),
            }
            for bought in allocation.rounds
        ],
        "ties": [
            {
                "projects": list(tie.keys[:MOST_IN_TIE]),
                "equals": len(tie.keys),
                "settled_by": tie.settled_by,
                "times": tie.times,
            }
            for tie in allocation.ties
        ],
        "endowment": _exact(endowment, unit),
        "endowments_tried": allocation.endowments_tried,
        "rule": allocation.rule.as_dict(),
    }


def price_each(rule: Rule, bought: Round) -> Fraction | None:
    """
    Return what a supporter pays, in coins, who pays in full; for each point where points count.

    None where nobody pays: by another rule, or with money that was left over.
    """
    if rule.name != "equal-shares" or bought.price is None or bought.by == "completion":
        return None
    by_cost = rule.utility in ("cost", "points-cost")
    return bought.price * bought.cost if by_cost else bought.price


def money(coins: int, unit: int) -> int | float:
    """Return a sum in units of the currency: a whole number where it is one."""
    return coins // unit if coins % unit == 0 else coins / unit


def _exact(coins: Fraction | None, unit: int) -> str | None:
    return None if coins is None else str(coins / unit)
