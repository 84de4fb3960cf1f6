"""The administrative tree, and what is said about its communities."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..models import AdminUnit
from ..permissions import role_at, works_for


@transaction.atomic
def found_unit(
    *, actor: Person | None, level: str, name: str, parent: AdminUnit | None = None, **facts: Any
) -> AdminUnit:
    """
    Put a unit on the administrative tree.

    `actor` is None only when a site is set up from its own command line.
    """
    if actor is not None:
        require(parent is not None and works_for(actor, parent))
    hold_alone(f"places.units_below:{parent.pk if parent else 0}")
    if AdminUnit.objects.filter(parent=parent, name=name).exists():
        raise Refused(_("“%(name)s”已经有了。") % {"name": name})
    if facts.get("population") or facts.get("declared_households"):
        facts.setdefault("facts_on", timezone.localdate())
    unit = AdminUnit.objects.create(
        level=level, name=name, parent=parent, path=f"new/{uuid4()}", **facts
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record("places.unit_founded", by=actor, about=unit, unit=unit)
    return unit


@transaction.atomic
def change_facts(
    *,
    actor: Person,
    community: AdminUnit,
    population: int | None,
    declared_households: int | None,
    area_km2: Decimal | None,
    story: str,
) -> None:
    """Say anew how many people and households a community has, how large it is, and its story."""
    require(works_for(actor, community))
    unit = AdminUnit.objects.select_for_update().get(pk=community.pk)
    wanted = {
        "population": population,
        "declared_households": declared_households,
        "area_km2": area_km2,
        "story": story,
    }
    changed = [name for name, value in wanted.items() if getattr(unit, name) != value]
    for name in changed:
        setattr(unit, name, wanted[name])
    if {"population", "declared_households"} & set(changed) or unit.facts_on is None:
        unit.facts_on = timezone.localdate()
    unit.save(update_fields=[*changed, "facts_on"])
    record(
        "places.facts_changed",
        by=actor,
        role=role_at(actor, unit),
        about=unit,
        unit=unit,
        changed=changed,
    )
