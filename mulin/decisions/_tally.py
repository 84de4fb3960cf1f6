"""What was answered to one question, in whole numbers of one measure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

AGREE, DISAGREE, ABSTAIN, SILENT = "agree", "disagree", "abstain", "silent"
WAITING, VACANT = "waiting", "vacant"
TOOK_PART = frozenset({AGREE, DISAGREE, ABSTAIN, SILENT})

COUNTS: Mapping[str, frozenset[str]] = {
    "registered": TOOK_PART | {WAITING, VACANT},
    "occupied": TOOK_PART | {WAITING},
    "reached": TOOK_PART,
    "taking_part": TOOK_PART,
    "present": TOOK_PART,
    "for_and_against": frozenset({AGREE, DISAGREE}),
    "agree": frozenset({AGREE}),
}
"""What each count is made of; `reached`, `taking_part` and `present` are one count."""

DECIMALS: Mapping[str, int] = {"households": 0, "delegates": 0, "heads": 0, "area": 2}
"""The measures, and how many decimals the unit people say has more than the smallest one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What was answered to one question, by one measure.

    Whole numbers in the smallest unit: households, delegates, heads; `area` in hundredths of a
    square metre (0.01 m² = 100 cm²), as the property register writes it.
    """

    measure: str
    registered: int
    """All on the roll, as it was frozen."""

    agree: int
    disagree: int = 0
    abstain: int = 0
    silent: int = 0
    """
    Took part without an answer: delegates who are present and do not vote; owners whose
    delivered ballot did not come back, only where the compound's own rules count them as
    taking part.  Silence is never agreement.
    """

    vacant: int = 0
    """On the roll, but nobody lives there or can be reached: no answer is awaited."""

    def __post_init__(self) -> None:
        if self.measure not in DECIMALS:
            raise ValueError(f"no measure {self.measure!r}; use {list(DECIMALS)}")
        for name in self.__slots__[1:]:
            number = getattr(self, name)
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                raise ValueError(f"{name}: not a whole number of {self.measure}: {number!r}")
        if self.waiting < 0:
            raise ValueError(f"more {self.measure} answered than are on the roll")

    @property
    def waiting(self) -> int:
        """Those whose answer is still awaited."""
        return self.registered - self.vacant - self.count("taking_part")

    def count(self, name: str) -> int:
        """Return one of COUNTS: `registered` less those it leaves out."""
        if WAITING not in COUNTS[name]:
            return sum(getattr(self, part) for part in COUNTS[name])
        return self.registered - (VACANT not in COUNTS[name]) * self.vacant

    def when_all_answer(self, answer: str) -> Self:
        """Return the tally as it would be if all who are awaited gave this answer."""
        return replace(self, **{answer: getattr(self, answer) + self.waiting})


def shown(measure: str, number: int) -> Decimal:
    """Return a count in the unit people say it in: 41230 of area is 412.30 m²."""
    return Decimal(number).scaleb(-DECIMALS[measure])
