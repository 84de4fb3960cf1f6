"""What the board of a round shows: everybody the same, and nobody how a single home answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

from mulin.decisions import ThresholdLine, ThresholdOutcome
from mulin.programmes.models import Step

from . import queries
from .models import ConsentRound
from .rules import BuildingCount, Count, kept_outcome, lacking, outcome_of

MOST_WINDOWS = 2000
"""With more homes than this the windows are left out: a phone would draw them for seconds."""

COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Ratio:
    """Who agrees as a share of one base, with both counts."""

    have: int
    base: int

    @property
    def percent(self) -> str:
        """Two decimals, half up; nothing of nothing."""
        if not self.base:
            return "—"
        exact = Fraction(100 * self.have, self.base)
        cents = Decimal(exact.numerator) / Decimal(exact.denominator)
        return f"{cents.quantize(Decimal('0.01'), ROUND_HALF_UP)}"


class Board:
    """
    A round's figures: who answered as of now, who agrees as everybody may read it.

    Live, for the office: who agrees as of now, too.
    """

    def __init__(self, step: Step, round: ConsentRound, *, is_live: bool = False) -> None:
        self.step = step
        self.is_live = is_live
        self.round = round
        self.roll: list[BuildingCount] = queries.roll_by_building(round)
        self.buildings = queries.with_answers(round, self.roll)
        self.count: Count = sum((line.count for line in self.buildings), Count())

    @cached_property
    def told(self) -> Count | None:
        """The count that tells how many agree, unless so few answered that it tells who does."""
        if self.is_live or self.step.is_closed:
            return self.count
        return queries.told_count(self.round, self.roll, self.heard)

    @cached_property
    def heard(self) -> list[queries.FirstHeard]:
        return queries.first_heard(self.round)

    @cached_property
    def outcome(self) -> ThresholdOutcome:
        count = self.told or Count(registered=self.count.registered)
        return kept_outcome(self.step) or outcome_of(self.step, count)

    @property
    def line(self) -> ThresholdLine:
        return self.outcome.lines[0]

    @property
    def lacks(self) -> int:
        return lacking(self.line)

    @property
    def is_out_of_reach(self) -> bool:
        return self.line.cannot_pass_any_more

    @property
    def tells_how_many_agree(self) -> bool:
        return self.told is not None

    @property
    def of_registered(self) -> Ratio:
        return self._ratio("registered")

    @property
    def of_answered(self) -> Ratio:
        return self._ratio("taking_part")

    def _ratio(self, of: str) -> Ratio:
        tally = self.line.tally
        return Ratio(tally.agree, tally.count(of))

    @property
    def has_windows(self) -> bool:
        return self.count.registered <= MOST_WINDOWS

    @cached_property
    def days(self) -> list[tuple[date, int]]:
        return queries.count_by_day(self.heard)

    @property
    def busiest(self) -> int:
        return max((count for _day, count in self.days), default=1)

    def plate_of(self, line: BuildingCount) -> str:
        """Return a building's name without its compound's, where all are of one compound."""
        compound = self.round.electorate.compound
        short = line.name.removeprefix(compound.name) if compound else line.name
        return short or line.name

    def mine_in(self, line: BuildingCount, numbers: Iterable[int]) -> int | None:
        """Return which window of a building is the reader's own."""
        here = range(line.first, line.first + line.count.registered)
        return next((number - line.first for number in numbers if number in here), None)
