"""Who of a ranked list is selected, who waits, and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ._weighted_review import Line, Outcome

SELECTED, WAITLISTED, NOT_SELECTED = "selected", "waitlisted", "not_selected"


@dataclass(frozen=True, slots=True)
class Pick:
    """What a selection says of one proposal."""

    key: str
    verdict: str
    """`selected`, `waitlisted` or `not_selected`."""

    because: str
    """
    `within_quota` or `beyond_quota`; `reaches_mark` or `below_mark`;
    `fits`, `too_dear` or `no_cost`.
    """

    left: int | None = None
    """What was left of the budget when its turn came, in the smallest coin."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a rule made of a ranking, the best first."""

    picks: tuple[Pick, ...]
    left: int | None = None
    """What stays of the budget in the end."""

    @property
    def selected(self) -> tuple[str, ...]:
        return tuple(pick.key for pick in self.picks if pick.verdict == SELECTED)

    @property
    def waitlisted(self) -> tuple[str, ...]:
        return tuple(pick.key for pick in self.picks if pick.verdict == WAITLISTED)


def by_quota(outcome: Outcome, places: int, *, waitlist: int = 0) -> Selection:
    """Select the first `places` of the ranking.  Ranks are never shared, so it is never more."""
    return _by(
        outcome, lambda line: line.rank <= _count(places), "within_quota", "beyond_quota", waitlist
    )


def by_pass_mark(outcome: Outcome, mark: int | Decimal, *, waitlist: int = 0) -> Selection:
    """Select everything whose total, as printed, reaches `mark` points."""
    return _by(outcome, lambda line: line.total >= mark, "reaches_mark", "below_mark", waitlist)


def by_budget(
    outcome: Outcome, costs: Mapping[str, int | None], budget: int, *, waitlist: int = 0
) -> Selection:
    """
    Go down the ranking and select whatever the money that is left still pays for in full.

    What is too dear is passed over and the next one gets its turn; so is what names no cost.
    Costs and budget are whole numbers of the smallest coin, so no cent is ever lost.
    """
    left = _count(budget)
    picks = []
    for line in outcome.lines:
        cost = costs[line.key]
        if cost is None:
            picks.append(Pick(line.key, NOT_SELECTED, "no_cost", left))
        elif _count(cost) > left:
            picks.append(Pick(line.key, NOT_SELECTED, "too_dear", left))
        else:
            picks.append(Pick(line.key, SELECTED, "fits", left))
            left -= cost
    return Selection(_with_waitlist(picks, waitlist), left)


def _by(
    outcome: Outcome, is_in: Callable[[Line], bool], why_in: str, why_out: str, waitlist: int
) -> Selection:
    picks = [
        Pick(line.key, SELECTED, why_in) if is_in(line) else Pick(line.key, NOT_SELECTED, why_out)
        for line in outcome.lines
    ]
    return Selection(_with_waitlist(picks, waitlist))


def _with_waitlist(picks: Iterable[Pick], places: int) -> tuple[Pick, ...]:
    """Let the best of those not selected wait, as many as there are places."""
    free = _count(places)
    listed = []
    for pick in picks:
        waits = pick.verdict == NOT_SELECTED and free > 0
        free -= waits
        listed.append(Pick(pick.key, WAITLISTED, pick.because, pick.left) if waits else pick)
    return tuple(listed)


def _count(number: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"not a whole number of something: {number!r}")
    return number
