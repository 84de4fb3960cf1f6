"""When a point is open: ordinary weeks, evenings, legal holidays, weekends worked instead."""

from datetime import date, datetime, time

import pytest

from mulin.commons.calendar.days import WorkingDays

from ..hours import HOLIDAY, Hours, in_words, spans_from

WEEK = {day: [(time(8, 30), time(12)), (time(14), time(18))] for day in range(5)}
MORNING = [(time(9), time(12))]
A_YEARS_PLAN = {date(2026, 1, 1): False} | {date(2026, 2, day): False for day in range(15, 24)}
PLAN = WorkingDays(
    A_YEARS_PLAN
    | {date(2026, 10, day): False for day in range(1, 8)}
    | {date(2026, 10, 10): True, date(2026, 2, 14): True}
)
"""Some of 2026: new year, spring festival and national day, with two Saturdays worked."""


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 23), True),  # an ordinary Monday
        (date(2026, 11, 22), False),  # an ordinary Sunday
        (date(2026, 10, 1), False),  # national day, a Thursday
        (date(2026, 10, 10), True),  # a Saturday worked in its place
        (date(2026, 2, 14), True),
    ],
)
def test_a_window_of_weekdays_follows_the_years_plan(day, is_open):
    assert bool(Hours(WEEK, days=PLAN).spans_on(day)) == is_open


def test_a_legal_holiday_has_hours_of_its_own():
    hours = Hours(WEEK | {HOLIDAY: MORNING}, days=PLAN)
    assert hours.spans_on(date(2026, 10, 1)) == MORNING
    assert hours.is_on_holidays


def test_a_weekend_that_is_worked_keeps_its_own_hours_where_it_has_some():
    hours = Hours(WEEK | {5: MORNING}, days=PLAN)
    assert hours.spans_on(date(2026, 10, 10)) == MORNING


def test_fixed_holidays_hold_in_a_year_nobody_planned_yet():
    assert Hours(WEEK).spans_on(date(2031, 5, 1)) == ()
    assert Hours(WEEK).spans_on(date(2031, 5, 5))


def test_an_exception_wins_over_everything():
    day = date(2026, 11, 23)
    assert Hours(WEEK, {day: []}).spans_on(day) == []
    assert Hours(WEEK, {day: MORNING}).closes(datetime(2026, 11, 23, 11)) == time(12)


def test_open_now_and_next_open_are_told_to_the_minute():
    hours = Hours(WEEK, days=PLAN)
    assert hours.closes(datetime(2026, 11, 23, 8, 29)) is None
    assert hours.closes(datetime(2026, 11, 23, 8, 30)) == time(12)
    assert hours.closes(datetime(2026, 11, 23, 12)) is None
    assert hours.next_opening(datetime(2026, 11, 23, 12)) == (date(2026, 11, 23), time(14))
    assert hours.next_opening(datetime(2026, 11, 20, 18)) == (date(2026, 11, 23), time(8, 30))
    assert hours.next_opening(datetime(2026, 9, 30, 19)) == (date(2026, 10, 8), time(8, 30))


def test_slots_fit_into_what_is_open():
    found = Hours(WEEK, days=PLAN).slots_on(date(2026, 11, 23), 50)
    assert found[:5] == [time(8, 30), time(9, 20), time(10, 10), time(11), time(14)]


@pytest.mark.parametrize("written", ["8:30-12:00、14:00-18:00", "8：30—12：00，14点到18点"])
def test_hours_are_read_as_people_write_them(written):
    assert in_words(spans_from(written)) == "08:30–12:00、14:00–18:00"


@pytest.mark.parametrize("written", ["上午", "12:00-8:30", "8:30-12:00 11:00-13:00", "25:00-26:00"])
def test_what_makes_no_sense_is_not_guessed(written):
    with pytest.raises(ValueError, match=r"\S"):
        spans_from(written)
