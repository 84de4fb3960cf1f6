"""Which rule counts, in every particular: variants change winners, so all of it is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Self

GREEDY, EQUAL_SHARES = "greedy", "equal-shares"
PHRAGMEN, MAX_WELFARE = "phragmen", "max-welfare"
RULES = (GREEDY, EQUAL_SHARES, PHRAGMEN, MAX_WELFARE)

CARDINALITY, COST, POINTS, POINTS_COST, BORDA = (
    "cardinality",
    "cost",
    "points",
    "points-cost",
    "borda",
)
UTILITIES = (CARDINALITY, COST, POINTS, POINTS_COST, BORDA)

NO_COMPLETION, ADD1, GREEDILY, ADD1_GREEDILY = "none", "add1", "greedy", "add1-greedy"
COMPLETIONS = (NO_COMPLETION, ADD1, GREEDILY, ADD1_GREEDILY)

SUPPORTED, ALL, NEVER = "supported", "all", "never"
STOPS = (SUPPORTED, ALL, NEVER)

LOWEST_COST, MOST_VOTES, LOT, BY_ID = "lowest-cost", "most-votes", "lot", "id"
CRITERIA = (LOWEST_COST, MOST_VOTES, LOT, BY_ID)


@dataclass(frozen=True, slots=True)
class TieOrder:
    """
    One total order over all projects, named and published before counting.

    The criteria are asked one after the other.  The last one must part any two projects: `lot`
    (SHA-256 of the seed with the key, see `drawn`) or `id` (the keys by their letters).
    """

    criteria: tuple[str, ...] = (LOWEST_COST, MOST_VOTES, BY_ID)
    seed: str = ""

    def __post_init__(self) -> None:
        if unknown := [name for name in self.criteria if name not in CRITERIA]:
            raise ValueError(f"no criterion {unknown[0]!r} for ties; use {list(CRITERIA)}")
        if not self.criteria or self.criteria[-1] not in (LOT, BY_ID):
            raise ValueError("the last criterion for ties must be lot or id")
        if (LOT in self.criteria) != bool(self.seed.strip()):
            raise ValueError("a lot needs a seed that is published, and only a lot has one")


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule with all its variants.

    What a rule does not know must stay as it is by default, so that equal rules are equal data.
    """

    name: str
    utility: str = COST
    """
    What a supporter gains from a project: `cardinality` one, `cost` as much as it costs,
    `points` the points she gave, `points-cost` points times cost, `borda` one point less than
    she gave (ordinal ballots: how many she ranked below it).
    """

    completion: str = NO_COMPLETION
    """
    What equal shares does with money left over: `none`, `add1` (raise every voter's endowment
    step by step until the next outcome would cost too much), `greedy` (whatever still fits, by
    the greedy rule), `add1-greedy` (one after the other).
    """

    increment: Fraction = Fraction(1)
    """By how many units of the currency `add1` raises each voter's endowment."""

    stop: str = SUPPORTED
    """
    `add1` also stops as soon as nothing more fits into the budget: of the projects with
    supporters (`supported`), of all with `least_votes` (`all`), or it does not stop for that
    (`never`).
    """

    least_votes: int = 0
    """Projects with fewer votes are left out."""

    ties: TieOrder = field(default_factory=TieOrder)

    def __post_init__(self) -> None:
        _one_of(self.name, RULES, "rule")
        _one_of(self.utility, UTILITIES, "utility")
        _one_of(self.completion, COMPLETIONS, "completion")
        _one_of(self.stop, STOPS, "stop")
        if self.increment <= 0:
            raise ValueError("an increment must be above zero")
        if self.name != EQUAL_SHARES and (self.completion, self.increment, self.stop) != (
            NO_COMPLETION,
            Fraction(1),
            SUPPORTED,
        ):
            raise ValueError(f"{self.name} has no completion")
        if self.name == PHRAGMEN and self.utility != COST:
            raise ValueError("phragmen knows no utility")

    def as_dict(self) -> dict[str, Any]:
        """Return the rule as plain data for JSON."""
        return {**asdict(self), "increment": str(self.increment)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read the rule again from what `as_dict` gave."""
        ties = TieOrder(tuple(data["ties"]["criteria"]), data["ties"]["seed"])
        return cls(**{**data, "increment": Fraction(data["increment"]), "ties": ties})


def _one_of(word: str, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        raise ValueError(f"no {what} {word!r}; use {list(words)}")
