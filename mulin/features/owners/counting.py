"""Ballots into tallies, by area and by head; every figure a whole number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mulin.decisions import Tally, ThresholdOutcome, ThresholdRule, by_thresholds

from . import queries
from .models import OwnersVote

AGREE, DISAGREE, ABSTAIN = "agree", "disagree", "abstain"
SILENT, WAITING = "silent", "waiting"


@dataclass(frozen=True)
class Ground:
    """What a count starts from: the roll, what came back, what was delivered."""

    lines: list[tuple[int, int, str]]
    answers: Mapping[int, dict[str, str]]
    delivered: Mapping[int, Any]

    @classmethod
    def of(cls, vote: OwnersVote) -> "Ground":
        """Read what there is to count; three questions, however long the roll."""
        answers = queries.standing_ballots(vote).values_list("elector_id", "answers")
        return cls(queries.board_lines(vote), dict(answers), queries.deliveries_of(vote))


@dataclass(frozen=True)
class Count:
    """One question counted."""

    number: int
    text: str
    outcome: ThresholdOutcome
    unreturned: dict[str, int] = field(default_factory=dict)
    """Heads and area of ballots delivered and not returned, where they count for something."""

    unreturned_as: str = ""
    """What those counted as: silent, agree or disagree."""

    def as_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "outcome": self.outcome.as_dict(),
            "unreturned": self.unreturned,
            "unreturned_as": self.unreturned_as,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Count":
        """Count again from what was stored."""
        return cls(
            data["number"],
            data["text"],
            ThresholdOutcome.from_dict(data["outcome"]),
            data["unreturned"],
            data["unreturned_as"],
        )


def counts_of(vote: OwnersVote, ground: Ground | None = None) -> list[Count]:
    """Count every question: as it stands, or as it was counted once it is over."""
    if vote.is_concluded:
        return [Count.from_dict(one) for one in vote.outcomes]
    ground = ground or Ground.of(vote)
    rule = vote.threshold_rule
    return [
        count_question(one.number, one.text, ground, rule, vote.unreturned)
        for one in vote.questions.all()
    ]


def count_question(
    number: int, text: str, ground: Ground, rule: ThresholdRule, unreturned: str
) -> Count:
    """Count one question and test it."""
    heads: Counter[str] = Counter()
    area: Counter[str] = Counter()
    for key, measured, _building in ground.lines:
        said = ground.answers.get(key, {}).get(str(number))
        is_unreturned = said is None and key in ground.delivered
        pile = said or (SILENT if is_unreturned and unreturned != "not_counted" else WAITING)
        heads[pile] += 1
        area[pile] += measured
    silent = {"heads": heads[SILENT], "area": area[SILENT]} if heads[SILENT] else {}
    counted_as = SILENT if silent else ""
    if silent and unreturned == "follows_majority":
        counted_as = _majority(heads, area)
    if counted_as in (AGREE, DISAGREE):
        for piles in (heads, area):
            piles[counted_as] += piles.pop(SILENT)
    tallies = [_tally("heads", heads), _tally("area", area)]
    return Count(number, text, by_thresholds(tallies, rule), silent, counted_as)


def _majority(heads: Mapping[str, int], area: Mapping[str, int]) -> str:
    """Return what more of those who answered said by both measures; else none to follow."""
    for pile, other in ((AGREE, DISAGREE), (DISAGREE, AGREE)):
        if heads[pile] > heads[other] and area[pile] > area[other]:
            return pile
    return SILENT


def _tally(measure: str, pile: Mapping[str, int]) -> Tally:
    return Tally(
        measure,
        registered=sum(pile.values()),
        agree=pile[AGREE],
        disagree=pile[DISAGREE],
        abstain=pile[ABSTAIN],
        silent=pile[SILENT],
    )


def by_building(ground: Ground) -> Iterable[tuple[str, dict[str, int]]]:
    """Return for each building how many owners there are, got a ballot and gave one back."""
    rows: dict[str, Counter[str]] = {}
    for key, measured, building in ground.lines:
        row = rows.setdefault(building, Counter())
        row["owners"] += 1
        row["area"] += measured
        row["delivered"] += key in ground.delivered or key in ground.answers
        if key in ground.answers:
            row["returned"] += 1
            row["returned_area"] += measured
    return [(name, dict(row)) for name, row in rows.items()]
