"""A compound and a building as everybody may see them: the page behind the link in the group."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.occasions.models import Occasion
from mulin.commons.occasions.queries import coming_at
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.commons.places.permissions import works_for
from mulin.features.designs.queries import renderings_at
from mulin.web.pages import page

from .channel import A_FEW, Spot, lines_of, newest, soonest
from .channel_sources import LOOKS, sources
from .firsts import firsts_of

MORE = 4
AHEAD = 40
"""Among how many days to come the next of each series is looked for."""


@require_safe
def compound(request: Visit, compound_id: int) -> HttpResponse:
    """Show a compound: what is asked there, what is talked over, its buildings, its firsts."""
    found = get_object_or_404(places.public_compounds(), pk=compound_id)
    more = {
        "buildings": places.by_name(found.buildings.all()),
        "firsts": firsts_of(found),
    }
    return page(request, "portal/compound.html", _told(request, Spot(found)) | more)


@require_safe
def building(request: Visit, building_id: int) -> HttpResponse:
    """Show what those of one building should know: the page for its group and its stairwell."""
    found = get_object_or_404(places.buildings_to_live_in(), pk=building_id)
    context = _told(request, Spot(found.compound, found))
    return page(request, "portal/building.html", context)


@require_safe
@login_required
def my_building(request: Visit) -> HttpResponse:
    """Lead neighbours to the page of the building they live in, others to the front page."""
    homes = (part.household_id for part in places.parts_of(request.user) if part.household_id)
    key = places.building_lived_in(list(homes))
    page_of = reverse("portal:building", args=[key]) if key else reverse("portal:home")
    return HttpResponseRedirect(page_of)


def _told(request: Visit, spot: Spot) -> dict[str, Any]:
    told = lines_of(sources(spot), LOOKS)
    words = [
        _("%(place)s的事，点开就能看") % {"place": spot.name},
        _("要大家说一句的、贴出来的、快开的会、办好的事，不用登录"),
        spot.community.name,
    ]
    return {
        "spot": spot,
        "asked": soonest(told.get("asked", [])),
        "topics": newest(told.get("topics", [])),
        "notices": newest(told.get("notices", []))[:MORE],
        "done": newest(told.get("done", [])),
        "coming": _next_of_each(coming_at(spot.community)[:AHEAD]),
        "renderings": renderings_at(spot.compound)[:A_FEW],
        "may_post": works_for(request.user, spot.community),
        "share": share(request, request.path, text="\n".join(words)),
    }


def _next_of_each(coming: Iterable[Occasion]) -> list[Occasion]:
    """Return what comes next, of everything that comes again only the next time."""
    once = {f"{one.series_id or one.title}": one for one in reversed(list(coming))}
    return sorted(once.values(), key=lambda one: one.on)[:MORE]
