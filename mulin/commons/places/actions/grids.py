"""Grids: draw them, and say which buildings are whose."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from ..models import AdminUnit, Building, Grid
from ..permissions import role_at, works_for


@transaction.atomic
def draw_grid(
    *,
    actor: Person | None,
    community: AdminUnit,
    name: str,
    declared_households: int | None = None,
) -> Grid:
    """
    Draw one more grid in a community.

    `actor` is None only when a site is set up from its own command line.
    """
    if actor is not None:
        require(works_for(actor, community))
    _refuse_name_of_another(community, name)
    grid = Grid.objects.create(
        community=community, name=name, declared_households=declared_households
    )
    record(
        "places.grid_drawn",
        by=actor,
        role=role_at(actor, community) if actor else "",
        about=grid,
        unit=community,
        name=name,
    )
    return grid


@transaction.atomic
def change_grid(
    *, actor: Person, grid: Grid, name: str, declared_households: int | None = None
) -> None:
    """Give a grid another name, or say how many households it has."""
    require(works_for(actor, grid.community))
    _refuse_name_of_another(grid.community, name, grid)
    before, grid.name = grid.name, name
    grid.declared_households = declared_households
    grid.save(update_fields=["name", "declared_households"])
    record(
        "places.grid_changed",
        by=actor,
        role=role_at(actor, grid.community),
        about=grid,
        unit=grid.community,
        before=before,
    )


@transaction.atomic
def assign_buildings(*, actor: Person | None, grid: Grid, buildings: Collection[Building]) -> None:
    """Let a grid be of exactly these buildings; what it had besides belongs to no grid then."""
    if actor is not None:
        require(works_for(actor, grid.community))
    if any(b.compound.community_id != grid.community_id for b in buildings):
        raise Refused(_("网格里只能放本社区的楼。"))
    hold_alone(f"places.grids:{grid.community_id}")
    wanted = {building.pk for building in buildings}
    before = set(Building.objects.filter(grid=grid).values_list("pk", flat=True))
    Building.objects.filter(pk__in=before - wanted).update(grid=None)
    Building.objects.filter(pk__in=wanted - before).update(grid=grid)
    record(
        "places.buildings_assigned",
        by=actor,
        role=role_at(actor, grid.community) if actor else "",
        about=grid,
        unit=grid.community,
        added=sorted(wanted - before),
        taken_out=sorted(before - wanted),
    )


def _refuse_name_of_another(community: AdminUnit, name: str, grid: Grid | None = None) -> None:
    hold_alone(f"places.grids:{community.pk}")
    others = Grid.objects.filter(community=community, name=name)
    if grid is not None:
        others = others.exclude(pk=grid.pk)
    if others.exists():
        raise Refused(_("“%(name)s”已经有了。") % {"name": name})
