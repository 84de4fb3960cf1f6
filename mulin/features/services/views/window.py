"""
The window: whose turn it is, what is in hand, what goes up.

No page here turns anybody away: a matter is done, or it goes up with a reason.
"""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import address
from mulin.commons.people.actions import note_viewing
from mulin.commons.people.names import masked_phone
from mulin.commons.people.requests import Visit
from mulin.commons.places.permissions import is_staff
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import EnterForm, EscalateForm, FinishForm, ItemChoiceForm, MoveForm, PersonForm

MOST_DAYS = 60
VISIT = "home_visit"


@login_required
def desk(request: Visit) -> HttpResponse:
    """Show the windows a member of staff sits at, and what was passed up to her."""
    points = list(queries.points_at_work(request.user)[:60])
    waiting = list(queries.escalations_waiting(request.user)[:60])
    units = list(queries.units_kept(request.user)[:60])
    if not is_staff(request.user):
        raise Http404
    context = {"points": points, "escalations": waiting, "units": units}
    return page(request, "services/desk.html", context)


@login_required
def today(request: Visit, point_id: int) -> HttpResponse:
    """Show a day's queue at a window: who is called, who waits, who is awaited."""
    point, day = _point(request, point_id), _day(request)
    matters = list(queries.matters_on(point, day))
    called = [one for one in matters if one.state == "called"]
    mine = [one for one in called if one.keeper_id in (None, request.user.pk)]
    items = _items(point)
    context = {
        "point": point,
        "day": day,
        "is_today": day == timezone.localdate(),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "called": mine,
        "called_by_others": [one for one in called if one not in mine],
        "waiting": [one for one in matters if one.state == "waiting"],
        "booked": [one for one in matters if one.is_booked],
        "over": [one for one in matters if not one.is_coming and not one.is_open],
        "someone_left": any(one.has_left for one in matters),
        "in_hand": queries.matters_of(point, request.user),
        "items": ItemChoiceForm(items=items),
        "item_of_called": ItemChoiceForm(items=items, auto_id=False),
        "kiosk": reverse("services:kiosk_begin", args=[point.pk]),
        "kiosks": queries.kiosks_of(point),
    }
    return page(request, "services/today.html", context)


@login_required
def today_sheet(request: Visit, point_id: int) -> HttpResponse:
    """Show a day's list to print: whom to call, who comes when, who visits whom."""
    point, day = _point(request, point_id), _day(request)
    matters = [one for one in queries.matters_on(point, day) if one.state != "cancelled"]
    _note_viewings(request, point, matters)
    back = f"{reverse('services:today', args=[point.pk])}?on={day}"
    context = {"point": point, "day": day, "matters": matters, "back": back}
    return page(request, "services/today_sheet.html", context)


@login_required
def enter(request: Visit, point_id: int) -> HttpResponse:
    """Write down what somebody asked for by phone, on paper or at the window."""
    point = _point(request, point_id)
    way = VISIT if request.GET.get("way") == VISIT and point.visit_seats else "appointment"
    items = {
        str(one.pk): one for one in queries.items_of(point) if way != VISIT or one.has_home_service
    }
    days = queries.free_days(point, way)
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        days=days,
        items=[(pk, one.name) for pk, one in items.items()],
        is_visit=way == VISIT,
    )

    def write(given: dict[str, Any]) -> None:
        on, at = given.pop("slot")
        item = items.get(given.pop("item"))
        actions.book(actor=request.user, point=point, item=item, way=way, on=on, at=at, **given)

    if accepted(form, write):
        success(request, _("记下了。您是第一位接的，这件事跟到底。"))
        return done(request, _today_of(point))
    context = {"point": point, "form": form, "is_visit": way == VISIT, "days": days}
    return page(request, "services/enter.html", context)


@login_required
@require_POST
def ticket_here(request: Visit, point_id: int) -> HttpResponse:
    """Give who stands at the window a number."""
    point = _point(request, point_id)
    given = actions.take_ticket(actor=request.user, point=point, item=_chosen(request, point))
    success(request, _("取好了：%(number)d 号。") % {"number": given.number})
    return done(request, _today_of(point))


@login_required
def slip(request: Visit, matter_id: int) -> HttpResponse:
    """Show a number as the slip of paper somebody without a telephone holds."""
    found = _served(request, matter_id)
    if found.number is None:
        raise Http404
    context = {
        "matter": found,
        "before": queries.before_in_queue(found),
        "page_url": address(request, reverse("services:ticket", args=[found.receipt])),
        "back": f"{_today_of(found.point)}?on={found.on}",
    }
    return page(request, "services/slip.html", context)


@login_required
@require_POST
def call(request: Visit, point_id: int) -> HttpResponse:
    """Call whose turn it is."""
    point = _point(request, point_id)
    called = actions.call_next(actor=request.user, point=point)
    success(request, _("请 %(number)d 号。") % {"number": called.number})
    return done(request, _today_of(point))


@login_required
def handle(request: Visit, matter_id: int) -> HttpResponse:
    """Show one matter to those who do it: whose it is, what happened, what comes next."""
    found = get_object_or_404(queries.matters_visible_to(request.user), pk=matter_id)
    _note_viewings(request, found.point, [found])
    people = [
        (one.pk, one.name_for_staff)
        for one in queries.colleagues_of(found.point)
        if one != request.user
    ]
    carries_on = permissions.can_carry_on(request.user, found)
    context = {
        "matter": found,
        "events": timeline_of(found),
        "escalations": found.escalations.select_related("office", "decided_by"),
        "carries_on": carries_on,
        "is_today": found.on == timezone.localdate(),
        "may_serve": permissions.can_serve(request.user, found.point),
        "texted": masked_phone(queries.phone_to_text(found)) if found.is_booked else "",
        "may_call_off": found.is_booked and permissions.can_cancel(request.user, found),
        "is_offered": found.offered_to_id == request.user.pk,
        "finish": FinishForm(),
        "items": ItemChoiceForm(items=_items(found.point), initial={"item": found.item_id or ""}),
        "colleagues": PersonForm(people=people) if people else None,
    }
    return page(request, "services/handle.html", context)


@login_required
@require_POST
def accept(request: Visit, matter_id: int) -> HttpResponse:
    """Take a matter in hand."""
    found = _served(request, matter_id)
    item = _chosen(request, found.point)
    actions.accept_matter(actor=request.user, matter=found, item=item)
    success(request, _("收下了。您是首问，跟到办好。"))
    return done(request, _page_of(found))


@login_required
@require_POST
def arrive(request: Visit, matter_id: int) -> HttpResponse:
    """Let who is booked wait for her turn."""
    found = actions.check_in(actor=request.user, matter=_served(request, matter_id))
    success(request, _("取好了：%(number)d 号。") % {"number": found.number})
    return done(request, _today_of(found.point))


@login_required
def finish(request: Visit, matter_id: int) -> HttpResponse:
    """Say how a matter was done."""
    found = _kept(request, matter_id)
    form = FinishForm(request.POST if request.method == "POST" else None)
    if accepted(
        form, lambda given: actions.finish_matter(actor=request.user, matter=found, **given)
    ):
        success(request, _("办好了，居民收得到消息。"))
        return done(request, _today_of(found.point))
    return page(request, "services/finish.html", {"matter": found, "form": form})


@login_required
def escalate(request: Visit, matter_id: int) -> HttpResponse:
    """Pass on what cannot be done here, with a reason."""
    found = _kept(request, matter_id)
    offices = {str(one.pk): one for one in queries.offices_above(found.point)}
    form = EscalateForm(
        request.POST if request.method == "POST" else None,
        offices=[(pk, one.name) for pk, one in offices.items()],
        initial={"department": found.item.department if found.item else ""},
    )

    def pass_on(given: dict[str, Any]) -> None:
        office = offices[given.pop("office")]
        actions.escalate_matter(actor=request.user, matter=found, office=office, **given)

    if accepted(form, pass_on):
        success(request, _("报上去了，三个工作日内答复居民。"))
        return done(request, _page_of(found))
    return page(request, "services/escalate.html", {"matter": found, "form": form})


@login_required
@require_POST
def left(request: Visit, matter_id: int) -> HttpResponse:
    """Note that nobody answered the call."""
    found = _served(request, matter_id)
    actions.note_left(actor=request.user, matter=found)
    success(request, _("记下了，人回来了还能再叫。"))
    return done(request, _today_of(found.point))


@login_required
@require_POST
def again(request: Visit, matter_id: int) -> HttpResponse:
    """Call once more who came back."""
    found = _served(request, matter_id)
    actions.call_again(actor=request.user, matter=found)
    success(request, _("请 %(number)d 号。") % {"number": found.number})
    return done(request, _today_of(found.point))


@login_required
def other_time(request: Visit, matter_id: int) -> HttpResponse:
    """Put a visit to another time, because the resident asked or the point is shut then."""
    found = _served(request, matter_id)
    days = queries.free_days(found.point, found.way)
    form = MoveForm(request.POST if request.method == "POST" else None, days=days)

    def move(given: dict[str, Any]) -> None:
        on, at = given["slot"]
        actions.move_matter(actor=request.user, matter=found, on=on, at=at)

    if accepted(form, move):
        success(request, _("改好了，居民收得到消息；没有账号的，留了手机号就发短信。"))
        return done(request, _page_of(found))
    return page(request, "services/other_time.html", {"matter": found, "form": form, "days": days})


@login_required
def call_off(request: Visit, matter_id: int) -> HttpResponse:
    """Ask again, and call a visit off at the resident's word: the office does, never a window."""
    found = _served(request, matter_id)
    if not permissions.can_cancel(request.user, found):
        raise Http404
    if request.method == "POST":
        actions.cancel_matter(actor=request.user, matter=found)
        success(request, _("取消了，居民收得到消息；没有账号的，留了手机号就发短信。"))
        return done(request, _today_of(found.point))
    context = {
        "title": _("居民自己说不来了？"),
        "text": _("只有居民自己说了才能取消。窗口办不了的事不要取消，写明原因往上报。"),
        "label": _("居民说不来了，取消"),
        "back": _page_of(found),
    }
    return page(request, "web/confirm.html", context)


@login_required
@require_POST
def visitor(request: Visit, matter_id: int) -> HttpResponse:
    """Say who goes to a home."""
    found = _served(request, matter_id)
    person = _colleague(request, found.point)
    actions.send_visitor(actor=request.user, matter=found, visitor=person)
    success(request, _("派好了。"))
    return done(request, _page_of(found))


@login_required
@require_POST
def offer(request: Visit, matter_id: int) -> HttpResponse:
    """Ask a colleague to take a matter over."""
    found = _kept(request, matter_id)
    to = _colleague(request, found.point)
    actions.offer_matter(actor=request.user, matter=found, to=to)
    success(request, _("问过了，对方接下以前还是您的。"))
    return done(request, _page_of(found))


@login_required
@require_POST
def take(request: Visit, matter_id: int) -> HttpResponse:
    """Take over what a colleague offered."""
    found = get_object_or_404(queries.matters_offered_to(request.user), pk=matter_id)
    actions.take_over_matter(actor=request.user, matter=found)
    success(request, _("接下了，从现在起您跟到底。"))
    return done(request, _page_of(found))


def _point(request: Visit, point_id: int) -> Any:
    return get_object_or_404(queries.points_served_by(request.user), pk=point_id)


def _served(request: Visit, matter_id: int) -> Any:
    return get_object_or_404(queries.matters_served_by(request.user), pk=matter_id)


def _kept(request: Visit, matter_id: int) -> Any:
    return get_object_or_404(queries.matters_kept_by(request.user), pk=matter_id)


def _today_of(point: Any) -> str:
    return reverse("services:today", args=[point.pk])


def _page_of(matter: Any) -> str:
    return reverse("services:handle", args=[matter.pk])


def _items(point: Any) -> list[tuple[Any, str]]:
    return [(one.pk, one.name) for one in queries.items_of(point)]


def _chosen(request: Visit, point: Any) -> Any:
    """Return the item that was chosen; none, when it is not known yet."""
    asked = request.POST.get("item", "")
    return next((one for one in queries.items_of(point) if str(one.pk) == asked), None)


def _colleague(request: Visit, point: Any) -> Any:
    asked = request.POST.get("person", "")
    found = next((one for one in queries.colleagues_of(point) if str(one.pk) == asked), None)
    if found is None:
        raise Refused(_("请选一位同事。"))
    return found


def _day(request: Visit) -> date:
    """Return the day that was asked for, not too far from today."""
    now = timezone.localdate()
    try:
        asked = parse_date(request.GET.get("on", "")) or now
    except ValueError:
        return now
    return asked if abs((asked - now).days) <= MOST_DAYS else now


def _note_viewings(request: Visit, point: Any, matters: list[Any]) -> None:
    """Let each resident know who saw her name and door."""
    seen = {one.person_id: one.person for one in matters if one.person}
    for person in seen.values():
        note_viewing(actor=request.user, person=person, unit=point.unit)
