"""What the worker does for service points."""

from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="0 9 * * *")  # 17:00 in China: procrastinate counts in UTC
@app.task(queueing_lock="services.remind_of_tomorrow")
def remind_of_tomorrow(timestamp: int) -> None:
    """Tell in the afternoon who is awaited tomorrow."""
    actions.remind_of_tomorrow()


@app.periodic(cron="25 16 * * *")  # 00:25 in China
@app.task(queueing_lock="services.close_days")
def close_days(timestamp: int) -> None:
    """After midnight, close the day's queue and forget what is old."""
    actions.close_days()
    actions.forget_old_names()
