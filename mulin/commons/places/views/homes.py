"""The tree of a place: units, compounds, buildings, doors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import BuildingForm, CompoundForm, FactsForm, NewBuildingForm
from ..permissions import works_for
from ..public_pages import page_of
from .doors import (
    building_of,
    buildings_open,
    community_of,
    community_worked_for,
    compound_of,
    unit_of,
)

A_PAGE = 50


@login_required
def tree(request: Visit, unit_id: int) -> HttpResponse:
    """Show what lies in a unit: below an office its communities, in a community its compounds."""
    unit = unit_of(request, unit_id)
    if not unit.is_community:
        return _communities(request, unit)
    form = CompoundForm(request.POST or None)

    def add(facts: dict[str, Any]) -> None:
        actions.add_compound(actor=request.user, community=unit, **facts)

    if accepted(form, add):
        messages.success(request, _("“%(name)s”登记好了。") % form.cleaned_data)
        return done(request, request.path)
    context = {
        "unit": unit,
        "figure": queries.household_figure(unit),
        "check": queries.grid_check(unit),
        "claims": queries.claims_at(unit).count(),
        "compounds": queries.compounds_counted(unit),
        "form": form,
        "reads_only": not works_for(request.user, unit),
    }
    return page(request, "places/tree.html", context)


def _communities(request: Visit, unit: Any) -> HttpResponse:
    found = Paginator(queries.communities_counted(unit), A_PAGE)
    context = {
        "unit": unit,
        "figure": queries.household_figure(unit),
        "communities": found.get_page(request.GET.get("page")),
        "claims": queries.claims_at(unit).count(),
        "reads_only": not works_for(request.user, unit),
    }
    return page(request, "places/communities.html", context)


@login_required
@require_safe
def tree_sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give a community's buildings as an Excel file."""
    community = community_of(request, unit_id)
    buildings = queries.buildings_counted(compound__community=community)
    columns = [
        _("小区"),
        _("楼栋"),
        _("单元数"),
        _("层数"),
        _("册上户数"),
        _("填报户数"),
        _("网格"),
    ]
    rows = [
        (
            building.compound.name,
            building.name,
            building.entrance_count,
            building.floors,
            building.household_count,
            building.declared_households,
            building.grid.name if building.grid else "",
        )
        for building in buildings
    ]
    return sheet_response(_("%(name)s楼栋") % {"name": community.name}, columns, rows)


@login_required
def facts(request: Visit, unit_id: int) -> HttpResponse:
    """Change what a community reports about itself."""
    community = community_worked_for(request, unit_id)
    names = FactsForm.base_fields
    form = FactsForm(request.POST or None, initial={n: getattr(community, n) for n in names})

    def change(given: dict[str, Any]) -> None:
        actions.change_facts(actor=request.user, community=community, **given)

    if accepted(form, change):
        messages.success(request, _("改好了。"))
        return done(request, reverse("places:tree", args=[community.pk]))
    context = {
        "form": form,
        "unit": community,
        "title": _("社区概况"),
        "back": reverse("places:tree", args=[community.pk]),
    }
    return page(request, "places/change.html", context)


@login_required
def compound(request: Visit, compound_id: int) -> HttpResponse:
    """Show a compound's buildings, and take one more."""
    compound = compound_of(request, compound_id)
    form = NewBuildingForm(request.POST or None)

    def add(given: dict[str, Any]) -> None:
        actions.add_building(
            actor=request.user, compound=compound, **given | {"entrances": given["entrances"] or 0}
        )

    if accepted(form, add):
        messages.success(request, _("“%(name)s”登记好了。") % form.cleaned_data)
        return done(request, request.path)
    found = Paginator(queries.buildings_counted(compound=compound), A_PAGE)
    context = {
        "unit": compound.community,
        "compound": compound,
        "buildings": found.get_page(request.GET.get("page")),
        "opens": buildings_open(request, compound=compound),
        "public_page": page_of(compound),
        "form": form,
        "reads_only": not works_for(request.user, compound.community),
    }
    return page(request, "places/compound.html", context)


@login_required
def compound_change(request: Visit, compound_id: int) -> HttpResponse:
    """Change a compound's name and what is known about it."""
    compound = compound_of(request, compound_id, to_change=True)
    names = CompoundForm.base_fields
    form = CompoundForm(request.POST or None, initial={n: getattr(compound, n) for n in names})
    back = reverse("places:compound", args=[compound.pk])

    def change(given: dict[str, Any]) -> None:
        actions.change_compound(actor=request.user, compound=compound, **given)

    if accepted(form, change):
        messages.success(request, _("改好了。"))
        return done(request, back)
    context = {"form": form, "unit": compound.community, "title": compound.name, "back": back}
    return page(request, "places/change.html", context)


@login_required
def building(request: Visit, building_id: int) -> HttpResponse:
    """Show a building's doors with who to ask for, and write down who looked."""
    building = building_of(request, building_id)
    community = building.compound.community
    homes = Paginator(queries.households_of(building), A_PAGE)
    actions.note_household_viewing(actor=request.user, unit=community, of=building, how="page")
    context = {
        "unit": community,
        "building": building,
        "homes": homes.get_page(request.GET.get("page")),
        "letters": queries.letters_of(building),
        "public_page": page_of(building),
        "reads_only": not works_for(request.user, community),
    }
    return page(request, "places/building.html", context)


@login_required
def building_change(request: Visit, building_id: int) -> HttpResponse:
    """Change a building's name."""
    building = building_of(request, building_id, to_change=True)
    initial = {"name": building.name, "floors": building.floors}
    form = BuildingForm(request.POST or None, initial=initial)
    back = reverse("places:building", args=[building.pk])

    def change(given: dict[str, Any]) -> None:
        actions.change_building(actor=request.user, building=building, **given)

    if accepted(form, change):
        messages.success(request, _("改好了。"))
        return done(request, back)
    unit = building.compound.community
    context = {"form": form, "unit": unit, "title": building.name, "back": back}
    return page(request, "places/change.html", context)
