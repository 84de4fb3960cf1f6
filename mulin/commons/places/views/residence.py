"""Where I live: choose step by step, or write it down."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import AddressForm, HomeForm

A_PAGE = 20


@login_required
def live_here(request: Visit) -> HttpResponse:
    """Show where the viewer lives, and the communities to choose from."""
    words = request.GET.get("q", "").strip()[:40]
    found = Paginator(queries.searchable_communities(words), A_PAGE)
    context = {
        "homes": queries.homes_claimed_by(request.user),
        "communities": found.get_page(request.GET.get("page")),
        "words": words,
    }
    return page(request, "places/live_here.html", context)


@login_required
def live_in(request: Visit, unit_id: int) -> HttpResponse:
    """Show a community's buildings to choose from, and take an address in one's own words."""
    community = get_object_or_404(queries.searchable_communities(), pk=unit_id)
    form = AddressForm(request.POST or None)

    def claim(given: dict[str, Any]) -> None:
        building, home = queries.household_at(community, given["address"])
        actions.claim_home(
            actor=request.user,
            community=community,
            building=building,
            household=home,
            room="" if home else given["address"],
        )

    if accepted(form, claim):
        return _claimed(request)
    context = {
        "community": community,
        "compounds": queries.compounds_with_buildings(community),
        "form": form,
    }
    return page(request, "places/live_in.html", context)


@login_required
def live_behind(request: Visit, building_id: int) -> HttpResponse:
    """Show a building's doors to choose from; nothing but their numbers."""
    building = get_object_or_404(queries.buildings_to_live_in(), pk=building_id)
    homes = {str(home.pk): home for home in queries.households_of(building)}
    doors = [(pk, f"{home.dwelling.entrance}{home.dwelling}") for pk, home in homes.items()]
    form = HomeForm(request.POST or None, choices={"household": doors})

    def claim(given: dict[str, Any]) -> None:
        home = homes.get(given.get("household", ""))
        actions.claim_home(
            actor=request.user,
            community=building.compound.community,
            building=building,
            household=home,
            room="" if home else given["room"],
        )

    if accepted(form, claim):
        return _claimed(request)
    context = {"building": building, "community": building.compound.community, "form": form}
    return page(request, "places/live_behind.html", context)


@login_required
@require_POST
def live_no_more(request: Visit, part_id: int) -> HttpResponse:
    """Take back where one said to live, before anybody confirmed it."""
    part = get_object_or_404(queries.homes_claimed_by(request.user), pk=part_id)
    actions.withdraw_claim(actor=request.user, part=part)
    messages.success(request, _("撤回了。"))
    return done(request, reverse("places:live_here"))


def _claimed(request: Visit) -> HttpResponse:
    messages.success(request, _("记下了。社区核实以后，您就能投票了。"))
    return done(request, reverse("places:live_here"))
