"""What the worker does for photos."""

from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="23 20 * * *")  # 04:23 in China: procrastinate counts in UTC
@app.task(queueing_lock="files.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Remove the files of acts that failed."""
    actions.sweep_files()
