from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.files.sending import sent
from mulin.commons.notices.sharing import address
from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import (
    buildings_of,
    homes_of,
    places_of,
    searchable_communities,
)
from mulin.commons.siteplans.pointing import WIDTH, height_of, pointed_at
from mulin.commons.siteplans.queries import plans_of
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.pictures import qr

from .. import actions, queries
from ..cards import story_of, tag_of
from ..forms import ConfirmForm, FollowForm, LetterForm, ReopenForm, ReportForm
from ..forms.spots import BUILDING, SHARED

VISITORS_MAY = [(6, timedelta(hours=1)), (30, timedelta(days=1))]
"""How many reports may come from one address without an account; a household shares one."""

NEIGHBOURS_MAY = [(20, timedelta(hours=1)), (60, timedelta(days=1))]
"""How many may come from one account: each may bring photos."""

CODES_MAY_BE_TRIED = [(20, timedelta(hours=1))]
PER_PAGE = 20
SIZES = {"full": "path", "thumb": "thumb_path"}
SPOTS = {"building": BUILDING, "shared": SHARED}


def where(request: Visit) -> HttpResponse:
    """Ask in which community it is, unless one knows."""
    homes = homes_of(request.user) if request.user.is_authenticated else []
    if len(homes) == 1 and "words" not in request.GET:
        return done(request, reverse("cases:report", args=[homes[0].pk]))
    words = request.GET.get("words", "")[:40].replace("\0", "")
    listed = BoundedPaginator(searchable_communities(words), PER_PAGE)
    context = {
        "homes": homes,
        "words": words,
        "listed": listed.get_page(request.GET.get("page")),
    }
    return page(request, "cases/where.html", context)


def report(request: Visit, community_id: int) -> HttpResponse:
    """Take a report on a phone: what, where, a photo."""
    return _take(request, community_id, ReportForm, "cases/report.html")


def letter(request: Visit, community_id: int) -> HttpResponse:
    """Take a letter to the secretary or the director."""
    return _take(request, community_id, LetterForm, "cases/letter.html")


def _take(request: Visit, community_id: int, kind: Any, template: str) -> HttpResponse:
    community = get_object_or_404(searchable_communities(), pk=community_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind(
        *posted,
        kinds=queries.kind_choices(community),
        spots=(buildings_of(community), places_of(community)),
        is_known=request.user.is_authenticated,
        initial=_from_code(request),
    )
    given: list[Any] = []

    def send(told: dict[str, Any]) -> None:
        actor = request.user if request.user.is_authenticated else None
        given.append(actions.report_case(actor=actor, community=community, **told))

    if _counted(request, form) and accepted(form, send):
        return done(request, reverse("cases:receipt", args=[given[0].code]))
    context = {"community": community, "form": form}
    return page(request, template, context)


def _from_code(request: Visit) -> dict[str, str]:
    """Return what the code on a building or a lamp post says of the place."""
    spots = [f"{sign}{request.GET[name]}" for name, sign in SPOTS.items() if name in request.GET]
    place = "".join(sign for sign in request.GET.get("place", "")[:80] if sign.isprintable())
    return {"spot": spots[0] if spots else "", "place": place}


def _counted(request: Visit, form: Any) -> bool:
    key, may = f"cases:{client_address(request)}", VISITORS_MAY
    if request.user.is_authenticated:
        key, may = f"cases by {request.user.pk}", NEIGHBOURS_MAY
    return accepted(form, lambda told: count_within(key, may))


def follow(request: Visit) -> HttpResponse:
    """Take a receipt code and lead to its case."""
    form = FollowForm(request.POST if request.method == "POST" else None)

    def find(given: dict[str, Any]) -> None:
        count_within(f"cases.code:{client_address(request)}", CODES_MAY_BE_TRIED)
        if queries.case_with_code(given["code"]) is None:
            raise Refused(_("没有这个回执号，请再对一遍。"))

    if accepted(form, find):
        return done(request, reverse("cases:receipt", args=[form.cleaned_data["code"]]))
    return page(request, "cases/follow.html", {"form": form})


def receipt(request: Visit, code: str) -> HttpResponse:
    """Show whoever holds the receipt how it goes, and let them say whether it is solved."""
    case = _with_code(code)
    forms = {"confirm": ConfirmForm(prefix="yes"), "reopen": ReopenForm(prefix="no")}
    if request.method == "POST":
        answer = "reopen" if "no-opinion" in request.POST else "confirm"
        form = type(forms[answer])(request.POST, prefix=forms[answer].prefix)
        forms[answer] = form
        if accepted(form, lambda given: _judge(request, case, code, answer, given)):
            return done(request, request.path)
    here = address(request, request.path)
    context = {
        "case": case,
        "tag": tag_of(case),
        "photos": queries.photos_on_receipt(case),
        "story": story_of(case, knows_result=True),
        "here": here,
        "code": qr(here, _("这张回执的二维码")),
        "has_plans": plans_of(case.community).exists(),
        **{f"{name}_form": form for name, form in forms.items()},
    }
    return _secret(page(request, "cases/receipt.html", context))


@require_safe
def receipt_photo(request: Visit, code: str, name: UUID, size: str) -> HttpResponseBase:
    """Send a photo to whoever holds the receipt of what was reported with it."""
    photo = get_object_or_404(queries.photos_on_receipt(_with_code(code)), name=name)
    return sent(request, photo, SIZES[size])


def _judge(request: Visit, case: Any, code: str, answer: str, given: dict[str, Any]) -> None:
    actor = request.user if request.user.is_authenticated else None
    if answer == "reopen":
        actions.reopen_case(actor=actor, case=case, code=code, **given)
        success(request, _("知道了，我们再办。"))
    else:
        actions.confirm_case(actor=actor, case=case, code=code, **given)
        success(request, _("谢谢您，这件事办结了。"))


def spot(request: Visit, code: str) -> HttpResponse:
    """Let whoever holds the receipt point at the place on the community's plan."""
    case = _with_code(code)
    plans = list(plans_of(case.community))
    if request.method == "POST":
        actor = request.user if request.user.is_authenticated else None
        for plan in plans:
            if found := pointed_at(plan, request.POST.dict()):
                actions.point_at_spot(actor=actor, case=case, code=code, plan=plan, spot=found)
                success(request, _("记下位置了。"))
                break
        return done(request, reverse("cases:receipt", args=[code]))
    context = {
        "case": case,
        "plans": [{"plan": plan, "height": height_of(plan)} for plan in plans],
        "width": WIDTH,
    }
    return _secret(page(request, "cases/spot.html", context))


def _with_code(code: str) -> Any:
    case = queries.case_with_code(code)
    if case is None:
        raise Http404
    return case


def _secret(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    # With no-referrer a browser would not say where a form comes from, and it would be refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
