"""The times a new survey begins with."""

from datetime import datetime, time, timedelta

from django.utils import timezone

TWO_WEEKS = timedelta(days=14)


def next_weeks() -> tuple[datetime, datetime]:
    """Return from tomorrow morning to the evening two weeks later."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    first = datetime.combine(tomorrow, time(8))
    return first, datetime.combine(tomorrow + TWO_WEEKS, time(20))
