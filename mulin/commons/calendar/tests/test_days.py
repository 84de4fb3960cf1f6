from datetime import date

import pytest

from ..days import DayKind, Period, WorkingDays
from ..queries import overrides_of, working_days, years_planned


@pytest.fixture
def days(db) -> WorkingDays:
    return working_days()


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 10, 10), True),  # a Saturday that makes up for the national holiday
        (date(2026, 5, 10), False),  # an ordinary Sunday
        (date(2026, 5, 9), True),
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
    ],
)
def test_the_plan_of_2026_is_known_to_the_day(days, day, is_worked):
    assert days.is_workday(day) is is_worked


def test_the_whole_plan_of_2026_is_there(days):
    plan = overrides_of(2026)
    assert plan.filter(is_workday=False).count() == 33
    assert plan.filter(is_workday=True).count() == 6
    assert days.known_year(2026)
    assert years_planned() == [2026]


def test_working_days_jump_over_the_spring_festival(days):
    assert days.add_workdays(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert days.add_workdays(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert days.add_workdays(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert days.add_workdays(date(2026, 2, 13), 6) == date(2026, 2, 28)


def test_of_a_year_without_a_plan_weekends_and_fixed_holidays_are_off_and_it_is_said(days):
    assert not days.known_year(2027)
    assert not days.is_workday(date(2027, 1, 1))
    assert not days.is_workday(date(2027, 10, 2))
    assert not days.is_workday(date(2027, 1, 9))
    assert days.is_workday(date(2027, 1, 4))
    assert not days.is_sure(date(2026, 12, 30), date(2027, 1, 5))
    assert days.is_sure(date(2026, 12, 1), date(2026, 12, 31))


def test_counting_goes_over_the_end_of_the_year(days):
    assert days.add_workdays(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert days.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)


def test_the_day_of_posting_does_not_count(days):
    posted = date(2026, 10, 26)
    natural = days.period(posted_on=posted, days=7, kind=DayKind.NATURAL)
    assert natural == Period(date(2026, 10, 27), date(2026, 11, 2))
    working = days.period(posted_on=date(2026, 9, 30), days=5, kind=DayKind.WORKING)
    assert working == Period(date(2026, 10, 1), date(2026, 10, 13))


def test_no_working_days_lead_nowhere(days):
    assert days.add_workdays(date(2026, 5, 10), 0) == date(2026, 5, 10)
    with pytest.raises(ValueError, match="forward"):
        days.add_workdays(date(2026, 5, 10), -1)


def test_a_few_days_are_not_a_plan():
    some = WorkingDays({date(2027, 1, day): False for day in (1, 2, 3)})
    assert not some.known_year(2027)
