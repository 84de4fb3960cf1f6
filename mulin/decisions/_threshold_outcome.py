"""Whether thresholds are reached, and what is still missing in the smallest sufficient terms."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import count
from typing import Any, Self

from ._tally import AGREE, COUNTS, DISAGREE, TOOK_PART, WAITING, Tally, shown
from ._thresholds import Threshold, ThresholdRule

PASSED, SHORT, OUT_OF_REACH = "passed", "short", "out_of_reach"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """
    What is missing until a test is passed, in the smallest number that is enough.

    Whole numbers in the measure's smallest unit; None where a way does not lead there.
    """

    newcomers: int | None
    """So many who have not answered yet, if all of them agree and nothing else changes."""

    turned: int | None
    """So many who took part without agreeing, if they change and nothing else does."""

    turned_besides: int | None
    """So many who must change even if all who have not answered yet agree."""


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """One test with its figures."""

    threshold: Threshold
    tally: Tally
    have: int
    base: int
    needed: int
    """The least count that would pass with this base: where a thermometer has its mark."""

    passed: bool
    shortfall: Shortfall
    refusals_left: int | None
    """So many more refusals put it out of reach; None when no number of them does."""

    @property
    def ratio(self) -> Fraction | None:
        """The exact share; None of nothing."""
        return Fraction(self.have, self.base) if self.base else None

    @property
    def percent(self) -> Decimal | None:
        """
        The share in per cent for printing, half up; None of nothing.

        Two places, and more where two would stand on the wrong side: 89.996 % is no 90.00 %.
        """
        if self.ratio is None:
            return None
        for places in count(2):
            figure = int(self.ratio * 100 * 10**places + Fraction(1, 2))
            printed = Fraction(figure, 100 * 10**places)
            if self.ratio == self.threshold.fraction or (
                self.threshold.accepts(printed) == self.passed
            ):
                break
        return Decimal(figure).scaleb(-places)

    @property
    def cannot_pass_any_more(self) -> bool:
        """Whether it fails even if all who have not answered yet agree, and none changes."""
        return self.refusals_left == 0

    @property
    def is_certain(self) -> bool:
        """Whether it is passed whatever those say who have not answered yet."""
        return self.passed and self.threshold.holds(self.tally.when_all_answer(DISAGREE))

    @property
    def state(self) -> str:
        """`passed`, `short` or `out_of_reach`."""
        if self.passed:
            return PASSED
        return OUT_OF_REACH if self.cannot_pass_any_more else SHORT


@dataclass(frozen=True, slots=True)
class Share:
    """A count as a share of another, such as those who agree of all registered households."""

    measure: str
    of: str
    have: int
    base: int

    @property
    def ratio(self) -> Fraction | None:
        return Fraction(self.have, self.base) if self.base else None


@dataclass(frozen=True, slots=True)
class ThresholdOutcome:
    """Every test of a rule on the tallies of one question."""

    rule: ThresholdRule
    lines: tuple[ThresholdLine, ...]
    """In the order of the rule's thresholds."""

    @property
    def passed(self) -> bool:
        return all(line.passed for line in self.lines)

    @property
    def state(self) -> str:
        """`passed`, `short`, or `out_of_reach` when one of the tests is."""
        states = {line.state for line in self.lines}
        return next((state for state in (OUT_OF_REACH, SHORT) if state in states), PASSED)

    @property
    def fails_at(self) -> str:
        """Return the first stage that is not passed: `participation`, `decision` or empty."""
        return next((line.threshold.stage for line in self.lines if not line.passed), "")

    @property
    def shortfalls(self) -> dict[str, Shortfall]:
        """Return by measure what is missing until all its tests are passed at once."""
        return {
            measure: _largest(
                line.shortfall for line in self.lines if line.threshold.measure == measure
            )
            for measure in self.rule.measures
        }

    @property
    def shares(self) -> tuple[Share, ...]:
        """Return by measure those who agree: of all registered, and of those who answered."""
        tallies = {line.tally.measure: line.tally for line in self.lines}
        return tuple(
            Share(measure, of, tally.agree, tally.count(of))
            for measure, tally in tallies.items()
            for of in ("registered", "taking_part")
        )

    def as_dict(self) -> dict[str, Any]:
        """Return rule, tallies and what came out as plain data for JSON."""
        tallies = {line.tally.measure: asdict(line.tally) for line in self.lines}
        return {
            "rule": self.rule.as_dict(),
            "tallies": list(tallies.values()),
            "state": self.state,
            "lines": [_plain(line) for line in self.lines],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Count again from what `as_dict` gave, using only its rule and its tallies."""
        rule = ThresholdRule.from_dict(data["rule"])
        return cls(rule, _lines(rule, [Tally(**tally) for tally in data["tallies"]]))


def by_thresholds(tallies: Iterable[Tally], rule: ThresholdRule) -> ThresholdOutcome:
    """
    Test what was answered against every threshold of a rule.

    One tally for each measure of the rule, in any order; all counts are whole numbers in the
    measure's smallest unit (`area`: hundredths of a square metre).  Tests are compared exactly
    (4 × agree ≥ 3 × taking part), never as rounded percentages.

    What is missing is told for two ways, since they differ where the base is who takes part:
    somebody new who agrees raises the count and the base, somebody who changes raises the count.
    More agreement never turns a passed test into a failed one, and each number is the smallest
    that is enough.

    Refuses, with ValueError, tallies that are not exactly those of the rule's measures: a round
    of households can therefore never be taken for a decision of owners.
    """
    return ThresholdOutcome(rule, _lines(rule, list(tallies)))


def _lines(rule: ThresholdRule, tallies: list[Tally]) -> tuple[ThresholdLine, ...]:
    by_measure = {tally.measure: tally for tally in tallies}
    if len(by_measure) < len(tallies) or set(by_measure) != set(rule.measures):
        given = [tally.measure for tally in tallies]
        raise ValueError(f"{rule.name} is decided by {list(rule.measures)}, not by {given}")
    return tuple(_line(test, by_measure[test.measure]) for test in rule.thresholds)


def _line(test: Threshold, tally: Tally) -> ThresholdLine:
    return ThresholdLine(
        threshold=test,
        tally=tally,
        have=tally.count(test.counted),
        base=tally.count(test.of),
        needed=test.needed(tally),
        passed=test.holds(tally),
        shortfall=_shortfall(test, tally),
        refusals_left=_refusals_left(test, tally),
    )


def _shortfall(test: Threshold, tally: Tally) -> Shortfall:
    others = (TOOK_PART - {AGREE}) & COUNTS[test.of]
    turned = partial(test.least, source=DISAGREE, pool=sum(getattr(tally, name) for name in others))
    return Shortfall(
        newcomers=test.least(tally, WAITING, tally.waiting),
        turned=turned(tally),
        turned_besides=turned(tally.when_all_answer(AGREE)),
    )


def _refusals_left(test: Threshold, tally: Tally) -> int | None:
    """Return the least number of refusals that lets it fail though all the others agree."""
    best = tally.when_all_answer(AGREE)
    if not test.holds(best):
        return 0
    loss = test.gain(DISAGREE)
    if not loss:
        return None
    number = test.surplus(best) // loss + 1
    return number if number <= tally.waiting else None


def _largest(shortfalls: Iterable[Shortfall]) -> Shortfall:
    """Return what is enough for all of several tests of one measure."""
    several = list(shortfalls)

    def most(way: str) -> int | None:
        numbers = [getattr(shortfall, way) for shortfall in several]
        return None if None in numbers else max(numbers)

    return Shortfall(most("newcomers"), most("turned"), most("turned_besides"))


def _plain(line: ThresholdLine) -> dict[str, Any]:
    measure = line.threshold.measure
    return {
        "stage": line.threshold.stage,
        "measure": measure,
        "have": str(shown(measure, line.have)),
        "base": str(shown(measure, line.base)),
        "needed": str(shown(measure, line.needed)),
        "ratio": None if line.ratio is None else str(line.ratio),
        "state": line.state,
        "shortfall": asdict(line.shortfall),
        "refusals_left": line.refusals_left,
    }
