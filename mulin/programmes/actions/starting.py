"""How a programme and its cycles begin."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions
from ..blueprints import STEP_KEYS
from ..conditions import lacking
from ..models import Cycle, Participation, Programme, Step, Zone

KEPT_OF_A_STEP = [key for key in STEP_KEYS if key != "days"]


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
        year=year,
        name=name,
        theme=theme,
        policy_note=policy_note,
        policy_tags=blueprint.get("policy_tags", []),
        blueprint=blueprint,
    )
    Participation.objects.bulk_create(
        Participation(cycle=cycle, community=community) for community in taking_part
    )
    Zone.objects.bulk_create(Zone(cycle=cycle, **zone) for zone in blueprint.get("zones", []))
    _lay_steps(cycle, opens_at, actor)
    for target in blueprint.get("targets", []):
        _set_target(cycle, opens_at, target)
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


def _set_target(cycle: Cycle, opens_at: datetime, plan: dict[str, Any]) -> None:
    due_on = timezone.localdate(opens_at + timedelta(days=plan["days"]))
    kept = {key: value for key, value in plan.items() if key != "days"}
    cycle.targets.create(due_on=due_on, **kept)


def _lay_steps(cycle: Cycle, opens_at: datetime, owner: Person) -> None:
    """Lay the steps end to end; whoever starts them owns them until they are handed on."""
    for order, plan in enumerate(cycle.blueprint["steps"], start=1):
        closes_at = opens_at + timedelta(days=plan["days"])
        step = Step(
            cycle=cycle,
            order=order,
            owner=owner,
            opens_at=opens_at,
            closes_at=closes_at,
            **{key: plan[key] for key in KEPT_OF_A_STEP if key in plan},
        )
        step.lacks = lacking(step)
        step.save(force_insert=True)
        follow(person=owner, thing=step)
        opens_at = closes_at
