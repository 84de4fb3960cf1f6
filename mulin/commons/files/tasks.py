"""What the worker does for photos."""

from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="23 4 * * *")
@app.task(queueing_lock="files.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Remove the files of acts that failed."""
    actions.sweep_files()
