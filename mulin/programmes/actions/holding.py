"""What every act on a step begins and ends with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at

from ..conditions import lacking
from ..models import Step


def lock_name(step: Step) -> str:
    return f"programmes.step:{step.pk}"


def hold(step: Step) -> Step:
    """Keep a step still while something about it changes, and read it anew."""
    locks.hold_alone(lock_name(step))
    return Step.objects.select_related("cycle__programme__host", "owner").get(pk=step.pk)


def look_again(steps: Iterable[Step]) -> None:
    """Note anew what held steps lack; one that has begun goes on with what it began with."""
    for step in steps:
        if step.state != "now":
            step.lacks = lacking(step)
            step.save(update_fields=["lacks"])


def moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def write_down(verb: str, actor: Person | None, step: Step, **details: Any) -> None:
    """Record what was done about a step, in the words its messages need."""
    host = step.cycle.programme.host
    role = role_at(actor, host) if actor else ""
    details |= {"step": step.name, "cycle": step.cycle_id}
    record(verb, by=actor, role=role, about=step, unit=host, **details)
