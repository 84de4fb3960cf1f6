"""Household letters: print them, and come in with the code of one."""

from datetime import timedelta
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

from mulin.commons.people.limits import client_address, count_attempt, forgive
from mulin.commons.people.requests import Visit
from mulin.commons.people.sessions import start_session
from mulin.web.pages import address_here, done, page

from .. import actions, queries
from ..forms import CodeForm
from .doors import address_for, building_of

TRIES = 10
WINDOW = timedelta(hours=1)


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
    """Show whose letter this is, and let the household in."""
    tries = f"household-code:{client_address(request)}"
    count_attempt(tries, TRIES, WINDOW)
    found = queries.code_with(code)
    if found is None:
        form = CodeForm({"code": code})
        form.add_error(
            "code", _("这个户码不对、过期了，或者换过新的了。请看最近一封信，或者找社区。")
        )
        return page(request, "places/type_code.html", {"form": form}, status=404)
    forgive(tries)
    if request.method == "POST":
        viewer = request.user if request.user.is_authenticated else None
        person = actions.open_letter(actor=viewer, code=code)
        if viewer is None:
            start_session(request, person)
        messages.success(request, _("欢迎回家。您家已经核实，可以投票、提点子了。"))
        onward = request.GET.get("next")
        return done(
            request, address_here(request, onward) if onward else settings.LOGIN_REDIRECT_URL
        )
    return page(request, "places/open_letter.html", {"code": found, "typed": code})
