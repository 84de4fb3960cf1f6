"""
Rules by which neighbours decide.

Every rule is a pure function from facts to an outcome: no Django, no clock, no database,
no hidden chance.  Running a rule again on the same facts gives the same outcome, so anyone
can check a result.

- `weighted_review`: expert scores and a public vote, weighed against each other (80/20).
- `by_quota`, `by_budget`, `by_pass_mark`: who of a reviewed list is selected, who waits, why.
- `drawn`: an order drawn by lot from a published seed.
"""

from ._lot import drawn
from ._selection import Pick, Selection, by_budget, by_pass_mark, by_quota
from ._weighted_review import (
    PUBLIC_METHODS,
    Entry,
    Line,
    Outcome,
    ReviewRule,
    Tie,
    recount,
    weighted_review,
)

__all__ = [
    "PUBLIC_METHODS",
    "Entry",
    "Line",
    "Outcome",
    "Pick",
    "ReviewRule",
    "Selection",
    "Tie",
    "by_budget",
    "by_pass_mark",
    "by_quota",
    "drawn",
    "recount",
    "weighted_review",
]
