"""What a cycle set out to reach, and how far it is: done, at the least, planned."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.places.models import AdminUnit

from . import kinds, queries
from .models import Cycle, Target


@dataclass(frozen=True, slots=True)
class Line:
    """One target and how much of it is done; nobody knows when it was not counted yet."""

    target: Target
    place: str
    done: int | None

    @property
    def scale(self) -> int:
        """What the whole of its bar stands for."""
        return max(self.target.planned, self.done or 0, 1)

    @property
    def percent(self) -> int:
        return 100 * (self.done or 0) // self.scale

    @property
    def minimum_percent(self) -> int:
        return 100 * (self.target.minimum or 0) // self.scale

    @property
    def is_due(self) -> bool:
        return self.target.due_on < timezone.localdate()

    @property
    def lacks(self) -> int:
        """How many are missing to the minimum, or to the plan where there is no minimum."""
        least = self.target.minimum
        needed = self.target.planned if least is None else least
        return max(0, needed - (self.done or 0))

    @property
    def is_missed(self) -> bool:
        """Whether its day is over and not even the least was reached."""
        return self.is_due and self.lacks > 0

    @property
    def verdict(self) -> str:
        """How it stands, in a sentence."""
        done, target = self.done or 0, self.target
        if done >= target.planned and self.done is not None:
            return _("计划数完成了")
        short = target.planned - done
        if self.is_missed:
            return self._missed()
        if self.done is None:
            return _("还没有报数")
        if target.minimum is not None and done >= target.minimum:
            words = ngettext("过了最低数，离计划还差 %(n)d", "过了最低数，离计划还差 %(n)d", short)
            return words % {"n": short}
        if target.minimum is not None:
            words = ngettext("离最低数还差 %(n)d", "离最低数还差 %(n)d", self.lacks)
            return words % {"n": self.lacks}
        return ngettext("离计划还差 %(n)d", "离计划还差 %(n)d", short) % {"n": short}

    def _missed(self) -> str:
        if self.done is None:
            return _("到期了，还没有报数")
        if self.target.minimum is None:
            words = ngettext(
                "到期了，没有完成计划，差 %(n)d", "到期了，没有完成计划，差 %(n)d", self.lacks
            )
        else:
            words = ngettext(
                "到期了，没有达到最低数，差 %(n)d", "到期了，没有达到最低数，差 %(n)d", self.lacks
            )
        return words % {"n": self.lacks}


@dataclass(frozen=True, slots=True)
class Group:
    """All targets about one thing: the whole first, then whose shares there are."""

    label: str
    lines: list[Line]

    @property
    def shares(self) -> list[Line]:
        """Those that add up to the whole: no part of another share."""
        parts = [(line, line.target.unit.path) for line in self.lines if line.target.unit]
        paths = [path for line, path in parts if not _is_hosts_own(line.target)]
        return [line for line, path in parts if not _is_within(path, paths)]

    @property
    def sum_in_words(self) -> str:
        """What the shares add up to, and whether it is the whole; nothing without both."""
        whole = next((line.target for line in self.lines if line.target.unit is None), None)
        if whole is None or not self.shares:
            return ""
        added = sum(line.target.planned for line in self.shares)
        figures = {
            "parts": " + ".join(str(line.target.planned) for line in self.shares),
            "sum": added,
            "whole": whole.planned,
        }
        if added == whole.planned:
            return _("各处加起来 %(parts)s = %(sum)s，和总数一样") % figures
        return _("各处加起来 %(parts)s = %(sum)s，和总数 %(whole)s 对不上") % figures

    @property
    def adds_up(self) -> bool:
        whole = next((line.target.planned for line in self.lines if not line.target.unit), None)
        shares = self.shares
        return whole is None or not shares or whole == sum(one.target.planned for one in shares)


def _is_hosts_own(target: Target) -> bool:
    return target.unit_id == target.cycle.programme.host_id


def _is_within(path: str, others: Iterable[str]) -> bool:
    return any(path != other and path.startswith(other) for other in others)


def groups_of(cycle: Cycle) -> list[Group]:
    """Return a cycle's targets thing by thing; what nobody set a target for is not counted."""
    targets = list(queries.targets_of(cycle))
    if not targets:
        return []
    names = queries.kinds_in(cycle)
    labels = kinds.indicators(names)
    figures = _figures(cycle, names, {target.indicator for target in targets})
    paths = dict(cycle.communities.order_by().values_list("pk", "path")) if figures else {}
    grouped: dict[tuple[str, str], list[Line]] = {}
    for target in targets:
        target.cycle = cycle
        done = target.counted
        if not target.is_by_hand:
            done = _sum(figures.get(target.indicator, {}), paths, target.unit)
        line = Line(target, place_in_words(cycle, target.unit), done)
        grouped.setdefault((target.indicator, target.name), []).append(line)
    return [
        Group(lines[0].target.name_in_words or labels.get(indicator, indicator), lines)
        for (indicator, _name), lines in grouped.items()
    ]


def place_in_words(cycle: Cycle, unit: AdminUnit | None) -> str:
    if unit is None:
        return _("全部")
    if unit.pk == cycle.programme.host_id:
        return _("%(place)s本级") % {"place": unit.name}
    return unit.name


def indicators_of(cycle: Cycle) -> dict[str, str]:
    """Return what the steps of a cycle can count by themselves."""
    return kinds.indicators(queries.kinds_in(cycle))


def _figures(cycle: Cycle, names: Iterable[str], wanted: set[str]) -> dict[str, dict[int, int]]:
    figures: dict[str, dict[int, int]] = {}
    for kind in map(kinds.get, names):
        if wanted & kind.indicators.keys():
            figures |= kind.figures(cycle)
    return figures


def _sum(counts: dict[int, int], paths: dict[int, str], unit: AdminUnit | None) -> int:
    if unit is None:
        return sum(counts.values())
    return sum(n for pk, n in counts.items() if paths.get(pk, "").startswith(unit.path))
