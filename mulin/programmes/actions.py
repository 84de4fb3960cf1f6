from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from . import kinds, permissions
from .models import Cycle, Participation, Programme, Proposal, Step


@transaction.atomic
def start_programme(
    *, actor: Person, host: AdminUnit, blueprint: dict[str, Any], title: str = ""
) -> Programme:
    """Found a programme at a place.  Its cycles follow."""
    require(permissions.can_start_programme(actor, host))
    programme = Programme.objects.create(
        host=host,
        kind=blueprint["kind"],
        title=title or blueprint["title"],
        purpose=blueprint["purpose"],
    )
    record("programmes.started", by=actor, role=role_at(actor, host), about=programme, unit=host)
    return programme


@transaction.atomic
def start_cycle(
    *,
    actor: Person,
    programme: Programme,
    blueprint: dict[str, Any],
    communities: Iterable[AdminUnit],
    opens_at: datetime,
    year: int,
    name: str,
    theme: str = "",
    policy_note: str = "",
) -> Cycle:
    """Start a cycle: lay its steps end to end from the day it opens."""
    require(permissions.can_start_programme(actor, programme.host))
    taking_part = list(communities)
    if not taking_part:
        raise Refused(_("还没有选参加的社区。"))
    if outside := [c for c in taking_part if not c.is_within(programme.host)]:
        raise Refused(_("%(name)s不在本计划的范围里。") % {"name": outside[0].name})
    locks.hold_alone(f"programmes.cycles_of:{programme.pk}")
    if programme.cycles.filter(name=name).exists():
        raise Refused(_("这个计划已经有一个“%(name)s”了。") % {"name": name})
    cycle = programme.cycles.create(
        year=year, name=name, theme=theme, policy_note=policy_note, blueprint=blueprint
    )
    Participation.objects.bulk_create(
        Participation(cycle=cycle, community=community) for community in taking_part
    )
    _lay_steps(cycle, opens_at)
    record(
        "programmes.cycle_started",
        by=actor,
        role=role_at(actor, programme.host),
        about=cycle,
        unit=programme.host,
        communities=len(taking_part),
    )
    return cycle


@transaction.atomic
def launch_programme(
    *, actor: Person, host: AdminUnit, blueprint: dict[str, Any], title: str = "", **cycle: Any
) -> Cycle:
    """Found a programme together with its first cycle; pressed twice, it is there once."""
    require(permissions.can_start_programme(actor, host))
    locks.hold_alone(f"programmes.launched_at:{host.pk}")
    title = title or blueprint["title"]
    if Cycle.objects.filter(
        programme__host=host, programme__title=title, name=cycle["name"]
    ).exists():
        raise Refused(_("“%(name)s”已经有了。") % {"name": f"{title} {cycle['name']}"})
    programme = start_programme(actor=actor, host=host, blueprint=blueprint, title=title)
    return start_cycle(actor=actor, programme=programme, blueprint=blueprint, **cycle)


def _lay_steps(cycle: Cycle, opens_at: datetime) -> None:
    for order, plan in enumerate(cycle.blueprint["steps"], start=1):
        closes_at = opens_at + timedelta(days=plan["days"])
        cycle.steps.create(
            order=order,
            kind=plan["kind"],
            name=plan["name"],
            settings=plan["settings"],
            opens_at=opens_at,
            closes_at=closes_at,
        )
        opens_at = closes_at


def enter(step: Step, *, early: bool = False, late: bool = False) -> Step:
    """
    Hold a step open while something is done in it; refuse if it is not open.

    Acts share the lock and do not wait for each other; closing needs it alone, so no
    act slips in while a step closes.  What only prepares a step may come early, what only
    finishes it may come late: after its time, until somebody closes it.
    """
    locks.share(_name(step))
    step = Step.objects.select_related("cycle__programme__host").get(pk=step.pk)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    if not early and timezone.now() < step.opens_at:
        raise Refused(
            _("“%(step)s”还没开始，%(when)s开始。") % {"step": step, "when": _moment(step.opens_at)}
        )
    if not late and timezone.now() >= step.closes_at:
        raise Refused(_("“%(step)s”的时间已经过了。") % {"step": step})
    return step


@transaction.atomic
def open_step(*, actor: Person, step: Step) -> Step:
    """Open a step now instead of on its date, when every step before it is closed."""
    require(permissions.can_steer(actor, step.cycle))
    step = _hold(step)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    _refuse_out_of_order(step)
    now = timezone.now()
    if now < step.opens_at:
        step.opens_at = now
        step.save(update_fields=["opens_at"])
        _record(actor, step, "programmes.step_opened")
    return step


@transaction.atomic
def close_step(*, actor: Person, step: Step) -> Step:
    """Let a step's kind work out the outcome, and keep it for good."""
    require(permissions.can_steer(actor, step.cycle))
    step = _hold(step)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    if timezone.now() < step.opens_at:
        raise Refused(_("“%(step)s”还没开始，不能结束。") % {"step": step})
    _refuse_out_of_order(step)
    step.outcome = kinds.get(step.kind).close(actor=actor, step=step)
    step.closed_at = timezone.now()
    step.save(update_fields=["outcome", "closed_at"])
    _record(actor, step, "programmes.step_closed")
    return step


@transaction.atomic
def change_settings(*, actor: Person, step: Step, settings: dict[str, Any]) -> Step:
    """Change how a step works, while nobody can have done anything in it yet."""
    require(permissions.can_steer(actor, step.cycle))
    step = _hold(step)
    if step.is_closed or timezone.now() >= step.opens_at:
        raise Refused(_("“%(step)s”已经开始了，规矩不能再改。") % {"step": step})
    step.settings = settings
    step.save(update_fields=["settings"])
    _record(actor, step, "programmes.settings_changed")
    return step


def draft_proposal(
    *,
    cycle: Cycle,
    community: AdminUnit,
    author: Person | None,
    is_anonymous: bool,
    title: str,
    text: str,
    category: str,
) -> Proposal:
    """Put a new proposal on the cycle's list, under the next number.  Called inside an act."""
    locks.hold_alone(f"programmes.proposal_number:{cycle.pk}")
    last = cycle.proposals.aggregate(last=Max("number"))["last"] or 0
    return cycle.proposals.create(
        community=community,
        number=last + 1,
        author=author,
        is_anonymous=is_anonymous,
        title=title,
        text=text,
        category=category,
    )


def settle_proposals(*, step: Step, states: dict[int, str]) -> None:
    """Give proposals of the step's cycle the states a step decided on.  Called inside an act."""
    proposals = list(step.cycle.proposals.select_for_update().filter(pk__in=states).order_by("pk"))
    for proposal in proposals:
        proposal.state = states[proposal.pk]
    Proposal.objects.bulk_update(proposals, ["state"])


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _name(step: Step) -> str:
    return f"programmes.step:{step.pk}"


def _hold(step: Step) -> Step:
    locks.hold_alone(_name(step))
    return Step.objects.select_related("cycle__programme__host").get(pk=step.pk)


def _refuse_out_of_order(step: Step) -> None:
    if waiting := step.cycle.steps.filter(order__lt=step.order, closed_at=None).first():
        raise Refused(_("要先结束“%(step)s”。") % {"step": waiting})


def _record(actor: Person, step: Step, verb: str) -> None:
    host = step.cycle.programme.host
    record(verb, by=actor, role=role_at(actor, host), about=step, unit=host, step=step.name)
