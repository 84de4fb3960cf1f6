"""
Count days as notices and due dates need it.

    days = queries.working_days()
    days.add_workdays(today, 3)
    days.period(posted_on=today, days=7, kind=DayKind.NATURAL)

Pure: what a year's holidays are is given, never looked up here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

ONE_DAY = timedelta(days=1)
SATURDAY = 5
DAYS_OFF_BY_LAW = 13
"""So many days a year are free by law, so a shorter list is not yet a year's plan."""

ALWAYS_OFF = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Holidays by law that stand on the same date every year; the others follow the moon or sun."""


class DayKind(models.TextChoices):
    """Which days a period counts."""

    NATURAL = "natural", _("自然日")
    WORKING = "working", _("工作日")


@dataclass(frozen=True)
class Period:
    """From the day after posting to the last day, both counted."""

    first_on: date
    last_on: date


@dataclass(frozen=True)
class WorkingDays:
    """Which days are worked, as far as the yearly plans are known."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    """Day → whether it is worked, where that differs from an ordinary week."""

    def known_year(self, year: int) -> bool:
        """Return whether the year's plan is known; otherwise weekends and fixed holidays count."""
        off = sum(1 for day, works in self.overrides.items() if day.year == year and not works)
        return off >= DAYS_OFF_BY_LAW

    def is_workday(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        if not self.known_year(day.year) and (day.month, day.day) in ALWAYS_OFF:
            return False
        return day.weekday() < SATURDAY

    def add_workdays(self, day: date, number: int) -> date:
        """Return the day after so many working days; the given day itself does not count."""
        if number < 0:
            raise ValueError("count forward")
        while number > 0:
            day += ONE_DAY
            number -= self.is_workday(day)
        return day

    def add(self, day: date, number: int, kind: str) -> date:
        """Return the day after so many natural or working days."""
        if kind == DayKind.WORKING:
            return self.add_workdays(day, number)
        return day + timedelta(days=number)

    def period(self, *, posted_on: date, days: int, kind: str) -> Period:
        """
        Return the period of a notice.

        The day of posting does not count (Civil Code, article 201).
        """
        return Period(posted_on + ONE_DAY, self.add(posted_on, days, kind))

    def is_sure(self, first: date, last: date) -> bool:
        """Return whether every year a stretch of days touches is known."""
        return all(self.known_year(year) for year in range(first.year, last.year + 1))
