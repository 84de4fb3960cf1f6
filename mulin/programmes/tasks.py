"""What the worker does for programmes."""

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mulin.errors import Refused

from . import actions, queries

if TYPE_CHECKING:
    from .models import Step

logger = logging.getLogger(__name__)


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="programmes.close_due_steps", pass_context=False)
def close_due_steps(timestamp: int) -> None:
    """Close every step that closes itself and whose time is over."""
    with translation.override(settings.LANGUAGE_CODE):
        for step in queries.steps_to_close():
            _close(step)


def _close(step: "Step") -> None:
    """Close one in its owner's name; what keeps it open is kept and does not stop the others."""
    if step.owner is None:
        because = _("这一步还没有负责人，到时间没人能结束它。请指定一位。")
        actions.note_why_open(actor=None, step=step, because=because)
        return
    try:
        actions.close_step(actor=step.owner, step=step, by_clock=True)
    except Refused as reason:
        actions.note_why_open(actor=step.owner, step=step, because=str(reason))
    except Exception:
        logger.exception("step %s could not be closed", step.pk)
        because = _("程序出了错，没有改动任何东西。请告诉管理员。")
        actions.note_why_open(actor=step.owner, step=step, because=because)
