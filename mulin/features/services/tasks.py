"""What the worker does for service points."""

from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="services.remind")
def remind(timestamp: int) -> None:
    """Tell who is awaited, the evening before or some hours before."""
    actions.remind()


@app.periodic(cron="25 16 * * *")  # 00:25 in China
@app.task(queueing_lock="services.close_days")
def close_days(timestamp: int) -> None:
    """After midnight, close the day's queue and forget what is old."""
    actions.close_days()
    actions.forget_old_names()
