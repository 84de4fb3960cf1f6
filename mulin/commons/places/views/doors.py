"""What every view of places asks first: is this the viewer's to see?"""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from mulin.commons.people.requests import Visit

from .. import queries


def unit_worked_for(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.units_worked_for_by(request.user), pk=unit_id)


def community_worked_for(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.communities_worked_for_by(request.user), pk=unit_id)


def unit_of(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(_units(request), pk=unit_id)


def community_of(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(_units(request), pk=unit_id, level="community")


def compound_of(request: Visit, compound_id: int, *, to_change: bool = False) -> Any:
    units = _units(request, to_change=to_change)
    found = queries.compounds_visible_to(request.user)
    return get_object_or_404(found, pk=compound_id, community__in=units)


def building_of(request: Visit, building_id: int, *, to_change: bool = False) -> Any:
    units = _units(request, to_change=to_change)
    found = queries.buildings_visible_to(request.user)
    return get_object_or_404(found, pk=building_id, compound__community__in=units)


def buildings_open(request: Visit, **where: Any) -> set[int]:
    """Return which buildings of a place the viewer may look into, for links to them."""
    found = queries.buildings_visible_to(request.user)
    return set(found.filter(**where).values_list("pk", flat=True))


def grid_of(request: Visit, grid_id: int, *, to_change: bool = False) -> Any:
    units = _units(request, to_change=to_change)
    found = queries.grids_visible_to(request.user)
    return get_object_or_404(found, pk=grid_id, community__in=units)


def place_of(request: Visit, place_id: int) -> Any:
    """Return a place whose community's work the viewer does."""
    found = queries.places_visible_to(request.user)
    return get_object_or_404(found, pk=place_id, community__in=_units(request, to_change=True))


def part_of(request: Visit, part_id: int) -> Any:
    return get_object_or_404(queries.memberships_visible_to(request.user), pk=part_id)


def address_for(request: Visit, path: str) -> str:
    """Return the whole address of a page, for QR codes and links on paper."""
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}"
    return request.build_absolute_uri(path)


def _units(request: Visit, *, to_change: bool = False) -> QuerySet[Any]:
    """Return the units the viewer may read about as staff; to change them, those worked for."""
    if to_change or request.method not in ("GET", "HEAD"):
        return queries.units_worked_for_by(request.user)
    return queries.units_staffed_by(request.user)
