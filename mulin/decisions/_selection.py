"""Who of a ranked list is selected, who waits, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ._limits import Groups, Limit, Limits
from ._walking import NOT_SELECTED, SELECTED, WAITLISTED, Pick, Walk, walked
from ._weighted_review import Line, Outcome


@dataclass(frozen=True, slots=True)
class Unmet:
    """A group that did not come to its minimum, since nothing more of it could be taken."""

    grouping: str
    group: str
    count: int
    """How many of it are selected."""

    limit: int
    """How many there should be."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a rule made of a ranking, the best first."""

    picks: tuple[Pick, ...]
    left: int | None = None
    """What stays of the budget in the end."""

    unmet: tuple[Unmet, ...] = ()
    """Minimums that were not reached, sorted by grouping and group."""

    @property
    def selected(self) -> tuple[str, ...]:
        return tuple(pick.key for pick in self.picks if pick.verdict == SELECTED)

    @property
    def waitlisted(self) -> tuple[str, ...]:
        return tuple(pick.key for pick in self.picks if pick.verdict == WAITLISTED)


def by_quota(
    outcome: Outcome,
    places: int,
    *,
    waitlist: int = 0,
    limits: Iterable[Limit] = (),
    groups: Groups | None = None,
) -> Selection:
    """
    Select the first `places` of the ranking.  Ranks are never shared, so it is never more.

    With `limits` on the `groups` (any grouping is data; what is in no group is not limited):

    1. Minimums.  Down the ranking, whatever is the first of a group that is to have one or more;
       then, again from the top, the second of each that is to have two or more; and so on.  What
       the rule or the cap of another of its groups does not let in is passed over.
    2. The ranking goes on from the top for what is left, and passes over what is of a full group.

    So caps are never exceeded, and a minimum is missed only where nothing more of the group could
    be taken when its turn came; `unmet` names it.  It is a plain rule and no search: where several
    groupings have minimums it does not look for another set that would meet them all.

    Refuses, with ValueError, a minimum above its own cap or above all places, two limits for one
    group, and a limit on a grouping that is not in `groups`.
    """

    def price(_line: Line, left: int) -> tuple[int | None, str]:
        return (1, "within_quota") if left else (None, "beyond_quota")

    limited = Limits(limits, groups)
    limited.refuse_minimum_above(_count(places))
    return _without_left(_selection(Walk(outcome.lines, price, limited, places), waitlist))


def by_pass_mark(
    outcome: Outcome,
    mark: int | Decimal,
    *,
    waitlist: int = 0,
    limits: Iterable[Limit] = (),
    groups: Groups | None = None,
) -> Selection:
    """
    Select everything whose total, as printed, reaches `mark` points.

    With `limits` as `by_quota`; a minimum lifts nobody over the mark.
    """

    def price(line: Line, _left: int) -> tuple[int | None, str]:
        return (0, "reaches_mark") if line.total >= mark else (None, "below_mark")

    walk = Walk(outcome.lines, price, Limits(limits, groups), 0)
    return _without_left(_selection(walk, waitlist))


def by_budget(
    outcome: Outcome,
    costs: Mapping[str, int | None],
    budget: int,
    *,
    waitlist: int = 0,
    limits: Iterable[Limit] = (),
    groups: Groups | None = None,
) -> Selection:
    """
    Go down the ranking and select whatever the money that is left still pays for in full.

    What is too dear is passed over and the next one gets its turn; so is what names no cost.
    Costs and budget are whole numbers of the smallest coin, so no cent is ever lost.  With
    `limits` as `by_quota`: what minimums ask for is paid first.
    """
    for line in outcome.lines:
        _count(0 if costs[line.key] is None else costs[line.key])

    def price(line: Line, left: int) -> tuple[int | None, str]:
        cost = costs[line.key]
        if cost is None:
            return None, "no_cost"
        return (cost, "fits") if cost <= left else (None, "too_dear")

    walk = Walk(outcome.lines, price, Limits(limits, groups), _count(budget))
    return _selection(walk, waitlist)


def _selection(start: Walk, waitlist: int) -> Selection:
    walk = walked(start)
    unmet = (
        Unmet(member.grouping, member.group, walk.taken[member.name], member.limit.at_least)
        for member in walk.limits.minimums(walk.picks)
        if walk.taken[member.name] < member.limit.at_least
    )
    ranked = (walk.picks[line.key] for line in walk.lines)
    return Selection(_with_waitlist(ranked, waitlist), walk.left, tuple(unmet))


def _without_left(selection: Selection) -> Selection:
    """Return a selection that was not about money."""
    picks = tuple(replace(pick, left=None) for pick in selection.picks)
    return replace(selection, picks=picks, left=None)


def _with_waitlist(picks: Iterable[Pick], places: int) -> tuple[Pick, ...]:
    """Let the best of those not selected wait, as many as there are places."""
    free = _count(places)
    listed = []
    for pick in picks:
        waits = pick.verdict == NOT_SELECTED and free > 0
        free -= waits
        listed.append(replace(pick, verdict=WAITLISTED) if waits else pick)
    return tuple(listed)


def _count(number: int | None) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"not a whole number of something: {number!r}")
    return number
