from decimal import Decimal

from ._weighted_review import Outcome


def by_quota(outcome: Outcome, number: int) -> frozenset[str]:
    """Select the first `number` of the ranking.  Ranks are never shared, so it is never more."""
    if number < 0:
        raise ValueError("a quota cannot be negative")
    return frozenset(line.key for line in outcome.lines if line.rank <= number)


def by_pass_mark(outcome: Outcome, number: int | Decimal) -> frozenset[str]:
    """Select everything whose total, as printed, reaches `number` points."""
    return frozenset(line.key for line in outcome.lines if line.total >= number)


SELECTIONS = {"quota": by_quota, "pass_mark": by_pass_mark}
"""How a contest selects, by the word used in blueprints."""
