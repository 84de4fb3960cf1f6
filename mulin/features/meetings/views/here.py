"""Signing in at the table with the code on its wall, with an account or without one."""

from datetime import timedelta
from typing import Any

from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries, wall
from ..forms import HereForm
from .phone import remember, signed_on_this_phone

ONE_ADDRESS_MAY = [(120, timedelta(hours=1)), (300, timedelta(days=1))]
"""How many may sign in from one address: a whole hall may share one."""


@never_cache
def here(request: Visit, meeting_id: int, token: str) -> HttpResponse:
    """Sign in with the code on the wall."""
    # Not by who may read of it: the code hangs on the wall of the room.
    found = get_object_or_404(queries.meetings(), pk=meeting_id)
    if not wall.is_of(found, token):
        raise Http404
    if not request.user.is_authenticated:
        return _by_name(request, found)
    if request.method == "POST":
        actions.sign_in(actor=request.user, meeting=found)
        success(request, _("签好了。会后纪要出来，请您看看记得对不对。"))
        at_table = reverse("meetings:table", args=[found.pk])
        back = at_table if request.POST.get("to") == "table" else found.get_absolute_url()
        return done(request, back)
    context = {
        "meeting": found,
        "occasion": found.occasion,
        "is_here": queries.has_signed_in(request.user, found),
    }
    return page(request, "meetings/here.html", context)


def _by_name(request: Visit, found: Any) -> HttpResponse:
    """Let somebody without an account write a name and a door: one line for one phone."""
    form = HereForm(
        request.POST if request.method == "POST" else None,
        buildings=queries.buildings_of(found.occasion.unit),
    )
    signed = signed_on_this_phone(request, found)
    written: list[Any] = []

    def sign(given: dict[str, Any]) -> None:
        count_within(f"meetings.here:{found.pk}:{client_address(request)}", ONE_ADDRESS_MAY)
        written.append(actions.sign_in_by_name(actor=None, meeting=found, **given))

    if signed is None and accepted(form, sign):
        success(request, _("签好了，谢谢您来。"))
        return remember(request, done(request, request.path), written[0])
    context = {
        "meeting": found,
        "occasion": found.occasion,
        "form": form,
        "signed": signed,
        "waits": queries.sign_in_waits(found),
        "sign_in": f"{reverse('people:sign_in')}?next={request.path}",
    }
    return page(request, "meetings/here_by_name.html", context)
