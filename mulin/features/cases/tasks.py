"""What the worker does for cases."""

from django.conf import settings
from django.utils import translation
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="15 1 * * *")  # 09:15 in China: procrastinate counts in UTC
@app.task(queueing_lock="cases.close_silent_cases")
def close_silent_cases(timestamp: int) -> None:
    """End the solved cases whose reporters were told and said nothing for days."""
    with translation.override(settings.LANGUAGE_CODE):
        actions.close_silent_cases()
