"""Small elections full of ties, drawn by number, and every rule that can count them."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from mulin.decisions.budgeting import Election, Project, Rule, TieOrder

from .peer import Row

KINDS = ("approval", "cumulative", "scoring", "ordinal")
KEYS = ("7", "10", "9/a", "B", "a", "é", "路")
"""By their letters: 10, 7, 9/a, B, a, é, 路."""

COSTS = (
    (0, 1, 1, 2, 2, 3, 30),
    (2, 2, 2, 2, 4, 4, 6),
    (10, 10, 20, 20, 30, 45, 60),
    (1, 3, 7, 12, 50, 99, 100),
)
ORDERS = (
    TieOrder(("id",)),
    TieOrder(("lowest-cost", "id")),
    TieOrder(("most-votes", "id")),
    TieOrder(("lowest-cost", "most-votes", "id")),
    TieOrder(("most-votes", "lowest-cost", "id")),
)


@dataclass(frozen=True)
class Drawn:
    """One election as people write it."""

    projects: tuple[Project, ...]
    budget: int
    rows: tuple[Row, ...]
    kind: str
    weights: tuple[int, ...]
    unit: int

    def election(self) -> Election:
        return Election.from_rows(
            self.projects,
            self.budget,
            self.rows,
            kind=self.kind,
            weights=self.weights,
            unit=self.unit,
        )


def drawn_election(number: int) -> Drawn:
    """Draw the election of this number: always the same one."""
    chance = np.random.default_rng([20261122, number])
    kind = KINDS[number % len(KINDS)]
    keys = chance.permutation(KEYS)[: chance.integers(1, len(KEYS) + 1)].tolist()
    costs = chance.choice(COSTS[chance.integers(len(COSTS))], len(keys)).tolist()
    voters = int(chance.integers(1, 8))
    unit = int(chance.choice([1, 1, 1, 10]))
    return Drawn(
        tuple(Project(key, cost) for key, cost in zip(keys, costs, strict=True)),
        int(chance.integers(0, max(2, sum(costs) * 5 // 4))),
        tuple(_drawn_row(chance, kind, keys) for _ in range(voters)),
        kind,
        tuple(chance.choice([1, 1, 1, 2, 3], voters).tolist()),
        unit,
    )


def _drawn_row(chance: np.random.Generator, kind: str, keys: list[str]) -> Row:
    most = len(keys) if chance.random() < 0.5 else min(2, len(keys))
    named = chance.permutation(keys)[: chance.integers(0, most + 1)].tolist()
    if kind in ("approval", "ordinal"):
        return named
    return {key: int(chance.choice([1, 1, 2, 3, 5])) for key in named}


def shared_rules(kind: str) -> list[Rule]:
    """Return every rule that pabutools counts on this kind of ballots too, ties by id."""
    utilities = ["cost", "cardinality"]
    utilities += ["points", "points-cost"] if kind in ("cumulative", "scoring") else []
    utilities += ["borda"] if kind == "ordinal" else []
    ways = [("none", "supported"), ("greedy", "supported")]
    ways += product(("add1", "add1-greedy"), ("supported", "all", "never"))
    by_id = TieOrder(("id",))
    rules = [
        Rule(name, utility, ties=by_id)
        for name in ("greedy", "max-welfare")
        for utility in utilities
    ]
    rules += [
        Rule("equal-shares", utility, completion, stop=stop, ties=by_id)
        for utility in utilities
        for completion, stop in ways
    ]
    return rules + ([Rule("phragmen", ties=by_id)] if kind == "approval" else [])


def rules_for_real(kind: str) -> list[Rule]:
    """Return the rules that count the real elections, some with another tie order too."""
    rules = [
        rule
        for rule in shared_rules(kind)
        if rule.completion != "add1-greedy" or rule.stop == "supported"
    ]
    return rules + [
        replace(rule, ties=TieOrder())
        for rule in rules
        if rule.completion == "none" and rule.name != "max-welfare"
    ]


def label(rule: Rule) -> str:
    """Return the variant of a rule in one line."""
    return " ".join(
        (rule.name, rule.utility, rule.completion, rule.stop, "+".join(rule.ties.criteria))
    )
