"""What the worker does for surveys."""

from contextlib import suppress

from django.conf import settings
from django.utils import translation
from procrastinate.contrib.django import app

from mulin.errors import Refused

from . import actions, queries


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="surveys.close_due_surveys", pass_context=False)
def close_due_surveys(timestamp: int) -> None:
    """Close each survey whose end has come, in the name of who opened it."""
    with translation.override(settings.LANGUAGE_CODE):
        for survey in queries.surveys_to_close():
            if survey.opened_by:
                with suppress(Refused):
                    actions.close_survey(actor=survey.opened_by, survey=survey)
