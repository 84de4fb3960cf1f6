"""What a cycle sets out to reach, and what the office counts of it by hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import BY_HAND, Cycle, Target
from ..targets import indicators_of


@transaction.atomic
def save_target(
    *,
    actor: Person,
    cycle: Cycle,
    target: Target | None = None,
    unit: AdminUnit | None,
    indicator: str,
    planned: int,
    due_on: date,
    name: str = "",
    minimum: int | None = None,
    counted: int | None = None,
    source: str = "",
) -> Target:
    """Say how many of something a place is to reach; said again, it is put right."""
    require(permissions.can_steer(actor, cycle))
    locks.hold_alone(f"programmes.targets_of:{cycle.pk}")
    name = name if indicator == BY_HAND else ""
    _refuse_what_nobody_counts(cycle, unit, indicator, name)
    _refuse_wrong_figures(indicator, planned, minimum, counted, source)
    same = cycle.targets.filter(unit=unit, indicator=indicator, name=name)
    if target and same.exclude(pk=target.pk).exists():
        raise Refused(_("这一处的这个目标已经有了，请去改那一个。"))
    target = target or same.first() or Target(cycle=cycle)
    before = _figures(target) if target.pk else None
    target.unit, target.indicator, target.name = unit, indicator, name
    target.planned, target.minimum, target.due_on = planned, minimum, due_on
    target.counted, target.source = counted, source
    target.save()
    _write_down("programmes.target_saved", actor, target, before=before, figures=_figures(target))
    return target


@transaction.atomic
def save_targets(*, actor: Person, cycle: Cycle, rows: Iterable[dict[str, Any]]) -> int:
    """Take over a table of targets, each as `save_target` has it; return how many."""
    return len([save_target(actor=actor, cycle=cycle, **row) for row in rows])


@transaction.atomic
def remove_target(*, actor: Person, target: Target) -> None:
    """Take a target away; the record keeps what it was."""
    require(permissions.can_steer(actor, target.cycle))
    _write_down("programmes.target_removed", actor, target, before=_figures(target))
    target.delete()


def _refuse_what_nobody_counts(
    cycle: Cycle, unit: AdminUnit | None, indicator: str, name: str
) -> None:
    if unit and not queries.units_with_targets(cycle).filter(pk=unit.pk).exists():
        raise Refused(_("%(name)s不在本计划的范围里。") % {"name": unit.name})
    if indicator == BY_HAND:
        if not name:
            raise Refused(_("自己数的，请写清楚数的是什么。"))
        return
    if indicator not in indicators_of(cycle):
        raise Refused(_("这一季没有哪一步能数出这个，请选“自己数”。"))
    if unit and unit.pk == cycle.programme.host_id:
        raise Refused(_("本级自己的，系统分不出来，请选“自己数”。"))


def _refuse_wrong_figures(
    indicator: str, planned: int, minimum: int | None, counted: int | None, source: str
) -> None:
    if minimum is not None and minimum > planned:
        raise Refused(_("最低数不能比计划数大。"))
    if indicator != BY_HAND and counted is not None:
        raise Refused(_("这个系统会数，不用自己填。"))
    if (counted is None) != (not source):
        raise Refused(_("自己数的，请把数字和它从哪里来一起写上。"))


def _figures(target: Target) -> dict[str, Any]:
    return {
        "unit": target.unit_id,
        "indicator": target.indicator,
        "name": target.name,
        "planned": target.planned,
        "minimum": target.minimum,
        "due_on": target.due_on.isoformat(),
        "counted": target.counted,
        "source": target.source,
    }


def _write_down(verb: str, actor: Person, target: Target, **details: Any) -> None:
    host = target.cycle.programme.host
    record(verb, by=actor, role=role_at(actor, host), about=target.cycle, unit=host, **details)
