"""
The one way into the house.

`start_session(request, person)` is how every kind of sign-in ends: by telephone code, by
password and second factor, by the code of a printed letter.  It gives the browser a new
session key, so that nobody can wait in a session prepared beforehand, and writes it down.
A person with a `login` (staff) comes in only with the device that proved the second factor;
for them `start_session(request, person)` alone is refused.  A demo's one-click sign-in calls
`start_demo_session`, which exists only there.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import login as login_device
from django_otp.models import Device

from mulin.commons.audit.actions import record
from mulin.errors import NotAllowed, require

from .models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
RESIDENTS_STAY = timedelta(days=30)
STAFF_STAY = timedelta(hours=2)
"""How long a session lasts after it was last used."""


def start_session(request: HttpRequest, person: Person, *, device: Device | None = None) -> None:
    """Let a person in; one who signs in with a password only with a second factor."""
    if person.signs_in_with_password and (device is None or device.user_id != person.pk):
        raise NotAllowed(_("工作人员请用密码和动态码登录。"))
    _let_in(request, person, device)


def start_demo_session(request: HttpRequest, person: Person) -> None:
    """Let a visitor of a demo be one of its people, staff too."""
    if not settings.DEMO:
        raise NotAllowed
    _let_in(request, person, None)


def end_session(request: HttpRequest) -> None:
    """Let the browser forget who was here."""
    logout(request)


def stay_signed_in(request: HttpRequest, person: Person) -> None:
    """Keep this session after a change that ends the person's other ones."""
    update_session_auth_hash(request, person)


def change_device(request: HttpRequest, device: Device) -> None:
    """Let another second factor stand for this session."""
    login_device(request, device)


@transaction.atomic
def _let_in(request: HttpRequest, person: Person, device: Device | None) -> None:
    require(person.is_active, _("这个账号已经停用，请联系社区。"))
    login(request, person, backend=BACKEND)
    stay = STAFF_STAY if person.signs_in_with_password else RESIDENTS_STAY
    request.session.set_expiry(int(stay.total_seconds()))
    request.session["used_at"] = timezone.now().timestamp()
    if device:
        login_device(request, device)
    record("people.signed_in", by=person, about=person)
