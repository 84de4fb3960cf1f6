"""How the acts beside it are recorded."""

from typing import Any

from django.db import models

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at


def write_down(
    verb: str, actor: Person | None, unit: AdminUnit, about: models.Model, **details: Any
) -> None:
    role = role_at(actor, unit) if actor else ""
    record(verb, by=actor, role=role, about=about, unit=unit, **details)
