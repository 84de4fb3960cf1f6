"""What the worker does for places."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from mulin.errors import Refused

from . import actions, queries

if TYPE_CHECKING:
    from .models import RollImport


@app.task
def check_roll(roll_id: int) -> None:
    """Check a file that was handed in."""
    _work_on(roll_id, lambda roll: actions.check_roll(actor=roll.by, roll=roll))


@app.task
def import_roll(roll_id: int) -> None:
    """Import a file that was confirmed."""
    _work_on(roll_id, lambda roll: actions.import_roll(actor=roll.by, roll=roll))


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="places.resume_rolls", pass_context=False)
def resume_rolls(timestamp: int) -> None:
    """Begin again what a worker that died left undone."""
    for roll in queries.rolls_left_lying():
        actions.resume_roll(actor=roll.by, roll=roll)


@app.periodic(cron="41 19 * * *")  # 03:41 in China: procrastinate counts in UTC
@app.task(queueing_lock="places.forget_roll_files", pass_context=False)
def forget_roll_files(timestamp: int) -> None:
    """Remove files that nobody needs any more."""
    actions.forget_roll_files()


def _work_on(roll_id: int, act: "Callable[[RollImport], None]") -> None:
    """Act on a roll in its reader's language; whatever goes wrong is said on its page."""
    roll = queries.roll_waiting(roll_id)
    if roll is None:
        return
    with translation.override(roll.language):
        try:
            act(roll)
        except Refused as reason:
            actions.fail_roll(actor=roll.by, roll=roll, reason=str(reason))
        except Exception:
            because = _("程序出了错，没有改动任何东西。请再传一次，还不行就告诉管理员。")
            actions.fail_roll(actor=roll.by, roll=roll, reason=because)
            raise
