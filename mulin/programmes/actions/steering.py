"""How a step opens, is acted in, and closes."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.notices.actions import follow, unfollow
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import kinds, permissions
from ..conditions import lacking_in_words
from ..models import Step
from .holding import hold, lock_name, moment, write_down


def enter(step: Step, *, early: bool = False, late: bool = False) -> Step:
    """
    Hold a step open while something is done in it; refuse if it is not open.

    Acts share the lock and do not wait for each other; closing needs it alone, so no
    act slips in while a step closes.  What only prepares a step may come early, what only
    finishes it may come late: after its time, until somebody closes it.
    """
    locks.share(lock_name(step))
    step = Step.objects.select_related("cycle__programme__host").get(pk=step.pk)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    if step.lacks:
        raise Refused(
            _("“%(step)s”还不能开始。%(because)s")
            % {"step": step, "because": lacking_in_words(step)}
        )
    if not early and timezone.now() < step.opens_at:
        raise Refused(
            _("“%(step)s”还没开始，%(when)s开始。") % {"step": step, "when": moment(step.opens_at)}
        )
    if not late and timezone.now() >= step.closes_at:
        raise Refused(_("“%(step)s”的时间已经过了。") % {"step": step})
    return step


@transaction.atomic
def open_step(*, actor: Person, step: Step) -> Step:
    """Open a step now instead of on its date, when every step before it is closed."""
    require(permissions.can_steer(actor, step.cycle))
    step = hold(step)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    _refuse_out_of_order(step)
    if step.lacks:
        raise Refused(
            _("“%(step)s”还不能开始。%(because)s")
            % {"step": step, "because": lacking_in_words(step)}
        )
    now = timezone.now()
    if now < step.opens_at:
        step.opens_at = now
        step.save(update_fields=["opens_at"])
        write_down("programmes.step_opened", actor, step)
    return step


@transaction.atomic
def close_step(*, actor: Person, step: Step, by_clock: bool = False) -> Step:
    """
    Let a step's kind work out the outcome, and keep it for good.

    The clock closes in its owner's name, and only what is still due when its turn comes.
    """
    require(permissions.can_steer(actor, step.cycle))
    step = hold(step)
    if by_clock and not (step.is_overdue and step.closes_itself):
        return step
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    if step.state == "next":
        raise Refused(_("“%(step)s”还没开始，不能结束。") % {"step": step})
    _refuse_out_of_order(step)
    step.outcome = kinds.get(step.kind).close(actor=actor, step=step)
    step.closed_at = timezone.now()
    step.stuck_because = ""
    step.save(update_fields=["outcome", "closed_at", "stuck_because"])
    write_down("programmes.step_closed", actor, step, **({"by_clock": True} if by_clock else {}))
    return step


@transaction.atomic
def change_settings(*, actor: Person, step: Step, settings: dict[str, Any]) -> Step:
    """Change how a step works, while nobody can have done anything in it yet."""
    require(permissions.can_steer(actor, step.cycle))
    step = hold(step)
    if step.is_closed or timezone.now() >= step.opens_at:
        raise Refused(_("“%(step)s”已经开始了，规矩不能再改。") % {"step": step})
    kinds.get(step.kind).check_new_settings(step)
    step.settings = settings
    step.save(update_fields=["settings"])
    write_down("programmes.settings_changed", actor, step)
    return step


def _refuse_out_of_order(step: Step) -> None:
    if waiting := step.cycle.steps.filter(order__lt=step.order, closed_at=None).first():
        raise Refused(_("要先结束“%(step)s”。") % {"step": waiting})


@transaction.atomic
def note_why_open(*, actor: Person | None, step: Step, because: str) -> Step:
    """Keep why the clock could not close a step; its owner is told once, not every minute."""
    step = hold(step)
    if step.is_overdue and step.stuck_because != because[:500]:
        is_news, step.stuck_because = not step.stuck_because, because[:500]
        step.save(update_fields=["stuck_because"])
        if is_news:
            write_down("programmes.step_stuck", None, step, because=step.stuck_because)
    return step


@transaction.atomic
def change_dates(
    *,
    actor: Person,
    step: Step,
    opens_at: datetime,
    closes_at: datetime,
    and_following: bool = False,
) -> Step:
    """Move a step's days, of which only those to come can move; if asked, the later steps too."""
    require(permissions.can_steer(actor, step.cycle))
    step = hold(step)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    _refuse_wrong_dates(step, opens_at, closes_at)
    if closes_at != step.closes_at:
        kinds.get(step.kind).check_new_end(step)
    was = [moment(step.opens_at), moment(step.closes_at)]
    by = closes_at - step.closes_at
    step.opens_at, step.closes_at, step.stuck_because = opens_at, closes_at, ""
    step.save(update_fields=["opens_at", "closes_at", "stuck_because"])
    dates = [moment(opens_at), moment(closes_at)]
    write_down("programmes.dates_changed", actor, step, was=was, dates=dates)
    if and_following and by:
        for later in step.cycle.steps.filter(order__gt=step.order, closed_at=None):
            _move(hold(later), by, actor)
    return step


def _refuse_wrong_dates(step: Step, opens_at: datetime, closes_at: datetime) -> None:
    now = timezone.now()
    if step.state == "now" and opens_at != step.opens_at:
        raise Refused(_("“%(step)s”已经开始了，开始的时间不能再改。") % {"step": step})
    if opens_at != step.opens_at and opens_at < now:
        raise Refused(_("开始的时间不能早于现在。"))
    if closes_at < now:
        raise Refused(_("结束的时间不能早于现在。"))
    if closes_at <= opens_at:
        raise Refused(_("结束要在开始之后。"))
    before = step.cycle.steps.filter(order__lt=step.order).last()
    if before and opens_at < before.opens_at:
        raise Refused(_("不能早于前一步“%(step)s”的开始。") % {"step": before})


def _move(step: Step, by: timedelta, actor: Person) -> None:
    """Move a later step by as much, but for a beginning that lies in the past."""
    was = [moment(step.opens_at), moment(step.closes_at)]
    now = timezone.now()
    if step.opens_at > now:
        step.opens_at = max(now, step.opens_at + by)
    step.closes_at = max(step.closes_at + by, step.opens_at + timedelta(hours=1))
    step.save(update_fields=["opens_at", "closes_at"])
    dates = [moment(step.opens_at), moment(step.closes_at)]
    write_down("programmes.dates_changed", actor, step, was=was, dates=dates)


@transaction.atomic
def name_owner(*, actor: Person, step: Step, owner: Person) -> Step:
    """Say who sees to a step: one person, who can steer it and hears when it is stuck."""
    require(permissions.can_steer(actor, step.cycle))
    step = hold(step)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    if not permissions.can_steer(owner, step.cycle):
        raise Refused(_("%(name)s现在管不了这个计划，请换一位。") % {"name": owner.name_for_staff})
    if step.owner_id == owner.pk:
        return step
    if step.owner:
        unfollow(person=step.owner, thing=step)
    step.owner, step.stuck_because = owner, ""
    step.save(update_fields=["owner", "stuck_because"])
    follow(person=owner, thing=step)
    write_down("programmes.owner_named", actor, step, until=moment(step.closes_at))
    return step
