"""Until when a case is to be solved, after its clock stood still.  Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from mulin.commons.calendar.days import ONE_DAY, WorkingDays
from mulin.commons.calendar.due import LimitUnit, TimeLimit

A_MOMENT = timedelta(microseconds=1)


def due_of(
    limit: TimeLimit,
    since: datetime,
    pauses: Iterable[tuple[datetime, datetime]],
    days: WorkingDays,
) -> datetime:
    """Return the moment after which it is late, every pause that is over added."""
    due = timezone.localtime(limit.due_at(since, days))
    for paused_at, resumed_at in pauses:
        due = due_after_pause(
            due, timezone.localtime(paused_at), timezone.localtime(resumed_at), limit.unit, days
        )
    return due


def due_after_pause(
    due_at: datetime, paused_at: datetime, resumed_at: datetime, unit: str, days: WorkingDays
) -> datetime:
    """
    Return the moment moved by a pause: by its hours, or by the days that were lost in it.

    All moments are in local time, where days begin at midnight.
    """
    if unit == LimitUnit.HOURS:
        return due_at + (resumed_at - paused_at)
    first, last = paused_at.date(), resumed_at.date()
    if unit == LimitUnit.DAYS:
        return due_at + (last - first)
    lost = _workdays_between(first, last, days)
    # A limit in days ends with its last day, which is the one before the moment's own.
    was = due_at - A_MOMENT
    return due_at + (days.add_workdays(was.date(), lost) - was.date())


def _workdays_between(first: date, last: date, days: WorkingDays) -> int:
    lost, day = 0, first
    while day < last:
        day += ONE_DAY
        lost += days.is_workday(day)
    return lost
