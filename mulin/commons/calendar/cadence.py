"""
How often something comes again: on the 10th of each month, every two months, every Friday.

    Cadence("month", day=10).falls(anchor=date(2026, 1, 1), until=date(2026, 12, 31), days=days)

Counted from an anchor, so nothing drifts: every two months from January is never February,
and the 31st is the last day of a shorter month without staying there.  Pure.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.db import models
from django.utils.translation import gettext_lazy as _

from .days import ONE_DAY, WorkingDays

LAST = -1
MOST = 1000
"""No series is looked further ahead than so many times; a daily one would be three years."""


class Stretch(models.TextChoices):
    """What is counted between two times."""

    WEEK = "week", _("按周")
    MONTH = "month", _("按月")
    YEAR = "year", _("按年")


class WhenOff(models.TextChoices):
    """What happens when the day is not worked."""

    KEEP = "keep", _("照常，节假日也办")
    NEXT = "next", _("顺延到下一个工作日")
    BEFORE = "before", _("提前到上一个工作日")


@dataclass(frozen=True)
class Fall:
    """One time: the day by the rule, and the day it is held on."""

    nominal_on: date
    on: date

    @property
    def is_shifted(self) -> bool:
        return self.on != self.nominal_on


@dataclass(frozen=True)
class Cadence:
    """
    A rule for when something comes again.

    A month or year names a day (31: the last), or the n-th weekday (-1: the last one); a
    week names a weekday; a year stays in the anchor's month.
    """

    stretch: str
    every: int = 1
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""

    nth: int | None = None
    when_off: str = WhenOff.KEEP

    def __post_init__(self) -> None:
        by_weekday = self.weekday is not None and (
            self.stretch == Stretch.WEEK or self.nth in (LAST, 1, 2, 3, 4)
        )
        by_day = self.day is not None and 1 <= self.day <= 31 and self.stretch != Stretch.WEEK
        if self.every < 1 or by_day == by_weekday:
            raise ValueError("say which day: a day of the month or a weekday, and every how many")

    def falls(
        self, *, anchor: date, until: date, days: WorkingDays, since: date | None = None
    ) -> list[Fall]:
        """Return the times from the anchor (or later, `since`) to `until`, by their rule's day."""
        first = max(anchor, since or anchor)
        found: list[Fall] = []
        for nominal_on in self._days(anchor):
            if nominal_on > until or len(found) == MOST:
                break
            if nominal_on >= first:
                found.append(Fall(nominal_on, self._moved(nominal_on, days)))
        return found

    def _days(self, anchor: date) -> Iterator[date]:
        if self.stretch == Stretch.WEEK:
            ahead = ((self.weekday or 0) - anchor.weekday()) % 7
            first = anchor + timedelta(days=ahead)
            yield from (first + timedelta(weeks=self.every * times) for times in count())
        months = self.every * (12 if self.stretch == Stretch.YEAR else 1)
        start = anchor.year * 12 + anchor.month - 1
        for times in count():
            year, month = divmod(start + months * times, 12)
            yield self._day_in(year, month + 1)

    def _day_in(self, year: int, month: int) -> date:
        first_weekday, length = monthrange(year, month)
        if self.day is not None:
            return date(year, month, min(self.day, length))
        first = 1 + ((self.weekday or 0) - first_weekday) % 7
        if self.nth == LAST:
            return date(year, month, first + (length - first) // 7 * 7)
        return date(year, month, first + 7 * ((self.nth or 1) - 1))

    def _moved(self, day: date, days: WorkingDays) -> date:
        step = {WhenOff.NEXT: ONE_DAY, WhenOff.BEFORE: -ONE_DAY}.get(WhenOff(self.when_off))
        while step and not days.is_workday(day):
            day += step
        return day
