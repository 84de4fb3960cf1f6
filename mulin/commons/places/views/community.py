"""A community as everybody may see it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.pages import page

from .. import queries


@require_safe
def community(request: Visit, unit_id: int) -> HttpResponse:
    """Show a community: how many live there, its compounds, who looks after what."""
    unit = get_object_or_404(queries.searchable_communities(), pk=unit_id)
    workers = queries.grid_workers(unit)
    grids = queries.by_name(queries.grids_of(unit))
    context = {
        "community": unit,
        "lives_here": unit.pk in {home.pk for home in queries.homes_of(request.user)},
        "figure": queries.household_figure(unit),
        "compounds": queries.compounds_counted(unit),
        "grids": [(grid, workers.get(grid.pk, [])) for grid in grids],
        "stewards": queries.stewards_of(unit),
    }
    return page(request, "places/community.html", context)
