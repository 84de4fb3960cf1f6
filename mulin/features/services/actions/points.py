"""Where windows are, when they are open, who sits there and how far it is."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..hours import Span
from ..models import (
    DutyShift,
    Matter,
    OpeningException,
    OpeningHours,
    ServiceItem,
    ServicePoint,
    WalkingTime,
)
from .writing_down import write_down

LONGEST_ROSTER = timedelta(days=92)


@transaction.atomic
def save_point(
    *,
    actor: Person,
    unit: AdminUnit,
    point: ServicePoint | None = None,
    grids: Iterable[Grid],
    items: Iterable[ServiceItem],
    **facts: Any,
) -> ServicePoint:
    """Open a point in a community, or change what is known of it."""
    require(permissions.can_keep_points(actor, unit))
    hold_alone(f"services.points:{unit.pk}")
    if point is None:
        point = ServicePoint(unit=unit)
    same = ServicePoint.objects.filter(unit=unit, name=facts["name"], retired_on=None)
    if same.exclude(pk=point.pk).exists():
        raise Refused(_("已经有一个服务点叫“%(name)s”了。") % {"name": facts["name"]})
    is_new = point.pk is None
    for name, value in facts.items():
        setattr(point, name, value)
    point.save()
    point.grids.set(grids)
    point.items.set(items)
    _note("point_opened" if is_new else "point_changed", actor, point)
    return point


@transaction.atomic
def retire_point(*, actor: Person, point: ServicePoint) -> None:
    """Close a point for good, once nobody is awaited there."""
    require(permissions.can_keep_points(actor, point.unit))
    if Matter.objects.filter(point=point, state__in=[*Matter.COMING, *Matter.OPEN]).exists():
        raise Refused(_("这里还有没办完的事，先办完，或者改约到别的服务点。"))
    ServicePoint.objects.filter(pk=point.pk, retired_on=None).update(
        retired_on=timezone.localdate()
    )
    _note("point_retired", actor, point)


@transaction.atomic
def set_hours(*, actor: Person, point: ServicePoint, week: Mapping[int, Iterable[Span]]) -> None:
    """Say when a point is open from now on: each day of the week, and legal holidays."""
    require(permissions.can_keep_points(actor, point.unit))
    hold_alone(f"services.hours:{point.pk}")
    OpeningHours.objects.filter(point=point).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(point=point, day=day, opens_at=opens, closes_at=closes)
        for day, spans in week.items()
        for opens, closes in spans
    )
    _note("hours_set", actor, point)


@transaction.atomic
def except_day(
    *,
    actor: Person,
    point: ServicePoint,
    on: date,
    reason: str,
    opens_at: time | None = None,
    closes_at: time | None = None,
) -> OpeningException:
    """Let one day be not as usual: at other hours, or shut; who is booked then is told."""
    require(permissions.can_keep_points(actor, point.unit))
    if on < timezone.localdate():
        raise Refused(_("这一天已经过去了。"))
    found, _is_new = OpeningException.objects.update_or_create(
        point=point,
        on=on,
        defaults={"opens_at": opens_at, "closes_at": closes_at, "reason": reason},
    )
    booked = Matter.objects.filter(point=point, on=on, state=Matter.State.BOOKED).count()
    _note("day_excepted", actor, point, on=on.isoformat(), reason=reason, booked=booked)
    return found


@transaction.atomic
def remove_exception(*, actor: Person, exception: OpeningException) -> None:
    """Let a day be as usual again."""
    require(permissions.can_keep_points(actor, exception.point.unit))
    OpeningException.objects.filter(pk=exception.pk).delete()
    _note("exception_removed", actor, exception.point, on=exception.on.isoformat())


@transaction.atomic
def plan_shifts(
    *,
    actor: Person,
    point: ServicePoint,
    person: Person,
    first_on: date,
    last_on: date,
    weekdays: Iterable[int],
    starts_at: time,
    ends_at: time,
) -> int:
    """Put somebody on the roster on some days of the week; return how many shifts are new."""
    require(permissions.can_keep_points(actor, point.unit))
    if person not in queries.colleagues_of(point):
        raise Refused(_("这位不是这个窗口的人，先给一个窗口人员的身份。"))
    if not timedelta(0) <= last_on - first_on <= LONGEST_ROSTER:
        raise Refused(_("一次最多排三个月，结束的日子也不能在开始之前。"))
    if ends_at <= starts_at:
        raise Refused(_("下班的时间要在上班以后。"))
    chosen = set(weekdays)
    days = [first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1)]
    before = DutyShift.objects.filter(point=point).count()
    DutyShift.objects.bulk_create(
        [
            DutyShift(point=point, person=person, on=day, starts_at=starts_at, ends_at=ends_at)
            for day in days
            if day.weekday() in chosen
        ],
        ignore_conflicts=True,
    )
    new = DutyShift.objects.filter(point=point).count() - before
    _note("shifts_planned", actor, point, shifts=new)
    return new


@transaction.atomic
def remove_shift(*, actor: Person, shift: DutyShift) -> None:
    """Take somebody off the roster of a day."""
    require(permissions.can_keep_points(actor, shift.point.unit))
    DutyShift.objects.filter(pk=shift.pk).delete()
    _note("shift_removed", actor, shift.point, on=shift.on.isoformat())


@transaction.atomic
def save_walks(
    *, actor: Person, point: ServicePoint, minutes: Mapping[Building, int | None]
) -> None:
    """Note how many minutes it is on foot from some buildings; None takes a figure away."""
    require(permissions.can_keep_points(actor, point.unit))
    hold_alone(f"services.walks:{point.pk}")
    WalkingTime.objects.filter(point=point, building__in=minutes).delete()
    WalkingTime.objects.bulk_create(
        WalkingTime(point=point, building=building, minutes=walk)
        for building, walk in minutes.items()
        if walk
    )
    _note("walks_noted", actor, point, buildings=sum(1 for walk in minutes.values() if walk))


def _note(verb: str, actor: Person, point: ServicePoint, **details: Any) -> None:
    write_down(verb, actor=actor, about=point, unit=point.unit, name=point.name, **details)
