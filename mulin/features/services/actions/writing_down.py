from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at

from ..models import Matter


def write_down(
    verb: str, *, actor: Person | None, about: models.Model, unit: AdminUnit, **details: Any
) -> None:
    """Record an act of this room, in the role it was done in."""
    record(
        f"services.{verb}",
        by=actor,
        role=role_at(actor, unit) if actor else "",
        about=about,
        unit=unit,
        **details,
    )


def note_matter(verb: str, *, actor: Person | None, matter: Matter, **details: Any) -> None:
    """Record what was done to a matter: never whose it is or where they live."""
    write_down(
        verb,
        actor=actor,
        about=matter,
        unit=matter.point.unit,
        item=matter.item.name if matter.item else _("您的事"),
        point=matter.point.name,
        **details,
    )


def held(matter: Matter) -> Matter:
    """Return a matter as it is now, and let nobody else change it in this transaction."""
    return (
        Matter.objects.select_for_update(of=("self",))
        .select_related("point__unit", "item", "person", "keeper")
        .get(pk=matter.pk)
    )
