"""How staff come in: invitation, password, second factor."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from mulin.errors import Refused
from mulin.web.pages import done, page

from .. import actions, queries
from ..arrival import Arrival
from ..forms import AuthenticatorForm, InvitationForm, SecondFactorForm, StaffForm
from ..limits import client_address
from ..sessions import end_session
from .arriving import asked

if TYPE_CHECKING:
    from ..models import Person

FEW = 3
"""So few recovery codes are left that it is time for new ones."""


@asked
@never_cache
@sensitive_post_parameters()
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """Take login and password; the second factor comes next."""
    arrival = Arrival(request)
    if request.user.is_authenticated:
        return redirect(arrival.goal)
    form = StaffForm(request.POST or None)
    if form.is_valid():
        with form.says_why():
            person = actions.check_password(**form.cleaned_data, address=client_address(request))
            return done(request, arrival.pass_first_factor(person, by_password=True))
    return page(request, "people/staff_sign_in.html", {"form": form})


@asked
@never_cache
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Take a code of the authenticator, or a recovery code, and let its holder in."""
    arrival = Arrival(request)
    person = arrival.person()
    if request.user.is_authenticated:
        return redirect(arrival.goal)
    if person is None:
        return redirect("people:sign_in")
    if not queries.has_authenticator(person):
        if not arrival.get("by_password"):
            raise Refused(_("请先用登录名和密码登录一次，把动态码设好。"))
        return redirect("people:authenticator")
    form = SecondFactorForm(request.POST or None)
    if form.is_valid():
        with form.says_why("code"):
            device = actions.prove_second_factor(
                person=person, code=form.cleaned_data["code"], address=client_address(request)
            )
            to = arrival.let_in(person, device=device)
            warn_when_few_are_left(request, person)
            return done(request, to)
    return page(request, "people/second_factor.html", {"form": form})


@asked
@never_cache
@sensitive_post_parameters()
def authenticator(request: HttpRequest) -> HttpResponse:
    """Set up the first second factor of somebody whose password was right."""
    arrival = Arrival(request)
    if request.user.is_authenticated:
        return redirect(arrival.goal)
    person = arrival.person()
    if person is None or not arrival.get("by_password") or queries.has_authenticator(person):
        return redirect("people:sign_in")
    secret = arrival.get("secret") or actions.new_secret()
    arrival.put(secret=secret)
    form = AuthenticatorForm(request.POST or None)
    if form.is_valid():
        with form.says_why("code"):
            device, codes = actions.enrol_authenticator(
                actor=person, secret=secret, code=form.cleaned_data["code"]
            )
            goal = arrival.let_in(person, device=device)
            request.session["recovery_codes"] = codes
            request.session["after_codes"] = goal
            return done(request, reverse("people:recovery_codes"))
    context = {"form": form, **drawn(person, secret)}
    return page(request, "people/authenticator.html", context)


@asked
@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody invited choose a login and a password."""
    invited = queries.invitation_with(token)
    if invited is None:
        return page(request, "people/invitation_over.html", status=404)
    person = invited.person
    visitor = request.user if request.user.is_authenticated else None
    if person.comes_in_by_phone and visitor is None:
        messages.info(request, _("请先用您的手机号登录，再接受邀请。"))
        return redirect_to_login(request.path)
    form = InvitationForm(request.POST or None, initial={"login": person.login or ""})
    if form.is_valid():
        with form.says_why():
            given = form.cleaned_data
            person = actions.accept_invitation(
                token=token, login=given["login"], password=given["password"], visitor=visitor
            )
            end_session(request)
            return done(request, Arrival(request).pass_first_factor(person, by_password=True))
    return page(request, "people/invitation.html", {"form": form, "name": person.full_name})


def drawn(person: "Person", secret: str) -> dict[str, str]:
    """Return a new secret for the eye, for the camera and for a tap."""
    address = actions.authenticator_address(person, secret)
    return {"address": address, "secret": actions.secret_in_groups(secret)}


def warn_when_few_are_left(request: HttpRequest, person: "Person") -> None:
    left = queries.recovery_codes_left(person)
    if left <= FEW:
        text = ngettext(
            "恢复码只剩 %(left)s 个了，请到“我的”里换一组。",
            "恢复码只剩 %(left)s 个了，请到“我的”里换一组。",
            left,
        )
        messages.warning(request, text % {"left": left})
