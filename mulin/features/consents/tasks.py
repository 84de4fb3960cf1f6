"""What the worker does for rounds."""

from contextlib import suppress

from django.conf import settings
from django.utils import translation
from procrastinate.contrib.django import app

from mulin.errors import Refused

from . import actions, queries


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="consents.open_due_rounds", pass_context=False)
def open_due_rounds(timestamp: int) -> None:
    """Open each prepared round whose day has come, in its owner's name, unless it still waits."""
    with translation.override(settings.LANGUAGE_CODE):
        for round in queries.rounds_to_open():
            if owner := round.step.owner:
                with suppress(Refused):
                    actions.open_round(actor=owner, round=round)
