"""How the acts beside it are recorded."""

from typing import Any

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at

from ..models import ConsentRound


def write_down(
    verb: str, actor: Person, round: ConsentRound, about: Any = None, **details: Any
) -> None:
    unit = round.electorate.unit
    role = role_at(actor, unit)
    record(verb, by=actor, role=role, about=about or round, unit=unit, **details)
