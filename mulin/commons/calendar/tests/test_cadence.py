"""The recurrence list of the requirements (§5), with leap years, month ends and 2026's holidays."""

from datetime import date
from itertools import pairwise

import pytest

from mulin.commons.calendar.cadence import LAST, Cadence
from mulin.commons.calendar.days import WorkingDays
from mulin.commons.calendar.queries import working_days

JANUARY, DECEMBER = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def days_of_2026(db):
    return working_days()


@pytest.fixture
def times(days_of_2026):
    def ask(cadence, anchor=JANUARY, until=DECEMBER, days=days_of_2026, since=None):
        return [f.on for f in cadence.falls(anchor=anchor, until=until, days=days, since=since)]

    return ask


def test_the_talk_day_keeps_the_tenth_even_on_a_holiday(times, days_of_2026):
    days = times(Cadence("month", day=10))
    assert days == [date(2026, month, 10) for month in range(1, 13)]
    assert not days_of_2026.is_workday(date(2026, 5, 10))  # a Sunday
    assert days_of_2026.is_workday(date(2026, 10, 10))  # a working Saturday


def test_a_talk_day_that_shifts_goes_to_the_next_day_worked(times):
    days = times(Cadence("month", day=10, when_off="next"))
    assert days[4] == date(2026, 5, 11)
    assert days[9] == date(2026, 10, 10)


def test_a_day_in_a_long_holiday_is_moved_behind_it_or_before_it(times):
    october = {"anchor": date(2026, 10, 1), "until": date(2026, 10, 31)}
    assert times(Cadence("month", day=3, when_off="next"), **october) == [date(2026, 10, 8)]
    assert times(Cadence("month", day=3, when_off="before"), **october) == [date(2026, 9, 30)]


@pytest.mark.parametrize(
    ("every", "count"), [(1, 12), (2, 6), (3, 4), (6, 2), (12, 1)], ids=lambda n: str(n)
)
def test_every_so_many_months_is_counted_from_the_anchor(times, every, count):
    assert len(times(Cadence("month", every=every, day=15))) == count


def test_the_joint_meeting_comes_every_two_months(times):
    days = times(Cadence("month", every=2, day=20), anchor=date(2026, 2, 1))
    assert [day.month for day in days] == [2, 4, 6, 8, 10, 12]


def test_the_letter_comes_twice_a_year(times):
    days = times(Cadence("month", every=6, day=1), anchor=date(2026, 3, 1))
    assert days == [date(2026, 3, 1), date(2026, 9, 1)]


def test_the_last_day_of_a_month_is_never_skipped_and_never_drifts(times):
    days = times(Cadence("month", day=31), until=date(2026, 5, 31))
    assert [day.day for day in days] == [31, 28, 31, 30, 31]


def test_a_leap_day_comes_every_year(times):
    cadence = Cadence("year", day=29)
    days = times(cadence, anchor=date(2024, 2, 29), until=date(2028, 12, 31))
    assert days == [date(2024, 2, 29)] + [date(y, 2, 28) for y in (2025, 2026, 2027)] + [
        date(2028, 2, 29)
    ]


def test_a_weekly_rehearsal_never_misses_a_week(times):
    days = times(Cadence("week", weekday=2), anchor=date(2026, 1, 1))
    assert days[0] == date(2026, 1, 7)
    assert len(days) == 52
    assert {(b - a).days for a, b in pairwise(days)} == {7}


def test_every_other_week_keeps_its_rhythm_over_the_new_year(times):
    cadence = Cadence("week", every=2, weekday=0)
    whole = times(cadence, anchor=date(2026, 12, 7), until=date(2027, 2, 28))
    later = times(
        cadence, anchor=date(2026, 12, 7), since=date(2027, 1, 1), until=date(2027, 2, 28)
    )
    assert later == [day for day in whole if day.year == 2027]


@pytest.mark.parametrize(("nth", "day"), [(1, 6), (2, 13), (4, 27), (LAST, 27)])
def test_the_nth_weekday_of_a_month(times, nth, day):
    cadence = Cadence("month", weekday=4, nth=nth)
    found = times(cadence, anchor=date(2026, 11, 1), until=date(2026, 11, 30))
    assert found == [date(2026, 11, day)]


def test_a_last_weekday_can_be_the_fifth(times):
    cadence = Cadence("month", weekday=5, nth=LAST)
    found = times(cadence, anchor=date(2026, 10, 1), until=date(2026, 10, 31))
    assert found == [date(2026, 10, 31)]


def test_a_yearly_meeting_of_honour_stays_in_its_month(times):
    days = times(Cadence("year", day=28), anchor=date(2026, 12, 1), until=date(2029, 1, 1))
    assert days == [date(year, 12, 28) for year in (2026, 2027, 2028)]


def test_five_years_between_two_elections(times):
    cadence = Cadence("year", every=5, day=1)
    days = times(cadence, anchor=date(2021, 3, 1), until=date(2031, 12, 31))
    assert days == [date(2021, 3, 1), date(2026, 3, 1), date(2031, 3, 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"stretch": "month"},
        {"stretch": "month", "day": 3, "weekday": 3, "nth": 1},
        {"stretch": "month", "day": 32},
        {"stretch": "month", "weekday": 3},
        {"stretch": "week", "day": 3},
        {"stretch": "month", "day": 3, "every": 0},
    ],
)
def test_a_rule_that_names_no_day_is_not_made(wrong):
    with pytest.raises(ValueError, match="say which day"):
        Cadence(**wrong)


def test_a_year_nobody_has_planned_yet_still_has_weekends(times):
    days = times(
        Cadence("month", day=1, when_off="next"),
        anchor=date(2031, 3, 1),
        until=date(2031, 3, 31),
        days=WorkingDays(),
    )
    assert days == [date(2031, 3, 3)]
