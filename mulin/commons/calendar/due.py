"""
When something is due: in so many hours, days or working days.

    TimeLimit(24, "hours").due_at(reported_at, days)

A limit in days ends when the last of them ends; the day it begins on does not count (Civil
Code, article 201).  Time in which the clock stood still is added by the caller.  Pure.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .days import ONE_DAY, DayKind, WorkingDays


class LimitUnit(models.TextChoices):
    """What a time limit counts."""

    HOURS = "hours", _("小时")
    DAYS = "natural", _("自然日")
    WORKING_DAYS = "working", _("工作日")


@dataclass(frozen=True)
class TimeLimit:
    """So many hours, natural or working days."""

    number: int
    unit: str

    def due_at(self, since: datetime, days: WorkingDays) -> datetime:
        """Return the moment after which it is late."""
        if self.unit == LimitUnit.HOURS:
            return since + timedelta(hours=self.number)
        kind = DayKind.WORKING if self.unit == LimitUnit.WORKING_DAYS else DayKind.NATURAL
        last = days.add(timezone.localtime(since).date(), self.number, kind)
        return timezone.make_aware(datetime.combine(last + ONE_DAY, time.min))
