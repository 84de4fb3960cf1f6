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


def on(*written: str) -> list[date]:
    return [date.fromisoformat(f"2026-{day}") for day in written]


EVERY_MONTH_5TH = on(*(f"{month:02}-05" for month in range(1, 13)))
REGISTER = [
    # what comes again, its rule, counted from, until, on which days
    (
        "居民恳谈日: the 10th, weekend or not",
        Cadence("month", day=10),
        "2026-01-01",
        "2026-12-31",
        on(*(f"{month:02}-10" for month in range(1, 13))),
    ),
    (
        "楼长会: a day of every month",
        Cadence("month", day=5),
        "2026-01-01",
        "2026-12-31",
        EVERY_MONTH_5TH,
    ),
    (
        "意见征求信: every six months, counted from the last one sent",
        Cadence("month", 6, day=31),
        "2026-02-28",
        "2026-12-31",
        on("02-28", "08-31"),
    ),
    (
        "党组织联席会: every two months, moved behind the National Day week",
        Cadence("month", 2, day=1, when_off="next"),
        "2026-02-01",
        "2026-12-31",
        on("02-02", "04-01", "06-01", "08-03", "10-08", "12-01"),
    ),
    (
        "惠民空间打扫: the second Saturday, worked or not",
        Cadence("month", weekday=5, nth=2),
        "2026-09-01",
        "2026-12-31",
        on("09-12", "10-10", "11-14", "12-12"),
    ),
    (
        "文艺团队驻训: every Wednesday, over the New Year too",
        Cadence("week", weekday=2),
        "2025-12-24",
        "2026-01-14",
        [date(2025, 12, 24), date(2025, 12, 31), *on("01-07", "01-14")],
    ),
    (
        "使用规范小组: five Saturdays and no more",
        Cadence("week", weekday=5),
        "2026-07-04",
        "2026-08-01",
        on("07-04", "07-11", "07-18", "07-25", "08-01"),
    ),
    (
        "创享计划: every year in January",
        Cadence("year", day=15),
        "2024-01-01",
        "2026-12-31",
        [date(2024, 1, 15), date(2025, 1, 15), date(2026, 1, 15)],
    ),
    (
        "表彰大会: every year on the last working day of December",
        Cadence("year", day=31, when_off="before"),
        "2025-12-01",
        "2027-12-31",
        [date(2025, 12, 31), date(2026, 12, 31), date(2027, 12, 31)],
    ),
    (
        "社区两委换届: every five years by law, leap year or not",
        Cadence("year", 5, day=29),
        "2016-02-01",
        "2026-12-31",
        [date(2016, 2, 29), date(2021, 2, 28), date(2026, 2, 28)],
    ),
]
"""Every line of the requirements' register that comes again; a check a week after is a time
limit (`test_due`), April to December is a stretch in words (`test_vague`), and a contract that
runs on comes once."""


@pytest.mark.parametrize(
    ("cadence", "anchor", "until", "days"),
    [line[1:] for line in REGISTER],
    ids=[line[0].split(":")[0] for line in REGISTER],
)
def test_each_line_of_the_register_falls_on_its_days(times, cadence, anchor, until, days):
    found = times(cadence, anchor=date.fromisoformat(anchor), until=date.fromisoformat(until))
    assert found == days


@pytest.mark.parametrize(
    ("day", "moved_on", "moved_back"),
    [
        ("01-02", "01-04", "2025-12-31"),  # New Year, and the Sunday worked for it
        ("02-18", "02-24", "02-14"),  # Spring Festival, and the Saturday worked before it
        ("04-06", "04-07", "04-03"),  # Qingming
        ("05-04", "05-06", "04-30"),  # Labour Day; the 9th of May is worked
        ("06-20", "06-22", "06-18"),  # Dragon Boat
        ("09-26", "09-28", "09-24"),  # Mid-Autumn
        ("10-04", "10-08", "09-30"),  # National Day; the 10th of October is worked
    ],
)
def test_holidays_of_2026_are_passed_over_in_both_directions(times, day, moved_on, moved_back):
    day = date.fromisoformat(f"2026-{day}")
    for when_off, written in (("next", moved_on), ("before", moved_back)):
        cadence = Cadence("month", day=day.day, when_off=when_off)
        whole = written if len(written) > 5 else f"2026-{written}"
        assert times(cadence, anchor=day, until=day) == [date.fromisoformat(whole)]


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_a_weekend_day_that_is_worked_is_not_moved(times, day):
    day = date.fromisoformat(f"2026-{day}")
    assert day.weekday() >= 5
    assert times(Cadence("month", day=day.day, when_off="next"), anchor=day, until=day) == [day]


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
