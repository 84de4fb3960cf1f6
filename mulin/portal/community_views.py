"""A community as everybody may see it, from all rooms that know something of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.organisations import queries as organisations
from mulin.commons.organisations.permissions import can_keep_registers
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.commons.places.roles import Role
from mulin.features.ideas.cards import most_wanted_in, wanted_url
from mulin.web.pages import page

from .ways import ways_into


@require_safe
def community(request: Visit, unit_id: int) -> HttpResponse:
    """Show a community: how many live there, its compounds, who looks after what."""
    unit = get_object_or_404(places.searchable_communities(), pk=unit_id)
    helpers = list(places.helpers_of(unit))
    workers = [part for part in helpers if part.role != Role.BUILDING_STEWARD]
    text = [_("看看%(place)s：几个小区、谁管哪一片") % {"place": unit.name}, unit.story]
    wanted = most_wanted_in(unit)
    context = {
        "community": unit,
        "lives_here": unit.pk in {home.pk for home in places.homes_of(request.user)},
        "figure": places.household_figure(unit),
        "compounds": places.compounds_counted(unit),
        "places": places.places_of(unit).exclude(status="closed"),
        "grids": [
            (grid, [part for part in workers if part.grid_id == grid.pk])
            for grid in places.by_name(places.grids_of(unit))
        ],
        "stewards": [part for part in helpers if part not in workers],
        "chat_groups": organisations.chat_groups_shown_to_all(unit),
        "most_wanted": wanted,
        "wanted_url": wanted_url(unit, wanted),
        "four": (four := ways_into(unit)),
        "ways": four,
        "share": share(request, request.path, text="\n".join(text)),
    }
    return page(request, "portal/community.html", context)


@require_safe
def around(request: Visit, unit_id: int) -> HttpResponse:
    """Show who works with a neighbourhood: groups, partners, advisers, coaches."""
    unit = get_object_or_404(organisations.units(), pk=unit_id)
    text = _("看看%(place)s谁在一起出力：小组、单位和可以请教的人") % {"place": unit.name}
    context: dict[str, Any] = {
        "unit": unit,
        "groups": organisations.groups_of(unit),
        "partners": organisations.partners_of(unit),
        "advisers": organisations.advisers_for(unit),
        "seats": organisations.seats_of(unit),
        "engagements": organisations.coaches_now(unit),
        "years": [] if unit.is_community else organisations.coaching_years(unit),
        "may_keep": can_keep_registers(request.user, unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "portal/around.html", context)
