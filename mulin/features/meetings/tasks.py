"""What the worker does for meetings."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions, queries


@app.periodic(cron="41 18 * * *")  # 02:41 in China: procrastinate counts in UTC
@app.task(queueing_lock="meetings.finish", pass_context=False)
def finish_all_minutes(timestamp: int) -> None:
    """Make minutes final whose time to be corrected is over."""
    for meeting in queries.minutes_due(timezone.localdate()):
        actions.finish_minutes(actor=None, meeting=meeting)
