"""
Plan what takes place, and say what became of it.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.calendar.cadence import Cadence
from mulin.commons.calendar.queries import working_days
from mulin.commons.organisations.models import Committee, Organisation
from mulin.commons.organisations.queries import organisations_on
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from . import permissions, queries, registry
from .models import Occasion, Series


@transaction.atomic
def start_series(
    *,
    actor: Person,
    unit: AdminUnit,
    kind: str,
    name: str,
    cadence: Cadence,
    starts_on: date,
    starts_at: time | None = None,
    where: str = "",
    required_roles: Sequence[str] | None = None,
    partners: Sequence[Organisation] = (),
    host: Committee | None = None,
) -> Series:
    """Let something come again, and write down its times of this year."""
    require(permissions.can_plan(actor, unit))
    _refuse_out_of_reach(starts_on)
    locks.hold_alone(f"occasions.series:{unit.pk}")
    if queries.series_of(unit).filter(name=name, ends_on=None).exists():
        raise Refused(_("已经有一个叫“%(name)s”的例会了。") % {"name": name})
    series = Series.objects.create(
        unit=unit,
        kind=kind,
        name=name,
        stretch=cadence.stretch,
        every=cadence.every,
        day=cadence.day,
        weekday=cadence.weekday,
        nth=cadence.nth,
        when_off=cadence.when_off,
        starts_on=starts_on,
        starts_at=starts_at,
        where=where,
        required_roles=_roles(kind, required_roles),
        host=_of_here(unit, host),
    )
    series.partners.set(_at_table(host, partners))
    planned = extend_series(actor=actor, series=series)
    _record("occasions.series_started", actor, series, name=name, times=len(planned))
    return series


@transaction.atomic
def extend_series(*, actor: Person | None, series: Series) -> list[Occasion]:
    """Write down the times of a series that are not written down yet; twice changes nothing."""
    require(actor is None or permissions.can_plan(actor, series.unit))
    series = _held_series(series)
    until = queries.horizon(timezone.localdate())
    if series.ends_on:
        until = min(until, series.ends_on)
    known = set(series.occasions.values_list("nominal_on", flat=True))
    falls = series.cadence.falls(
        anchor=series.starts_on, since=series.planned_through, until=until, days=working_days()
    )
    planned = Occasion.objects.bulk_create(
        Occasion(
            unit=series.unit,
            series=series,
            kind=series.kind,
            title=series.name,
            nominal_on=fall.nominal_on,
            planned_on=fall.on,
            on=fall.on,
            starts_at=series.starts_at,
            where=series.where,
            planned_by=actor,
        )
        for fall in falls
        if fall.nominal_on not in known
    )
    series.planned_through = until
    series.save(update_fields=["planned_through"])
    if planned:
        registry.get(series.kind).begin(actor, planned)
        _record("occasions.series_extended", actor, series, until=str(until), times=len(planned))
    return planned


@transaction.atomic
def change_series(
    *,
    actor: Person,
    series: Series,
    starts_at: time | None,
    where: str,
    required_roles: Sequence[str],
    partners: Sequence[Organisation],
    host: Committee | None = None,
) -> Series:
    """Change time, place and who is expected; what is still to come and was not moved follows."""
    require(permissions.can_plan(actor, series.unit))
    series = _held_series(series)
    _refuse_ended(series)
    series.starts_at, series.where = starts_at, where
    series.required_roles = _roles(series.kind, required_roles)
    series.host = _of_here(series.unit, host)
    series.save(update_fields=["starts_at", "where", "required_roles", "host"])
    series.partners.set(_at_table(host, partners))
    series.occasions.filter(
        state=Occasion.State.PLANNED, on__gte=timezone.localdate(), because=""
    ).update(starts_at=starts_at, where=where)
    _record("occasions.series_changed", actor, series, name=series.name)
    return series


@transaction.atomic
def end_series(*, actor: Person, series: Series, ends_on: date, because: str) -> Series:
    """Let a series come no more; what was planned after its last day is called off."""
    require(permissions.can_plan(actor, series.unit))
    series = _held_series(series)
    _refuse_ended(series)
    if ends_on < max(series.starts_on, timezone.localdate()):
        raise Refused(_("最后一天不能在今天以前。"))
    series.ends_on = ends_on
    series.save(update_fields=["ends_on"])
    series.occasions.filter(state=Occasion.State.PLANNED, on__gt=ends_on).update(
        state=Occasion.State.CALLED_OFF, because=because
    )
    _record("occasions.series_ended", actor, series, name=series.name, because=because)
    return series


@transaction.atomic
def plan_occasion(
    *,
    actor: Person,
    unit: AdminUnit,
    kind: str,
    title: str,
    on: date,
    starts_at: time | None = None,
    where: str = "",
    is_public: bool = True,
) -> Occasion:
    """Plan one time that stands by itself."""
    require(permissions.can_plan(actor, unit))
    _refuse_out_of_reach(on)
    occasion = Occasion.objects.create(
        unit=unit,
        kind=kind,
        title=title,
        planned_on=on,
        on=on,
        starts_at=starts_at,
        where=where,
        is_public=is_public,
        planned_by=actor,
    )
    registry.get(kind).begin(actor, [occasion])
    _record("occasions.planned", actor, occasion, title=title, on=str(on))
    return occasion


@transaction.atomic
def move_occasion(
    *,
    actor: Person,
    occasion: Occasion,
    on: date,
    because: str,
    starts_at: time | None = None,
    where: str = "",
) -> Occasion:
    """Hold it on another day, at another hour or place; the day announced first stays known."""
    require(permissions.can_plan(actor, occasion.unit))
    occasion = _held(occasion)
    if not (occasion.is_planned or occasion.state == Occasion.State.MISSED):
        raise Refused(_("已经开过或取消了，不能再改期。"))
    if on < timezone.localdate():
        raise Refused(_("新的日期已经过了。"))
    _refuse_out_of_reach(on)
    was = occasion.on
    occasion.state = Occasion.State.PLANNED
    occasion.on, occasion.starts_at, occasion.where = on, starts_at, where
    occasion.because = because
    occasion.save(update_fields=["state", "on", "starts_at", "where", "because"])
    _record(
        "occasions.moved",
        actor,
        occasion,
        title=occasion.title,
        was=str(was),
        on=str(on),
        because=because,
    )
    return occasion


@transaction.atomic
def show_occasion(*, actor: Person, occasion: Occasion, is_public: bool) -> Occasion:
    """
    Let everybody know of what is still to come, or only those whom its room lets in.

    What takes place already may still be closed, never opened: who spoke, spoke among those there.
    """
    require(permissions.can_plan(actor, occasion.unit))
    occasion = _held(occasion)
    if not occasion.is_planned and (is_public or not occasion.is_held):
        now = occasion.get_state_display()
        raise Refused(_("这一次已经有结果了：%(state)s。") % {"state": now})
    occasion.is_public = is_public
    occasion.save(update_fields=["is_public"])
    _record("occasions.shown", actor, occasion, title=occasion.title, is_public=is_public)
    return occasion


@transaction.atomic
def hold_occasion(*, actor: Person, occasion: Occasion) -> Occasion:
    """Say that it takes place; saying so twice is saying it once."""
    require(permissions.can_plan(actor, occasion.unit))
    occasion = _held(occasion)
    if occasion.is_held:
        return occasion
    if occasion.state == Occasion.State.CALLED_OFF:
        raise Refused(_("这一次已经取消了，不能记成开过。"))
    if occasion.on > timezone.localdate():
        raise Refused(_("还没到这一天，到了再记。"))
    occasion.state = Occasion.State.HELD
    occasion.save(update_fields=["state"])
    _record("occasions.held", actor, occasion, title=occasion.title)
    return occasion


@transaction.atomic
def miss_occasion(*, actor: Person, occasion: Occasion, because: str) -> Occasion:
    """Say that it did not take place, and why."""
    require(permissions.can_plan(actor, occasion.unit))
    if occasion.on > timezone.localdate():
        raise Refused(_("还没到这一天。要取消，请点“取消这一次”。"))
    return _end(actor, occasion, Occasion.State.MISSED, because, "occasions.missed")


@transaction.atomic
def call_off(*, actor: Person, occasion: Occasion, because: str) -> Occasion:
    """Say beforehand that it will not take place, and why."""
    require(permissions.can_plan(actor, occasion.unit))
    return _end(actor, occasion, Occasion.State.CALLED_OFF, because, "occasions.called_off")


def _end(actor: Person, occasion: Occasion, state: str, because: str, verb: str) -> Occasion:
    occasion = _held(occasion)
    if not occasion.is_planned:
        raise Refused(
            _("这一次已经有结果了：%(state)s。") % {"state": occasion.get_state_display()}
        )
    if not because:
        raise Refused(_("请写一句原因。"))
    occasion.state, occasion.because = state, because
    occasion.save(update_fields=["state", "because"])
    _record(verb, actor, occasion, title=occasion.title, because=because)
    return occasion


def _of_here(unit: AdminUnit, host: Committee | None) -> Committee | None:
    if host is not None and (host.unit_id != unit.pk or host.retired_on):
        raise Refused(_("这个委员会不在这里。"))
    return host


def _at_table(host: Committee | None, partners: Sequence[Organisation]) -> Sequence[Organisation]:
    """Return the units around the table: those named, or else those that sit on its council."""
    return partners or (list(organisations_on(host)) if host else [])


def _roles(kind: str, roles: Sequence[str] | None) -> list[str]:
    return list(registry.get(kind).roles if roles is None else roles)


def _refuse_out_of_reach(day: date) -> None:
    if not queries.is_in_reach(day):
        raise Refused(_("%(year)s 年太远了，请再看看年份。") % {"year": day.year})


def _refuse_ended(series: Series) -> None:
    if not series.is_running:
        raise Refused(_("这个例会已经停办了。"))


def _held(occasion: Occasion) -> Occasion:
    return (
        Occasion.objects.select_for_update(of=("self",))
        .select_related("unit", "series")
        .get(pk=occasion.pk)
    )


def _held_series(series: Series) -> Series:
    return Series.objects.select_for_update(of=("self",)).select_related("unit").get(pk=series.pk)


def _record(verb: str, actor: Person | None, thing: Series | Occasion, **details: Any) -> None:
    role = role_at(actor, thing.unit) if actor else ""
    if isinstance(thing, Occasion):
        details["path"] = thing.get_absolute_url()
    record(verb, by=actor, role=role, about=thing, unit=thing.unit, **details)
