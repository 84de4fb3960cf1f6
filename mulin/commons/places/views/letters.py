"""Household letters: print them, and come in with the code of one."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mulin.commons.people.guessing import PrintedCodes
from mulin.commons.people.limits import client_address
from mulin.commons.people.requests import Visit
from mulin.commons.people.sessions import start_session
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import address_here, done, page

from .. import actions, queries
from ..codes import tidy_code
from ..forms import CodeForm, DoorOnLetterForm
from .doors import address_for, building_of

LETTERS = PrintedCodes("household-letter")
IN_HAND = "household_letter_in_hand"
"""The letter somebody opened or proved to hold, in the browser's session."""


@login_required
@never_cache
def letters(request: Visit, building_id: int) -> HttpResponse:
    """Ask before a building's letters are made; then show them, once, to be printed."""
    building = building_of(request, building_id, to_change=True)
    community = building.compound.community
    homes = queries.households_of(building)
    context = {"building": building, "unit": community, "homes": homes}
    context["back"] = reverse("places:building", args=[building.pk])
    if request.method != "POST":
        return page(request, "places/letters_ask.html", context)
    codes = actions.issue_codes(actor=request.user, community=community, households=homes)
    context["sheets"] = [
        (home, code, address_for(request, reverse("letters:open", args=[code])))
        for home, code in codes
    ]
    context["site"] = address_for(request, reverse("letters:type"))
    context["until"] = timezone.localdate() + actions.CODE_LASTS
    return page(request, "places/letters.html", context)


@login_required
@require_POST
def letters_revoke(request: Visit, building_id: int) -> HttpResponse:
    """Let a building's printed codes stop working."""
    building = building_of(request, building_id, to_change=True)
    actions.revoke_codes(
        actor=request.user,
        community=building.compound.community,
        households=queries.households_of(building),
    )
    messages.success(request, _("这栋楼的户码都停用了。"))
    return done(request, reverse("places:building", args=[building.pk]))


@never_cache
@sensitive_post_parameters()
def type_code(request: Visit) -> HttpResponse:
    """Take a code that somebody types."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        address = reverse("letters:open", args=[form.cleaned_data["code"]])
        onward = request.GET.get("next")
        return redirect(f"{address}?{urlencode({'next': onward})}" if onward else address)
    return page(request, "places/type_code.html", {"form": form})


@never_cache
def open_letter(request: Visit, code: str) -> HttpResponse:
    """Show whose letter this is, and let the household in; ask more while codes are guessed."""
    found = queries.code_with(code)
    address = client_address(request)
    is_in_hand = found is not None and request.session.get(IN_HAND) == found.digest
    if not is_in_hand and not LETTERS.is_enough(address):
        return _ask_door(request, code, found)
    if found is None:
        LETTERS.note_wrong(address)
        form = CodeForm({"code": code})
        form.add_error(
            "code", _("这个户码不对、过期了，或者换过新的了。请看最近一封信，或者找社区。")
        )
        return page(request, "places/type_code.html", {"form": form}, status=404)
    if request.method == "POST" and "room" not in request.POST:
        return _let_in(request, code)
    if not is_in_hand:
        # Whoever opened the letter before the guessing began goes on.
        request.session[IN_HAND] = found.digest
    return page(request, "places/open_letter.html", {"code": found, "typed": code})


def _let_in(request: Visit, code: str) -> HttpResponse:
    viewer = request.user if request.user.is_authenticated else None
    person = actions.open_letter(actor=viewer, code=code)
    if viewer is None:
        start_session(request, person)
    messages.success(request, _("欢迎回家。您家已经核实，可以投票、提点子了。"))
    onward = request.GET.get("next")
    return done(request, address_here(request, onward) if onward else settings.LOGIN_REDIRECT_URL)


def _ask_door(request: Visit, code: str, found: Any) -> HttpResponse:
    """Ask for the door on the letter, alike whether there is such a code or not."""
    form = DoorOnLetterForm(request.POST if "room" in request.POST else None)

    def look(given: dict[str, Any]) -> None:
        LETTERS.count_proof(client_address(request), tidy_code(code))
        if found is None or tidy_code(found.household.dwelling.room) != given["room"]:
            raise Refused(_("门牌和户码对不上。请照信上的再看看，或者找社区。"))
        request.session[IN_HAND] = found.digest

    if accepted(form, look):
        return done(request, request.get_full_path())
    status = 422 if form.errors else 200
    return page(request, "places/letter_door.html", {"form": form}, status=status)
