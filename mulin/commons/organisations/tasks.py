"""What the worker does for organisations."""

from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="30 0 * * *")  # 08:30 in China: procrastinate counts in UTC
@app.task(queueing_lock="organisations.remind_keepers")
def remind_keepers(timestamp: int) -> None:
    """Tell keepers of chat groups in the morning that a code is over."""
    actions.remind_keepers()
