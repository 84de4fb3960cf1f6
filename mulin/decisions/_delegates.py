"""Delegates choose some of many: so many places, and each item must reach its threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ._tally import Tally
from ._threshold_outcome import ThresholdOutcome, by_thresholds
from ._thresholds import PARTICIPATION, ThresholdRule


@dataclass(frozen=True, slots=True)
class ItemLine:
    """What came of one item on the ballot."""

    key: str
    rank: int
    votes: int
    is_chosen: bool
    because: str
    """
    `within_places`, `beyond_places`, `below_threshold`, or `too_few_present` when the meeting
    was not valid.
    """

    tied_with: tuple[str, ...]
    """Others with as many votes; the published order put them before or behind."""

    outcome: ThresholdOutcome

    def as_dict(self) -> dict[str, Any]:
        """Return what came of the item as plain data for JSON."""
        told = ("key", "rank", "votes", "is_chosen", "because")
        return {**{name: getattr(self, name) for name in told}, "tied_with": list(self.tied_with)}


def by_delegates(
    votes: Mapping[str, int],
    rule: ThresholdRule,
    *,
    registered: int,
    present: int,
    places: int,
    order: Sequence[str],
) -> tuple[ItemLine, ...]:
    """
    Choose up to `places` of the items, those with most votes first, each by its threshold.

    `votes` says how many of the delegates present ticked each item.  Equal votes rank as in
    `order`, which names every item and was published beforehand (such as `drawn` by lot).  An
    item below the threshold leaves its place to the next.

    Refuses, with ValueError, an order that does not name exactly the items, more votes for an
    item than delegates are present, and a rule that is not of delegates.
    """
    if sorted(order) != sorted(votes):
        raise ValueError("the order must name every item once")
    if isinstance(places, bool) or not isinstance(places, int) or places < 0:
        raise ValueError(f"not a whole number of places: {places!r}")
    if most := [key for key, number in votes.items() if number > present]:
        raise ValueError(f"more votes than delegates present: {most}")
    lines: list[ItemLine] = []
    free = places
    best_first = sorted(votes, key=lambda key: (-votes[key], order.index(key)))
    for rank, key in enumerate(best_first, start=1):
        others = Tally("delegates", registered, votes[key], silent=present - votes[key])
        outcome = by_thresholds([others], rule)
        because = _because(outcome, free)
        is_chosen = because == "within_places"
        free -= is_chosen
        tied = tuple(k for k in best_first if votes[k] == votes[key] and k != key)
        lines.append(ItemLine(key, rank, votes[key], is_chosen, because, tied, outcome))
    return tuple(lines)


def _because(outcome: ThresholdOutcome, free: int) -> str:
    if outcome.fails_at == PARTICIPATION:
        return "too_few_present"
    if not outcome.passed:
        return "below_threshold"
    return "within_places" if free else "beyond_places"
