"""A resident's own visits: book, look, move, call off."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.queries import timeline_of
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import BookForm, MoveForm
from .public import by_kind

A_PAGE = 20
VISIT, COME = "home_visit", "appointment"


@login_required
def book(request: Visit, point_id: int) -> HttpResponse:
    """Ask one thing after the other: what, how, when; what is known is there already."""
    point = get_object_or_404(queries.points_with_hours(), pk=point_id)
    items = queries.items_of(point)
    asked = request.GET.get("item", "")
    item = next((one for one in items if str(one.pk) == asked), None)
    context: dict[str, Any] = {"point": point, "item": item}
    if item is None and asked != "other":
        context["kinds"] = by_kind(items)
        return page(request, "services/book_item.html", context)
    visits = bool(item and item.has_home_service and point.visit_seats)
    way = request.GET.get("way", "" if visits else COME)
    if way not in ((COME, VISIT) if visits else (COME,)):
        return page(request, "services/book_way.html", context)
    days = queries.free_days(point, way)
    that_day = [one for one in days if str(one.on) == request.GET.get("on")]
    context |= {"days": days, "asked": asked, "way": way, "is_visit": way == VISIT}
    if request.method != "POST" and len(days) > 1 and not that_day:
        context["today"] = timezone.localdate()
        return page(request, "services/book_day.html", context)
    form = BookForm(
        request.POST if request.method == "POST" else None,
        days=that_day or days,
        is_visit=way == VISIT,
        initial=_known_of(request) if way == VISIT else {},
    )
    if accepted(form, lambda given: _book(request, point, item, way, given)):
        return done(request, reverse("services:mine"))
    context["form"] = form
    return page(request, "services/book.html", context)


def _book(request: Visit, point: Any, item: Any, way: str, given: dict[str, Any]) -> None:
    on, at = given.pop("slot")
    home = _home_of(request)
    if home and home.building_meant:
        given["building"] = home.building_meant
    actions.book(actor=request.user, point=point, item=item, way=way, on=on, at=at, **given)
    is_today = on == timezone.localdate()
    success(request, _("约好了，今天见。") if is_today else _("约好了，前一天提醒您。"))


def _home_of(request: Visit) -> Any:
    """Return the viewer's first home with the building it lies in, as far as it is known."""
    for part in places.homes_claimed_by(request.user):
        home = part.household
        part.building_meant = (  # type: ignore[attr-defined]
            home.dwelling.entrance.building if home else part.building
        )
        return part
    return None


def _known_of(request: Visit) -> dict[str, str]:
    """Return what need not be asked again: the viewer's door and telephone number."""
    home = _home_of(request)
    return {"door": home.place if home else "", "phone": request.user.phone or ""}


@login_required
def mine(request: Visit) -> HttpResponse:
    """Show what the viewer has booked, and what came of earlier matters."""
    found = Paginator(queries.matters_of_person(request.user), A_PAGE)
    return page(request, "services/mine.html", {"matters": found.get_page(request.GET.get("page"))})


@login_required
def matter(request: Visit, matter_id: int) -> HttpResponse:
    """Show one of the viewer's own matters from asking to the end."""
    found = _own(request, matter_id)
    context = {"matter": found, "events": timeline_of(found)}
    return page(request, "services/matter.html", context)


@login_required
def move(request: Visit, matter_id: int) -> HttpResponse:
    """Put a visit to another time."""
    found = _own(request, matter_id)
    days = queries.free_days(found.point, found.way)
    form = MoveForm(request.POST if request.method == "POST" else None, days=days)
    if accepted(form, lambda given: move_to(request, found, given)):
        success(request, _("改好了，原来的时间让出来了。"))
        return done(request, reverse("services:matter", args=[found.pk]))
    context = {"matter": found, "form": form, "days": days}
    return page(request, "services/move.html", context)


def move_to(request: Visit, found: Any, given: dict[str, Any]) -> None:
    """Move a matter to the time that was chosen."""
    on, at = given["slot"]
    actions.move_matter(actor=request.user, matter=found, on=on, at=at)


@login_required
def cancel(request: Visit, matter_id: int) -> HttpResponse:
    """Ask again, and then call a visit off."""
    found = _own(request, matter_id)
    back = reverse("services:matter", args=[found.pk])
    if request.method == "POST":
        actions.cancel_matter(actor=request.user, matter=found)
        success(request, _("取消了。想办的时候再约。"))
        return done(request, reverse("services:mine"))
    context = {
        "title": _("不用来了吗？") if found.is_home_visit else _("不去了吗？"),
        "text": _("取消以后，这个时间会让给别的邻居。"),
        "label": _("取消这次预约"),
        "back": back,
    }
    return page(request, "web/confirm.html", context)


def _own(request: Visit, matter_id: int) -> Any:
    return get_object_or_404(queries.matters_of_person(request.user), pk=matter_id)
