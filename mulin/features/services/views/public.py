"""What can be done where and when, for everybody."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.web.pages import page

from .. import permissions, queries
from ..forms import WhereForm
from ..hours import in_words
from ..presenting import week_of
from ..search import found_among

A_PAGE = 30
TEN_MINUTES = 10


@require_safe
def home(request: Visit) -> HttpResponse:
    """Find what somebody wants done, in plain words; in the reader's own community first."""
    unit = _unit_meant(request)
    if unit is None:
        return _choose_community(request, "services:home", _("您在哪个社区"))
    words = request.GET.get("q", "").strip()[:60]
    items = list(queries.items_for(unit))
    found = found_among(items, words) if words else items
    text = _("%(place)s能办哪些事、要带什么，先查一查再出门") % {"place": unit.name}
    context = {
        "unit": unit,
        "words": words,
        "found": found[:A_PAGE] if words else [],
        "kinds": by_kind(items) if not words else [],
        "share": share(request, _home_of(unit), text=text),
    }
    return page(request, "services/home.html", context)


def by_kind(items: list[Any]) -> list[tuple[str, list[Any]]]:
    """Return items under the names of their kinds, in the order of the catalogue."""
    kinds = groupby(queries.in_order_of_kinds(items), key=lambda one: one.get_category_display())
    return [(str(kind), list(ones)) for kind, ones in kinds]


@require_safe
def points(request: Visit, unit_id: int) -> HttpResponse:
    """Show a place's points, which of them are open now, and until when."""
    unit = get_object_or_404(places.searchable_communities(), pk=unit_id)
    text = _("%(place)s的服务点：在哪里、几点开门、办哪些事") % {"place": unit.name}
    context = {
        "unit": unit,
        "home": _home_of(unit),
        "points": queries.points_open_at(queries.points_in(unit)),
        "may_keep": permissions.can_keep_points(request.user, unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "services/points.html", context)


@require_safe
def figures(request: Visit, unit_id: int) -> HttpResponse:
    """Show how many matters were done, how many by the first person asked, and how far it is."""
    unit = get_object_or_404(places.searchable_communities(), pk=unit_id)
    text = _("%(place)s的服务点今年办了多少事、走路几分钟") % {"place": unit.name}
    walks = queries.buildings_beyond(unit, TEN_MINUTES)
    context = {
        "unit": unit,
        "figures": queries.figures_of(unit),
        "walks": walks,
        "total": sum(map(len, walks.values())),
        "share": share(request, request.path, text=text),
    }
    return page(request, "services/figures.html", context)


@require_safe
def item(request: Visit, item_id: int) -> HttpResponse:
    """Show what to bring for one item, how long it takes and where it is done."""
    found = get_object_or_404(queries.item_visible_to_all(), pk=item_id)
    lines = [_("办%(item)s要带什么") % {"item": found.name}, *found.papers[:4]]
    context = {
        "item": found,
        "home": _home_of(found.unit),
        "points": queries.points_doing(found),
        "share": share(request, request.path, text="\n".join(lines)),
    }
    return page(request, "services/item.html", context)


@require_safe
def point(request: Visit, point_id: int) -> HttpResponse:
    """Show one point: whether it is open now, its week, what it does, who is there today."""
    found = get_object_or_404(queries.points_with_hours(), pk=point_id)
    today = timezone.localdate()
    hours = queries.hours_of(found)
    lines = [
        _("%(point)s：%(today)s") % {"point": found.name, "today": _today_in_words(hours, today)},
        found.address,
        found.phone,
    ]
    context = {
        "point": found,
        "standing": queries.standing(found, hours, timezone.localtime()),
        "week": week_of(hours),
        "exceptions": [one for one in found.exceptions.all() if one.on >= today],
        "kinds": by_kind(queries.items_of(found)),
        "shifts": queries.shifts_of(found, today, today),
        "may_serve": permissions.can_serve(request.user, found),
        "may_keep": permissions.can_keep_points(request.user, found.unit),
        "share": share(request, request.path, text="\n".join(lines)),
    }
    return page(request, "services/point.html", context)


def _today_in_words(hours: Any, today: Any) -> str:
    spans = hours.spans_on(today)
    return _("今天 %(hours)s") % {"hours": in_words(spans)} if spans else _("今天不开")


@require_safe
def poster(request: Visit, point_id: int) -> HttpResponse:
    """Show the sheet for a point's door: its week, its telephone and a code."""
    found = get_object_or_404(queries.points_with_hours(), pk=point_id)
    path = reverse("services:point", args=[found.pk])
    context = {
        "point": found,
        "week": week_of(queries.hours_of(found)),
        "kinds": by_kind(queries.items_of(found)),
        "share": share(request, path, text=found.name),
        "back": path,
    }
    return page(request, "services/poster.html", context)


@require_safe
def ticket(request: Visit, receipt: UUID) -> HttpResponse:
    """Show how far the queue is to whoever holds a number; nothing about a person."""
    found = queries.matter_with(receipt)
    if found is None or found.number is None:
        raise Http404
    context = {
        "matter": found,
        "before": queries.before_in_queue(found),
        "is_over": found.on < timezone.localdate(),
        "share": share(request, request.path, text=_("看看叫到几号了")),
    }
    return page(request, "services/ticket.html", context, part="services/_ticket.html")


@require_safe
def where(request: Visit) -> HttpResponse:
    """Lead to the point of the viewer's own building; else ask for the community."""
    for part in places.homes_claimed_by(request.user) if request.user.is_authenticated else ():
        home = part.household
        building = home.dwelling.entrance.building if home else part.building
        if building:
            return redirect("services:where_from", building.pk)
        return redirect("services:where_in", part.unit_id)
    return _choose_community(request, "services:where_in", _("找离您最近的服务点"))


def where_in(request: Visit, unit_id: int) -> HttpResponse:
    """Take an address in one's own words, or let somebody choose the building."""
    unit = get_object_or_404(places.searchable_communities(), pk=unit_id)
    form = WhereForm(request.GET if "address" in request.GET else None)
    if form.is_valid():
        if building := places.building_at(unit, form.cleaned_data["address"]):
            return redirect("services:where_from", building.pk)
        form.add_error("address", _("没找到这栋楼。请写成 3号楼 这样，或者在下面选。"))
    text = _("%(place)s：您家归哪个服务点") % {"place": unit.name}
    context = {
        "unit": unit,
        "form": form,
        "compounds": places.compounds_with_buildings(unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "services/where_in.html", context)


@require_safe
def where_from(request: Visit, building_id: int) -> HttpResponse:
    """Show the point of a building, and how far it is."""
    building = get_object_or_404(places.buildings_to_live_in(), pk=building_id)
    found = queries.point_for(building)
    community = building.compound.community
    text = _("%(building)s归哪个服务点") % {"building": building.full_name}
    context: dict[str, Any] = {
        "building": building,
        "unit": community,
        "share": share(request, request.path, text=text),
    }
    if found:
        context["standing"] = queries.points_open_at([found])[0]
    return page(request, "services/where_from.html", context)


def _home_of(unit: Any) -> str:
    """Return where all items of a place are found; for an office above, where one chooses."""
    home = reverse("services:home")
    return f"{home}?unit={unit.pk}" if unit.is_community else home


def _unit_meant(request: Visit) -> Any:
    asked = request.GET.get("unit", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:
        return get_object_or_404(places.searchable_communities(), pk=int(asked))
    homes = places.homes_of(request.user)
    return homes[0] if homes else None


def _choose_community(request: Visit, leads_to: str, title: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:40]
    found = Paginator(places.searchable_communities(words), A_PAGE)
    context = {
        "communities": found.get_page(request.GET.get("page")),
        "words": words,
        "leads_to": leads_to,
        "title": title,
        "share": share(request, request.path, text=title),
    }
    return page(request, "services/choose.html", context)
