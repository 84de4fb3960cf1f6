"""Compounds, buildings and their entrances."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..addresses import building_key, building_name
from ..models import AdminUnit, Building, Compound, Entrance, Grid
from ..permissions import role_at, works_for


@transaction.atomic
def add_compound(
    *, actor: Person | None, community: AdminUnit, name: str, **facts: Any
) -> Compound:
    """
    Put a compound into a community.

    `actor` is None only when a site is set up from its own command line.
    """
    _may(actor, community)
    _refuse_name_of_another(community, name)
    compound = Compound.objects.create(community=community, name=name, **facts)
    _note("places.compound_added", actor, compound, community)
    return compound


@transaction.atomic
def change_compound(*, actor: Person, compound: Compound, name: str, **facts: Any) -> None:
    """Give a compound another name, or say something else about it."""
    _may(actor, compound.community)
    _refuse_name_of_another(compound.community, name, compound)
    before, compound.name = compound.name, name
    for fact, value in facts.items():
        setattr(compound, fact, value)
    compound.save(update_fields=["name", *facts])
    _note("places.compound_changed", actor, compound, compound.community, before=before)


@transaction.atomic
def add_building(
    *,
    actor: Person | None,
    compound: Compound,
    name: str,
    entrances: int = 0,
    grid: Grid | None = None,
    **facts: Any,
) -> Building:
    """
    Put a building into a compound, with its entrances 1单元, 2单元 and so on.

    `actor` is None only when a site is set up from its own command line.
    """
    _may(actor, compound.community)
    name = building_name(name)
    _refuse_building_of_another(compound, name)
    if grid is not None and grid.community_id != compound.community_id:
        raise Refused(_("这个网格不在这个社区。"))
    building = Building.objects.create(compound=compound, name=name, grid=grid, **facts)
    Entrance.objects.bulk_create(
        Entrance(building=building, name=f"{number}单元") for number in range(1, entrances + 1)
    )
    _note("places.building_added", actor, building, compound.community)
    return building


@transaction.atomic
def change_building(
    *, actor: Person, building: Building, name: str, floors: int | None = None
) -> None:
    """Give a building another name or number of floors."""
    compound = building.compound
    _may(actor, compound.community)
    name = building_name(name)
    _refuse_building_of_another(compound, name, building)
    before, building.name, building.floors = building.name, name, floors
    building.save(update_fields=["name", "floors"])
    _note("places.building_changed", actor, building, compound.community, before=before)


def _may(actor: Person | None, community: AdminUnit) -> None:
    if actor is not None:
        require(works_for(actor, community))
    if not community.is_community:
        raise Refused(_("小区只能登记在社区里。"))
    hold_alone(f"places.homes:{community.pk}")


def _refuse_name_of_another(
    community: AdminUnit, name: str, compound: Compound | None = None
) -> None:
    others = Compound.objects.filter(community=community, name=name)
    if compound is not None:
        others = others.exclude(pk=compound.pk)
    if others.exists():
        raise Refused(_("“%(name)s”已经有了。") % {"name": name})


def _refuse_building_of_another(
    compound: Compound, name: str, building: Building | None = None
) -> None:
    """Refuse a second name for the same building: 3栋 is 3号楼."""
    key = building_key(name, compound.name)
    for other in Building.objects.filter(compound=compound):
        if other != building and building_key(other.name, compound.name) == key:
            raise Refused(_("“%(name)s”已经有了。") % {"name": other.name})


def _note(
    verb: str,
    actor: Person | None,
    thing: Compound | Building,
    community: AdminUnit,
    **details: Any,
) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, community) if actor else "",
        about=thing,
        unit=community,
        name=thing.name,
        **details,
    )
