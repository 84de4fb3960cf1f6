"""How the acts beside it are recorded."""

from typing import Any

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.programmes.models import Step


def write_down(verb: str, actor: Person, step: Step, about: Any = None, **details: Any) -> None:
    host = step.cycle.programme.host
    record(verb, by=actor, role=role_at(actor, host), about=about or step, unit=host, **details)
