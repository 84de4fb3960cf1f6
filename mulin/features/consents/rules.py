"""What a round asks for, as a rule of `mulin.decisions`, and how its answers stand against it."""

from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from mulin.decisions import (
    Tally,
    ThresholdLine,
    ThresholdOutcome,
    ThresholdRule,
    by_thresholds,
    household_consent,
)
from mulin.programmes.models import Step

HOUSEHOLDS = "households"


@dataclass(slots=True)
class Count:
    """How many households of a roll, or of a part of it, answered, and how."""

    registered: int = 0
    agree: int = 0
    disagree: int = 0
    abstain: int = 0
    not_reached: int = 0
    """Visited and not met, and not heard of otherwise."""

    conflicting: int = 0
    """Answered in two ways that nobody has settled yet."""

    vacant: int = 0
    """Nobody lives there and nobody answered for it."""

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def answered(self) -> int:
        """Those whose window is lit."""
        return self.agree + self.disagree + self.abstain + self.conflicting

    @property
    def unanswered(self) -> int:
        return self.registered - self.answered

    @property
    def tally(self) -> Tally:
        """The count as the library takes it; a contradiction counts for nothing until settled."""
        return Tally(
            HOUSEHOLDS,
            self.registered,
            self.agree,
            self.disagree,
            self.abstain,
            vacant=self.vacant,
        )


@dataclass(frozen=True, slots=True)
class BuildingCount:
    """One building's line of the board."""

    name: str
    building_id: int | None
    first: int
    """The number its first household has on the roll."""

    count: Count = field(default_factory=Count)


def rule_of(step: Step) -> ThresholdRule:
    """Return what share of which households must agree in a round."""
    chosen = step.settings
    return household_consent(
        Fraction(chosen["share"]), of=chosen["of"], comparison=chosen["comparison"]
    )


def outcome_of(step: Step, count: Count) -> ThresholdOutcome:
    """Test a count against the round's rule."""
    return by_thresholds([count.tally], rule_of(step))


def kept_outcome(step: Step) -> ThresholdOutcome | None:
    """Return how a closed round came out, counted again from the figures it kept."""
    if not step.is_closed or not step.outcome:
        return None
    return ThresholdOutcome.from_dict(step.outcome["threshold"])


def lacking(line: ThresholdLine) -> int:
    """Return how many more households must agree, at the least; none when it is reached."""
    if line.passed:
        return 0
    newcomers = line.shortfall.newcomers
    return line.needed - line.have if newcomers is None else newcomers


def share_in_words(share: str) -> str:
    """Write a share as people say it: 90%, or 2/3 where per cent would be a rounded figure."""
    percent = Fraction(share) * 100
    return f"{percent}%" if percent.denominator == 1 else share


def base_in_words(of: str) -> str:
    return {
        "registered": _("全体登记住户"),
        "occupied": _("登记住户，不算空置的"),
        "reached": _("已经答复的住户"),
    }[of]


def rule_in_words(step: Step) -> str:
    """Say in one sentence when a round is reached."""
    chosen = step.settings
    words = {
        "share": share_in_words(chosen["share"]),
        "base": base_in_words(chosen["of"]),
    }
    if chosen["comparison"] == "more_than":
        return _("同意的户数超过%(base)s的 %(share)s 才算达到。") % words
    return _("同意的户数达到%(base)s的 %(share)s 就算达到。") % words
