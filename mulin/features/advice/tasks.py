"""What the worker does for advice."""

from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="10 0 * * *")  # 08:10 in China: procrastinate counts in UTC
@app.task(queueing_lock="advice.show_unanswered")
def show_unanswered(timestamp: int) -> None:
    """Tell the offices above in the morning of what nobody answered in time."""
    actions.show_unanswered()
