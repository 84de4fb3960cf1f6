"""What a rule bought, in which order and at which price."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ._rule import Rule

BY_RULE, BY_COMPLETION = "rule", "completion"


@dataclass(frozen=True, slots=True)
class Round:
    """One purchase."""

    key: str
    cost: int
    """In coins."""

    votes: int
    by: str
    """`rule`, or `completion` where money left over bought it."""

    price: Fraction | None
    """
    Equal shares: coins per unit of utility.  Phragmén: the load of its supporters.  Greedy:
    utility per coin.  None where the rule names no price.
    """

    left: int
    """What is left of the budget, in coins."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that were equally good, and what put one before the others."""

    keys: tuple[str, ...]
    """In tie order: the first was taken."""

    settled_by: str
    """The criterion that parts the first from the second."""

    times: int = 1
    """How often this tie was met while endowments were tried."""

    @property
    def chosen(self) -> str:
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class Allocation:
    """The outcome of one rule on one election."""

    rule: Rule
    rounds: tuple[Round, ...]
    """In the order in which projects were chosen."""

    ties: tuple[Tie, ...] = ()
    endowment: Fraction | None = None
    """Equal shares: what each voter (each unit of weight) had in the end, in coins."""

    endowments_tried: int = 0

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(bought.key for bought in self.rounds)

    @property
    def spent(self) -> int:
        """All costs together, in coins."""
        return sum(bought.cost for bought in self.rounds)

    def as_dict(self) -> dict[str, Any]:
        """Return the outcome as plain data for JSON; fractions are strings, money is coins."""
        return {
            "rule": self.rule.as_dict(),
            "winners": list(self.winners),
            "spent": self.spent,
            "endowment": None if self.endowment is None else str(self.endowment),
            "endowments_tried": self.endowments_tried,
            "rounds": [
                {
                    "project": bought.key,
                    "cost": bought.cost,
                    "votes": bought.votes,
                    "by": bought.by,
                    "price": None if bought.price is None else str(bought.price),
                    "left": bought.left,
                }
                for bought in self.rounds
            ],
            "ties": [
                {"projects": list(tie.keys), "settled_by": tie.settled_by, "times": tie.times}
                for tie in self.ties
            ],
        }
