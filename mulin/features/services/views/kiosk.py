"""
A screen at a point for whoever stands before it: one thing a page, and it forgets everybody.

A member of staff turns a browser into a kiosk (`begin`): it then holds a signed note of which
kiosk it is, and nobody is signed in.  The note is worth nothing once the window takes the kiosk
back (`take_back`).  Who comes in with a household's code is signed out by the
server after a minute without a touch, whatever the screen does; nothing is kept by the browser.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.sharing import address
from mulin.commons.people.limits import client_address, count_attempt, forgive
from mulin.commons.people.requests import Visit
from mulin.commons.people.sessions import end_session, start_session
from mulin.commons.places import actions as homes
from mulin.commons.places import queries as places
from mulin.errors import Refused
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import CodeForm
from ..presenting import week_of
from .public import by_kind

COOKIE = "kiosk"
SALT = "mulin.services.kiosks"
A_YEAR = 365 * 24 * 60 * 60
IDLE = 60
"""After how many seconds without a touch somebody is signed out."""

BRIEFLY = 20
"""How long a number stays on the screen."""

TRIES, WINDOW = 10, timedelta(minutes=15)
MOST_TICKETS, TICKETS_IN = 120, timedelta(hours=1)


@login_required
def begin(request: Visit, point_id: int) -> HttpResponse:
    """Ask again, then sign the member of staff out and let this screen be the point's kiosk."""
    point = get_object_or_404(queries.points_served_by(request.user), pk=point_id)
    if request.method != "POST":
        context = {
            "title": _("把这台屏当自助机？"),
            "text": _("会先退出您的账号。之后谁来都能取号、查事项；一分钟没人碰就回到首页。"),
            "label": _("变成自助机"),
            "back": reverse("services:today", args=[point.pk]),
        }
        return page(request, "web/confirm.html", context)
    made = actions.open_kiosk(actor=request.user, point=point)
    end_session(request)
    response = done(request, reverse("services:kiosk", args=[point.pk]))
    response.set_cookie(
        COOKIE,
        signing.dumps(made.pk, salt=SALT),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@login_required
@require_POST
def take_back(request: Visit, kiosk_id: int) -> HttpResponse:
    """Take a kiosk back from the window, wherever that screen is by now."""
    found = get_object_or_404(queries.kiosks_served_by(request.user), pk=kiosk_id)
    actions.take_back_kiosk(actor=request.user, kiosk=found)
    success(request, _("收回了，%(number)d 号自助机不能再取号。") % {"number": found.number})
    return done(request, reverse("services:today", args=[found.point_id]))


def in_the_frame(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say what cannot be done on the kiosk's own screen: the site's page would lead out of it."""

    @wraps(view)
    def framed(request: Visit, point_id: int, **which: Any) -> HttpResponse:
        try:
            return view(request, point_id, **which)
        except Refused as refusal:
            context = _about(request, _point(point_id)) | {"told": refusal, "idle": BRIEFLY}
            return page(request, "services/kiosk/refused.html", context, status=409)

    return framed


@never_cache
@require_safe
def start(request: Visit, point_id: int) -> HttpResponse:
    """Show the few things to touch; whoever was signed in at this kiosk is not any more."""
    forget(request)
    point = _point(point_id)
    context = _about(request, point) | {
        "standing": queries.standing(point, queries.hours_of(point), timezone.localtime()),
    }
    return page(request, "services/kiosk/start.html", context)


@never_cache
@require_safe
def items(request: Visit, point_id: int) -> HttpResponse:
    """Show what the point does: kinds first, then the items of one."""
    point = _point(point_id)
    kinds = by_kind(queries.items_of(point))
    asked = request.GET.get("kind", "")
    chosen = next(((kind, ones) for kind, ones in kinds if kind == asked), None)
    context = _about(request, point) | {"kinds": kinds, "chosen": chosen, "idle": IDLE}
    return page(request, "services/kiosk/items.html", context)


@never_cache
@require_safe
def item(request: Visit, point_id: int, item_id: int) -> HttpResponse:
    """Show what to bring, with a code to take it home on a phone."""
    point = _point(point_id)
    found = next((one for one in queries.items_of(point) if one.pk == item_id), None)
    if found is None:
        raise Http404
    context = _about(request, point) | {
        "item": found,
        "page_url": address(request, reverse("services:item", args=[found.pk])),
        "idle": IDLE,
    }
    return page(request, "services/kiosk/item.html", context)


@never_cache
@in_the_frame
@require_POST
def ticket(request: Visit, point_id: int) -> HttpResponse:
    """Give a number; only at the screen that stands at the point."""
    point = _point(point_id)
    if kiosk_at(request, point) is None:
        raise Refused(_("请在服务点的自助机或者窗口取号。"))
    count_attempt(f"kiosk-tickets:{point.pk}", MOST_TICKETS, TICKETS_IN)
    asked = request.POST.get("item", "")
    about = next((one for one in queries.items_of(point) if str(one.pk) == asked), None)
    taken = actions.take_ticket(actor=None, point=point, item=about, is_kiosk=True)
    return done(request, reverse("services:kiosk_taken", args=[point.pk, taken.receipt]))


@never_cache
@require_safe
def ticket_taken(request: Visit, point_id: int, receipt: UUID) -> HttpResponse:
    """Show the number for a short while, to print or to take along on a phone."""
    point, found = _point(point_id), queries.matter_with(receipt)
    if found is None or found.point_id != point.pk or found.number is None:
        raise Http404
    context = _about(request, point) | {
        "matter": found,
        "before": queries.before_in_queue(found),
        "page_url": address(request, reverse("services:ticket", args=[receipt])),
        "idle": BRIEFLY,
    }
    return page(request, "services/kiosk/taken.html", context)


@never_cache
@require_safe
def hours(request: Visit, point_id: int) -> HttpResponse:
    """Show when the point is open and who is there."""
    point = _point(point_id)
    today = timezone.localdate()
    context = _about(request, point) | {
        "week": week_of(queries.hours_of(point)),
        "shifts": queries.shifts_of(point, today, today),
        "page_url": address(request, reverse("services:point", args=[point.pk])),
        "idle": IDLE,
    }
    return page(request, "services/kiosk/hours.html", context)


@never_cache
@sensitive_post_parameters()
@in_the_frame
def mine(request: Visit, point_id: int) -> HttpResponse:
    """Let somebody in with a household's code, show what is booked today, and give a number."""
    point = _point(point_id)
    if kiosk_at(request, point) is None:
        raise Refused(_("请在服务点的自助机上用户码，或者在手机上看“我办的事”。"))
    context = _about(request, point) | {"idle": IDLE}
    if request.session.get(COOKIE) != point.pk or not request.user.is_authenticated:
        return _come_in(request, point, context)
    found = list(queries.matters_of_person(request.user).filter(on__gte=timezone.localdate())[:4])
    if request.method == "POST":
        chosen = next((one for one in found if str(one.pk) == request.POST.get("matter")), None)
        if chosen is None:
            raise Http404
        here = actions.check_in(actor=request.user, matter=chosen)
        forget(request)
        return done(request, reverse("services:kiosk_taken", args=[point.pk, here.receipt]))
    return page(request, "services/kiosk/mine.html", context | {"matters": found})


def _come_in(request: Visit, point: Any, context: dict[str, Any]) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        tries = f"household-code:{client_address(request)}"
        count_attempt(tries, TRIES, WINDOW)
        code = form.cleaned_data["code"]
        if places.code_with(code):
            forgive(tries)
            start_session(request, homes.open_letter(actor=None, code=code))
            request.session.set_expiry(IDLE)
            request.session[COOKIE] = point.pk
            return done(request, request.path)
        form.add_error("code", _("这个户码不对或者过期了，请再看看信，或者问窗口。"))
    return page(request, "services/kiosk/code.html", context | {"form": form})


@never_cache
def end(request: Visit, point_id: int) -> HttpResponse:
    """Forget whoever was here, and begin anew."""
    point = _point(point_id)
    forget(request)
    return done(request, reverse("services:kiosk", args=[point.pk]))


def forget(request: Visit) -> None:
    """Sign out whoever came in at a kiosk; somebody at her own phone is left alone."""
    if COOKIE in request.session:
        end_session(request)


def kiosk_at(request: HttpRequest, point: Any) -> Any:
    """Return which kiosk of this point this browser is, unless the window took it back."""
    try:
        key = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return queries.kiosk_with(key, point)


def _point(point_id: int) -> Any:
    return get_object_or_404(queries.points_with_hours(), pk=point_id)


def _about(request: Visit, point: Any) -> dict[str, Any]:
    kiosk = kiosk_at(request, point)
    return {
        "point": point,
        "kiosk": kiosk,
        "is_kiosk": kiosk is not None,
        "was_kiosk": kiosk is None and COOKIE in request.COOKIES,
    }
