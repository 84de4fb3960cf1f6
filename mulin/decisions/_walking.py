"""Down a ranking, first for the minimums of groups, then for all: who is taken and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ._limits import Limits, Member
from ._weighted_review import Line

SELECTED, WAITLISTED, NOT_SELECTED = "selected", "waitlisted", "not_selected"


@dataclass(frozen=True, slots=True)
class Pick:
    """What a selection says of one proposal."""

    key: str
    verdict: str
    """`selected`, `waitlisted` or `not_selected`."""

    because: str
    """
    `within_quota` or `beyond_quota`; `reaches_mark` or `below_mark`; `fits`, `too_dear` or
    `no_cost`.  With limits also: `taken_for_minimum` (it fills its group's minimum and would not
    be in otherwise), `gave_way` (it would be in if no group had a minimum), `group_full` (the
    rule, or the minimum of another of its groups, would take it, but this group has as many as
    it may).
    """

    left: int | None = None
    """What was left of the budget when its turn came, in the smallest coin."""

    grouping: str = ""
    """By what `group` is a group, such as `category`."""

    group: str = ""
    """The group whose minimum it fills, or that is full."""

    count: int | None = None
    """How many of that group had been taken when its turn came."""

    limit: int | None = None
    """That group's minimum or cap."""

    displaced: tuple[str, ...] = ()
    """Those that would be in had it not been taken for its group, the best first."""

    gave_way_to: tuple[str, ...] = ()
    """Those taken for a minimum that put it out, in the order in which they were taken."""


Price = Callable[[Line, int], tuple[int | None, str]]
"""What a line takes of what is left (None: it cannot be taken), and why."""


@dataclass(slots=True)
class Walk:
    """A selection on its way."""

    lines: Sequence[Line]
    price: Price
    limits: Limits
    left: int
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    picks: dict[str, Pick] = field(default_factory=dict)

    def fork(self) -> Walk:
        return replace(self, taken=self.taken.copy(), picks=self.picks.copy())

    def take_minimum(self, most: int) -> Walk | None:
        """Take the best that its group's minimum still lacks, on a fork; None if nobody can be."""
        for line in self.lines:
            lacking = self.limits.lacking(line.key, self.taken, most)
            if lacking and line.key not in self.picks:
                pick = self._judged(line)
                if pick.verdict == SELECTED:
                    after = self.fork()
                    told = _of_group(pick, lacking, self.taken, lacking.limit.at_least)
                    after._enter(line, replace(told, because="taken_for_minimum"))
                    return after
        return None

    def finished(self) -> Walk:
        """Go down the ranking for all that were not taken yet, on a fork."""
        walk = self.fork()
        for line in walk.lines:
            if line.key not in walk.picks:
                walk._enter(line, walk._judged(line))
        return walk

    @property
    def selected(self) -> list[str]:
        return [line.key for line in self.lines if self.picks[line.key].verdict == SELECTED]

    def _judged(self, line: Line) -> Pick:
        cost, why = self.price(line, self.left)
        full = self.limits.full(line.key, self.taken)
        if full and (cost is not None or self.limits.lacking(line.key, self.taken)):
            pick = Pick(line.key, NOT_SELECTED, "group_full", self.left)
            return _of_group(pick, full, self.taken, full.limit.at_most)
        return Pick(line.key, NOT_SELECTED if cost is None else SELECTED, why, self.left)

    def _enter(self, line: Line, pick: Pick) -> None:
        self.picks[line.key] = pick
        if pick.verdict == SELECTED:
            self.left -= self.price(line, self.left)[0] or 0
            self.taken.update(member.name for member in self.limits.of(line.key))


def walked(start: Walk) -> Walk:
    """Return the finished walk, each pick with what it displaced or gave way to."""
    stages = [start]
    for most in range(1, start.limits.rounds + 1):
        while after := stages[-1].take_minimum(most):
            stages.append(after)
    ends = [stage.finished() for stage in stages]
    plain, end = ends[0], ends[-1]
    for key in stages[-1].picks:
        if plain.picks[key].verdict == SELECTED:
            end.picks[key] = replace(plain.picks[key], left=end.picks[key].left)
    _tell_who_gave_way(list(stages[-1].picks), ends)
    return end


def _tell_who_gave_way(first: list[str], ends: list[Walk]) -> None:
    """Say of each that was taken for a minimum whom it put out, and the other way round."""
    end = ends[-1]
    gone = set(ends[0].selected) - set(end.selected)
    for key, (before, after) in zip(first, pairwise(ends), strict=True):
        still_in = set(after.selected)
        out = tuple(k for k in before.selected if k in gone and k not in still_in)
        end.picks[key] = replace(end.picks[key], displaced=out)
        for other in out:
            pick = end.picks[other]
            told = Pick(other, NOT_SELECTED, "gave_way", pick.left)
            end.picks[other] = replace(told, gave_way_to=(*pick.gave_way_to, key))


def _of_group(
    pick: Pick, member: Member, taken: Counter[tuple[str, str]], limit: int | None
) -> Pick:
    return replace(
        pick,
        grouping=member.grouping,
        group=member.group,
        count=taken[member.name],
        limit=limit,
    )
