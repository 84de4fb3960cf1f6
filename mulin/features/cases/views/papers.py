"""What is given out for a case: words for the group, a slip for the hand, codes for the wall."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import buildings_of, places_of
from mulin.web.pages import page
from mulin.web.paging import BoundedPaginator
from mulin.web.pictures import qr

from .. import queries
from ..cards import due_when_spoken, tag_of

CODES_PER_PAGE = 24


@login_required
def captured(request: Visit, case_id: int) -> HttpResponse:
    """Give the words to paste back into the group, and the receipt for who said it."""
    case = _found(request, case_id)
    here = address(request, reverse("cases:receipt", args=[case.code]))
    context = {
        "case": case,
        "reply": _reply(case),
        "here": here,
        "code": qr(here, _("回执的二维码")),
    }
    return page(request, "cases/captured.html", context)


def _found(request: Visit, case_id: int) -> Any:
    read = queries.case_shown(queries.cases_handled_by(request.user))
    return get_object_or_404(read, pk=case_id)


def _reply(case: Any) -> str:
    """Return what can be said to whoever said it, as far as it has come."""
    said = {
        "title": case.title,
        "who": case.owner.name_for_staff if case.owner else case.community.name,
        "due": due_when_spoken(case),
        "result": case.result,
        "to": case.passed_to_name,
    }
    if case.is_passed_on:
        return _("“%(title)s”按规定归%(to)s办，已经转过去了。有消息再告诉大家。") % said
    if case.is_done:
        solved = _("“%(title)s”办好了：%(result)s") % said
        return f"{solved}\n{_('没办好的话，请说一声，我们再办。')}"
    return _("收到：%(title)s。已经记下，%(who)s一直办到底，%(due)s前给答复。") % said


@login_required
def slip(request: Visit, case_id: int) -> HttpResponse:
    """Draw a slip for whoever has no phone: what was said, who has it, and where to answer."""
    case = _found(request, case_id)
    here = address(request, reverse("cases:receipt", args=[case.code]))
    context = {
        "case": case,
        "tag": tag_of(case),
        "back": reverse("cases:desk_case", args=[case.pk]),
        "code": qr(here, _("回执的二维码")),
    }
    return page(request, "cases/slip.html", context)


@login_required
def codes(request: Visit, community_id: int) -> HttpResponse:
    """Draw the codes to stick on walls: whoever scans one reports with the place filled in."""
    here = queries.communities_handled_by(request.user)
    community = get_object_or_404(here, pk=community_id)
    report = reverse("cases:report", args=[community.pk])
    buildings = BoundedPaginator(buildings_of(community), CODES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    spots = [(one.full_name, f"building={one.pk}") for one in buildings.object_list]
    if buildings.number == 1:
        shared = places_of(community)[:CODES_PER_PAGE]
        spots = [(community.name, ""), *((one.name, f"shared={one.pk}") for one in shared), *spots]
    cards = [
        {"name": name, "code": _code(request, f"{report}?{query}" if query else report, name)}
        for name, query in spots
    ]
    context = {"community": community, "cards": cards, "listed": buildings}
    return page(request, "cases/codes.html", context)


def _code(request: Visit, path: str, name: str) -> Any:
    return qr(address(request, path), _("在%(place)s报事的二维码") % {"place": name})
