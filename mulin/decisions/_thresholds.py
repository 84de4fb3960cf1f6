"""Thresholds as data: which count must reach which share of what."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Self

from ._tally import COUNTS, DECIMALS, Tally

AT_LEAST, MORE_THAN = "at_least", "more_than"
PARTICIPATION, DECISION = "participation", "decision"
STAGES = (PARTICIPATION, DECISION)
COUNTED = ("agree", "reached", "taking_part", "present")
BASES = ("registered", "occupied", "reached", "taking_part", "present", "for_and_against")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One test: a count, what it is a share of, and how large that share must be."""

    measure: str
    """What is counted: `households`, `delegates`, `heads` or `area`."""

    fraction: Fraction
    """The share asked for, such as 9/10."""

    counted: str = "agree"
    """`agree`, or `taking_part` (`reached`, `present`) for a test of participation."""

    of: str = "registered"
    """
    The base: `registered` (all on the roll), `occupied` (those less the vacant), `reached` =
    `taking_part` = `present` (all who answered, each rule in its own word), `for_and_against`.
    """

    comparison: str = AT_LEAST
    """`at_least` (≥, 以上) or `more_than` (>, 过半数)."""

    stage: str = DECISION
    """`participation` or `decision`: who took part is asked before how they decided."""

    def __post_init__(self) -> None:
        _one_of(self.measure, DECIMALS, "measure")
        _one_of(self.counted, COUNTED, "count")
        _one_of(self.of, BASES, "base")
        _one_of(self.comparison, (AT_LEAST, MORE_THAN), "comparison")
        _one_of(self.stage, STAGES, "stage")
        if not COUNTS[self.counted] < COUNTS[self.of]:
            raise ValueError(f"{self.counted} is no share of {self.of}")
        if isinstance(self.fraction, float) or not isinstance(self.fraction, Fraction | int):
            raise ValueError(f"a share is a Fraction: {self.fraction!r}")
        object.__setattr__(self, "fraction", Fraction(self.fraction))
        can_part = self.accepts(Fraction(1)) and not self.accepts(Fraction(0))
        if not can_part:
            raise ValueError(f"everybody or nobody passes {self.comparison} {self.fraction}")

    def holds(self, tally: Tally) -> bool:
        """Say whether the test is passed; of nothing there is no share, so that never passes."""
        return tally.count(self.of) > 0 and self.surplus(tally) >= 0

    def needed(self, tally: Tally) -> int:
        """Return the least count that passes while the base stays as it is, in smallest units."""
        share = self.fraction * tally.count(self.of)
        return share.__floor__() + 1 if self.comparison == MORE_THAN else share.__ceil__()

    def accepts(self, ratio: Fraction) -> bool:
        """Say whether a ratio is large enough."""
        return ratio > self.fraction if self.comparison == MORE_THAN else ratio >= self.fraction

    def least(self, tally: Tally, source: str, pool: int) -> int | None:
        """
        Return the least number that must go from `source` to agreeing so that the test holds.

        At most `pool` can go; None when even all of them are too few.
        """
        if self.holds(tally):
            return 0
        gain = self.gain(source)
        if gain <= 0:
            return None
        number = max(-(self.surplus(tally) // gain), 1)
        return number if number <= pool else None

    def surplus(self, tally: Tally) -> int:
        """Return by how much, in whole steps, the test is passed; below zero it is not."""
        share, whole = self.fraction.as_integer_ratio()
        have, base = tally.count(self.counted), tally.count(self.of)
        return whole * have - share * base - (self.comparison == MORE_THAN)

    def gain(self, source: str) -> int:
        """Return what one more that agrees adds to the surplus, coming from `source`."""
        share, whole = self.fraction.as_integer_ratio()
        more = source not in COUNTS[self.counted]
        larger = source not in COUNTS[self.of]
        return whole * more - share * larger


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """Several thresholds that must all hold, those of participation first."""

    name: str
    thresholds: tuple[Threshold, ...]
    source: str = ""
    """Where it is written: a law with its article, or whose default it is."""

    def __post_init__(self) -> None:
        if not self.thresholds:
            raise ValueError("a rule without a threshold would pass anything")
        stages = [STAGES.index(threshold.stage) for threshold in self.thresholds]
        if stages != sorted(stages):
            raise ValueError("participation is tested before the decision")

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(threshold.measure for threshold in self.thresholds))

    def as_dict(self) -> dict[str, Any]:
        """Return the rule as plain data for JSON; fractions are strings such as "3/4"."""
        tests = [asdict(test) | {"fraction": str(test.fraction)} for test in self.thresholds]
        return {"name": self.name, "source": self.source, "thresholds": tests}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read the rule again from what `as_dict` gave."""
        tests = (test | {"fraction": Fraction(test["fraction"])} for test in data["thresholds"])
        return cls(data["name"], tuple(Threshold(**test) for test in tests), data["source"])


def _one_of(word: str, words: Iterable[str], what: str) -> None:
    if word not in words:
        raise ValueError(f"no {what} {word!r}; use {list(words)}")
