"""
Rules by which neighbours decide.

Every rule is a pure function from facts to an outcome: no Django, no clock, no database,
no hidden chance.  Running a rule again on the same facts gives the same outcome, so anyone
can check a result.

- `weighted_review`: expert scores and a public vote, weighed against each other (80/20).
- `by_quota`, `by_budget`, `by_pass_mark`: who of a reviewed list is selected, who waits, why;
  with a `Limit` on groups when none shall take too much or go without.
- `by_thresholds`: whether enough agreed, and what is still missing; `household_consent`,
  `delegates_meeting`, `owners_decision` and `all_affected` are the rules neighbourhoods know.
- `owner_roll`: who counts as one owner, and with how much area.
- `by_delegates`: delegates choose some of many, each by its threshold.
- `drawn`: an order drawn by lot from a published seed.
"""

from ._delegates import ItemLine, by_delegates
from ._limits import Limit
from ._lot import drawn
from ._owner_roll import OwnerLine, OwnerRoll, Part, owner_roll
from ._selection import Selection, Unmet, by_budget, by_pass_mark, by_quota
from ._tally import Tally, shown
from ._threshold_outcome import (
    Share,
    Shortfall,
    ThresholdLine,
    ThresholdOutcome,
    by_thresholds,
)
from ._threshold_rules import (
    OWNERS_MATTERS,
    OwnersMatter,
    all_affected,
    delegates_meeting,
    household_consent,
    owners_decision,
)
from ._thresholds import Threshold, ThresholdRule
from ._walking import Pick
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
    "OWNERS_MATTERS",
    "PUBLIC_METHODS",
    "Entry",
    "ItemLine",
    "Limit",
    "Line",
    "Outcome",
    "OwnerLine",
    "OwnerRoll",
    "OwnersMatter",
    "Part",
    "Pick",
    "ReviewRule",
    "Selection",
    "Share",
    "Shortfall",
    "Tally",
    "Threshold",
    "ThresholdLine",
    "ThresholdOutcome",
    "ThresholdRule",
    "Tie",
    "Unmet",
    "all_affected",
    "by_budget",
    "by_delegates",
    "by_pass_mark",
    "by_quota",
    "by_thresholds",
    "delegates_meeting",
    "drawn",
    "household_consent",
    "owner_roll",
    "owners_decision",
    "recount",
    "shown",
    "weighted_review",
]
