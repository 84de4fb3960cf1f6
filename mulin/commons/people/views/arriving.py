"""From a telephone number to an open session."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulin.errors import Refused
from mulin.web.pages import address_here, done, page

from .. import actions, queries
from ..arrival import Arrival
from ..forms import AskingForm, CodeForm, PhoneForm, WelcomeForm
from ..limits import client_address
from ..names import masked_phone
from ..purposes import PURPOSES, TEXT_VERSION
from ..sessions import end_session

asked = require_http_methods(["GET", "HEAD", "POST"])


@asked
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a telephone number and send a code to it."""
    arrival = Arrival(request)
    if wanted := request.GET.get("next"):
        arrival.put(next=address_here(request, wanted))
    if request.user.is_authenticated:
        return redirect(arrival.goal)
    form = PhoneForm(request.POST or None, initial={"phone": arrival.get("phone")})
    if form.is_valid():
        with form.says_why("phone"):
            send_code(request, arrival, form.cleaned_data["phone"], actions.CodePurpose.SIGN_IN)
            return done(request, reverse("people:code"))
    return page(request, "people/sign_in.html", {"form": form})


@asked
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Take the code from the message and let its reader in."""
    arrival = Arrival(request)
    if request.user.is_authenticated:
        return redirect(arrival.goal)
    if not arrival.get("code"):
        return redirect("people:sign_in")
    if "again" in request.POST:
        return send_again(request, arrival, actions.CodePurpose.SIGN_IN)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with form.says_why("digits"):
            phone = typed_phone(request, arrival, form, actions.CodePurpose.SIGN_IN)
            person = queries.person_with_phone(phone)
            return done(request, arrival.prove_phone(phone, person))
    return code_page(request, arrival, form, back="people:sign_in")


@asked
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """Open an account for a telephone seen for the first time."""
    arrival = Arrival(request)
    if request.user.is_authenticated:
        return redirect(arrival.goal)
    phone = arrival.get("proved_phone")
    if not phone:
        return redirect("people:sign_in")
    form = WelcomeForm(request.POST or None)
    if form.is_valid():
        name = form.cleaned_data["full_name"]
        person = actions.arrive_for_the_first_time(
            phone=phone, full_name=name, purposes=form.purposes
        )
        return done(request, arrival.pass_first_factor(person, by_password=False))
    return page(request, "people/welcome.html", {"form": form, "phone": masked_phone(phone)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    end_session(request)
    messages.success(request, _("已经退出了。"))
    return done(request, "/")


@require_http_methods(["GET", "HEAD"])
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about people, what for and for how long."""
    return page(
        request, "people/privacy.html", {"version": TEXT_VERSION, "purposes": PURPOSES.values()}
    )


def send_code(
    request: HttpRequest, arrival: Arrival, phone: str, purpose: actions.CodePurpose
) -> None:
    """Send a code, unless this browser had one sent there a moment ago."""
    if arrival.has_just_sent_a_code_to(phone):
        return
    sent = actions.send_code(phone=phone, purpose=purpose, address=client_address(request))
    arrival.put(phone=phone, code=sent.pk, code_at=timezone.now().timestamp())
    if settings.DEMO:
        arrival.put(shown=sent.digits)


def send_again(
    request: HttpRequest, arrival: Arrival, purpose: actions.CodePurpose
) -> HttpResponse:
    """Send another code to the same telephone."""
    arrival.put(code_at=0)
    try:
        send_code(request, arrival, arrival.get("phone"), purpose)
        messages.success(request, _("新的验证码发出去了。"))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return done(request, request.path)


def typed_phone(
    request: HttpRequest, arrival: Arrival, form: AskingForm, purpose: actions.CodePurpose
) -> str:
    """Return the telephone whose code was typed into the form."""
    return actions.prove_phone(
        code_id=arrival.get("code"),
        purpose=purpose,
        digits=form.cleaned_data["digits"],
        address=client_address(request),
    )


def code_page(request: HttpRequest, arrival: Arrival, form: AskingForm, back: str) -> HttpResponse:
    """Show the page a code is typed into."""
    context = {
        "form": form,
        "phone": masked_phone(arrival.get("phone")),
        "shown": arrival.get("shown") if settings.DEMO else None,
        "back": reverse(back),
    }
    return page(request, "people/code.html", context)
