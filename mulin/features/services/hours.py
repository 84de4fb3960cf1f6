"""
When is a service point open?

Pure: a week, its exceptions and what is known about working days go in.  A legal holiday has
hours of its own; a weekend that is worked in its place counts as a Monday where the point is
otherwise shut, so that a holiday moved about never shuts the only day somebody is free.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from mulin.commons.calendar.days import ALWAYS_OFF, SATURDAY, WorkingDays

HOLIDAY = 7
"""The eighth day of the week: a legal holiday."""

LOOK_AHEAD = 30
MOST_SPANS = 4
Span = tuple[time, time]
WRITTEN = re.compile(r"(\d{1,2})[:：.点](\d{2})?\s*(?:-|–|—|~|至|到)\s*(\d{1,2})[:：.点](\d{2})?")


@dataclass(frozen=True)
class Hours:
    """The hours of one point."""

    week: Mapping[int, Sequence[Span]]
    exceptions: Mapping[date, Sequence[Span]] = field(default_factory=dict)
    days: WorkingDays = field(default_factory=WorkingDays)

    def is_holiday(self, day: date) -> bool:
        """Return whether a day is off by law, as far as the year's plan is known."""
        if day in self.days.overrides:
            return not self.days.overrides[day]
        return not self.days.known_year(day.year) and (day.month, day.day) in ALWAYS_OFF

    def spans_on(self, day: date) -> Sequence[Span]:
        """Return from when to when the point is open on a day."""
        if day in self.exceptions:
            return self.exceptions[day]
        if self.is_holiday(day):
            return self.week.get(HOLIDAY, ())
        usual = self.week.get(day.weekday(), ())
        is_worked_weekend = day.weekday() >= SATURDAY and self.days.is_workday(day)
        return usual or (self.week.get(0, ()) if is_worked_weekend else ())

    def closes(self, at: datetime) -> time | None:
        """Return when the point closes that is open at a moment of its own clock."""
        for opens_at, closes_at in self.spans_on(at.date()):
            if opens_at <= at.time() < closes_at:
                return closes_at
        return None

    def next_opening(self, at: datetime) -> tuple[date, time] | None:
        """Return when it opens next after a moment, within a month."""
        for ahead in range(LOOK_AHEAD):
            day = at.date() + timedelta(days=ahead)
            for opens_at, _closes_at in self.spans_on(day):
                if ahead or opens_at > at.time():
                    return day, opens_at
        return None

    def slots_on(self, day: date, minutes: int) -> list[time]:
        """Return the times at which somebody may be asked to come."""
        found = []
        for opens_at, closes_at in self.spans_on(day):
            start = datetime.combine(day, opens_at)
            while start + timedelta(minutes=minutes) <= datetime.combine(day, closes_at):
                found.append(start.time())
                start += timedelta(minutes=minutes)
        return found

    @property
    def is_evening(self) -> bool:
        """Whether it is open after six on some day."""
        return any(closes > time(18) for spans in self.week.values() for _opens, closes in spans)

    @property
    def is_weekend(self) -> bool:
        return bool(self.week.get(5) or self.week.get(6))

    @property
    def is_on_holidays(self) -> bool:
        return bool(self.week.get(HOLIDAY))


def spans_from(written: str) -> list[Span]:
    """Return the spans somebody wrote, such as 8:30-12:00，14:00-18:00; raise ValueError."""
    text = unicodedata.normalize("NFKC", written)
    found = [_span(*match.groups()) for match in WRITTEN.finditer(text)]
    rest = re.sub(r"[\s,，、;；和及]", "", WRITTEN.sub("", text))
    if rest or len(found) > MOST_SPANS:
        raise ValueError(written)
    for (_opens, closes), (opens, _closes) in pairwise(found):
        if opens < closes:
            raise ValueError(written)
    return found


def _span(*figures: str | None) -> Span:
    first, minutes, last, more = (int(one or 0) for one in figures)
    opens, closes = time(first, minutes), time(23, 59) if last == 24 else time(last, more)
    if closes <= opens:
        raise ValueError(figures)
    return opens, closes


def in_words(spans: Sequence[Span]) -> str:
    """Write spans as they are written down: 08:30–12:00、14:00–18:00."""
    return "、".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)
