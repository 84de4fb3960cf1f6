"""What the worker does for occasions."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions, queries


@app.periodic(cron="23 18 * * *")  # 02:23 in China: procrastinate counts in UTC
@app.task(queueing_lock="occasions.extend", pass_context=False)
def extend_every_series(timestamp: int) -> None:
    """Write down the next year's times when the year draws to its end."""
    for series in queries.series_to_extend(timezone.localdate()).select_related("unit"):
        actions.extend_series(actor=None, series=series)
