"""Grids, who works in them, and whether they are as they should be."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet

from mulin.commons.people.models import Person

from ..grids import CommunityCheck, GridFacts, check_grids
from ..models import AdminUnit, Grid, Household, Membership
from ..roles import Role
from .homes import by_name, household_figure
from .units import memberships_now, units_staffed_by


def grids_of(community: AdminUnit) -> QuerySet[Grid]:
    return Grid.objects.filter(community=community)


def grids_visible_to(viewer: Person) -> QuerySet[Grid]:
    return Grid.objects.filter(community__in=units_staffed_by(viewer)).select_related("community")


def grid_workers(community: AdminUnit) -> dict[int, list[Membership]]:
    """Return who works in each grid of a community today, aides too."""
    found: dict[int, list[Membership]] = defaultdict(list)
    parts = memberships_now().filter(
        unit=community, grid__isnull=False, role__in=(Role.GRID_WORKER, Role.GRID_AIDE)
    )
    for part in parts.select_related("person").order_by("id"):
        found[part.grid_id or 0].append(part)
    return found


def grid_check(community: AdminUnit) -> CommunityCheck:
    """Say of a community's grids which are too large or small, and which lack a worker (S3-2)."""
    building = "dwelling__entrance__building"
    on_roll = (
        Household.objects.filter(community=community)
        .order_by()
        .values_list(f"{building}__grid")
        .annotate(households=Count("pk"), buildings=Count(building, distinct=True))
    )
    counted = {grid: (households, buildings) for grid, households, buildings in on_roll}
    workers = grid_workers(community)
    facts = [
        _facts(grid, *counted.get(grid.pk, (0, 0)), workers.get(grid.pk, []))
        for grid in by_name(grids_of(community).annotate(building_count=Count("buildings")))
    ]
    return check_grids(
        household_figure(community).count,
        facts,
        target=settings.GRID_HOUSEHOLDS,
        tolerance=Fraction(settings.GRID_TOLERANCE_PERCENT, 100),
    )


def _facts(grid: Any, on_roll: int, with_roll: int, parts: list[Membership]) -> GridFacts:
    """Return a grid as it is: counted once every building of it is on the roll."""
    is_counted = with_roll and with_roll == grid.building_count
    return GridFacts(
        pk=grid.pk,
        name=grid.name,
        households=on_roll if is_counted else grid.declared_households or on_roll or None,
        workers=[part.person_id for part in parts if part.role == Role.GRID_WORKER],
        aides=sum(part.role == Role.GRID_AIDE for part in parts),
        buildings=grid.building_count,
    )


def grid_history(grid: Grid) -> QuerySet[Membership]:
    """Return everybody who ever worked in a grid, newest first."""
    return Membership.objects.filter(grid=grid).select_related("person").order_by("-from_on", "-id")
