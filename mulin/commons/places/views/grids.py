"""Grids: how large they are, who works in them, which buildings they are of."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import GridBuildingsForm, GridForm
from ..permissions import works_for
from .doors import buildings_open, community_of, grid_of


@login_required
def grids(request: Visit, unit_id: int) -> HttpResponse:
    """Show a community's grids with what is off about them, and take one more."""
    community = community_of(request, unit_id)
    form = GridForm(request.POST or None)

    def draw(given: dict[str, Any]) -> None:
        actions.draw_grid(actor=request.user, community=community, **given)

    if accepted(form, draw):
        messages.success(request, _("“%(name)s”画好了，去选楼吧。") % form.cleaned_data)
        return done(request, request.path)
    people = queries.grid_workers(community)
    check = queries.grid_check(community)
    homeless = queries.buildings_counted(compound__community=community, grid=None)
    context = {
        "unit": community,
        "check": check,
        "rows": [(one, people.get(one.grid.pk, [])) for one in check.grids],
        "homeless": homeless,
        "form": form,
        "reads_only": not works_for(request.user, community),
    }
    return page(request, "places/grids.html", context)


@login_required
@require_safe
def grids_sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give a community's grids as an Excel file."""
    community = community_of(request, unit_id)
    people = queries.grid_workers(community)
    columns = [_("网格"), _("户数"), _("楼栋"), _("专职网格员"), _("协管员"), _("要看一看")]
    rows = [
        (
            one.grid.name,
            one.grid.households,
            one.grid.buildings,
            "、".join(p.person.name_for_staff for p in people[one.grid.pk] if not p.aide_type),
            one.grid.aides,
            "；".join(remarks(one)),
        )
        for one in queries.grid_check(community).grids
    ]
    return sheet_response(_("%(name)s网格") % {"name": community.name}, columns, rows)


@login_required
def grid(request: Visit, grid_id: int) -> HttpResponse:
    """Show one grid, and take which buildings it is of."""
    grid = grid_of(request, grid_id)
    buildings = {
        str(building.pk): building
        for building in queries.buildings_counted(compound__community=grid.community)
    }
    initial = {"buildings": [pk for pk, one in buildings.items() if one.grid_id == grid.pk]}
    choices = {"buildings": by_compound(buildings, grid)}
    form = GridBuildingsForm(request.POST or None, initial=initial, choices=choices)

    def assign(given: dict[str, Any]) -> None:
        wanted = [buildings[pk] for pk in given.get("buildings", [])]
        actions.assign_buildings(actor=request.user, grid=grid, buildings=wanted)

    if accepted(form, assign):
        messages.success(request, _("存好了。"))
        return done(request, request.path)
    check = queries.grid_check(grid.community)
    context = {
        "unit": grid.community,
        "grid": grid,
        "check": check,
        "one": next(one for one in check.grids if one.grid.pk == grid.pk),
        "parts": queries.grid_history(grid),
        "form": form,
        "buildings": [one for one in buildings.values() if one.grid_id == grid.pk],
        "opens": buildings_open(request, grid=grid),
        "reads_only": not works_for(request.user, grid.community),
    }
    return page(request, "places/grid.html", context)


@login_required
def grid_change(request: Visit, grid_id: int) -> HttpResponse:
    """Change a grid's name."""
    grid = grid_of(request, grid_id, to_change=True)
    initial = {"name": grid.name, "declared_households": grid.declared_households}
    form = GridForm(request.POST or None, initial=initial)
    back = reverse("places:grid", args=[grid.pk])

    def change(given: dict[str, Any]) -> None:
        actions.change_grid(actor=request.user, grid=grid, **given)

    if accepted(form, change):
        messages.success(request, _("改好了。"))
        return done(request, back)
    context = {"form": form, "unit": grid.community, "title": grid.name, "back": back}
    return page(request, "places/change.html", context)


def by_compound(buildings: dict[str, Any], grid: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return buildings to tick, under their compounds, with their households and present grid."""
    offered: dict[str, list[tuple[str, str]]] = {}
    for pk, building in buildings.items():
        households = building.household_count or building.declared_households
        said = [_("%(households)s 户") % {"households": households}] if households else []
        if building.grid and building.grid != grid:
            said.append(_("现在归%(grid)s") % {"grid": building.grid.name})
        line = f"{building.name}\n{' · '.join(said)}"
        offered.setdefault(building.compound.name, []).append((pk, line))
    return list(offered.items())


def remarks(check: Any) -> list[str]:
    """Return in words what is off about a grid."""
    said = {
        _("户数偏多"): check.is_too_large,
        _("户数偏少"): check.is_too_small,
        _("缺专职网格员"): check.is_vacant,
        _("不止一名专职网格员"): check.has_several_workers,
        _("网格员还兼着别的网格"): check.shared_workers,
    }
    return [words for words, is_so in said.items() if is_so]
