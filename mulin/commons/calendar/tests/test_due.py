from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from mulin.commons.calendar.due import TimeLimit
from mulin.commons.calendar.queries import working_days


def moment(month, day, hour=10):
    return timezone.make_aware(datetime(2026, month, day, hour))


@pytest.mark.parametrize(
    ("limit", "since", "due"),
    [
        (TimeLimit(2, "hours"), moment(11, 22), moment(11, 22, 12)),
        (TimeLimit(24, "hours"), moment(12, 31), moment(12, 31) + timedelta(days=1)),
        (TimeLimit(7, "natural"), moment(11, 22), moment(11, 30, 0)),
        (TimeLimit(3, "working"), moment(9, 30), moment(10, 11, 0)),
        (TimeLimit(1, "working"), moment(10, 9), moment(10, 11, 0)),
    ],
    ids=["hours", "over the year", "days", "over a long holiday", "a working Saturday"],
)
def test_a_limit_ends_when_its_last_day_ends(db, limit, since, due):
    assert limit.due_at(since, working_days()) == due
