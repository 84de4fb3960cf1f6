"""What every view of places asks first: is this the viewer's to see?"""

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404

from mulin.commons.people.requests import Visit

from .. import queries


def unit_worked_for(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.units_worked_for_by(request.user), pk=unit_id)


def community_worked_for(request: Visit, unit_id: int) -> Any:
    return get_object_or_404(queries.communities_worked_for_by(request.user), pk=unit_id)


def compound_of(request: Visit, compound_id: int) -> Any:
    return get_object_or_404(queries.compounds_visible_to(request.user), pk=compound_id)


def building_of(request: Visit, building_id: int) -> Any:
    return get_object_or_404(queries.buildings_visible_to(request.user), pk=building_id)


def grid_of(request: Visit, grid_id: int) -> Any:
    return get_object_or_404(queries.grids_visible_to(request.user), pk=grid_id)


def part_of(request: Visit, part_id: int) -> Any:
    return get_object_or_404(queries.memberships_visible_to(request.user), pk=part_id)


def address_for(request: Visit, path: str) -> str:
    """Return the whole address of a page, for QR codes and links on paper."""
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}"
    return request.build_absolute_uri(path)
