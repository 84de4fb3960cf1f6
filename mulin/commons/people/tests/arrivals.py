"""Come in the way people do."""

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..actions import (
    accept_invitation,
    enrol_authenticator,
    invite_staff,
    new_secret,
    register_person,
)
from ..models import Person

PASSWORD = "一起把小广场修好吧二零二六"


def ask_code(client: Client, phone: str, **how) -> str:
    """Type a telephone number and return the code the demo shows."""
    client.post("/sign-in/", {"phone": phone}, **how)
    return client.get("/sign-in/code/").context["shown"]


def come_in(client: Client, phone: str) -> None:
    """Sign in by telephone; open an account when there is none."""
    client.post("/sign-in/code/", {"digits": ask_code(client, phone)})
    client.post("/sign-in/welcome/", {"full_name": "石小满", "account": "on"})


def hire(login: str = "shen", phone: str | None = None) -> tuple[Person, list[str]]:
    """Return a member of staff with a password and an authenticator, and the recovery codes."""
    person = register_person(actor=None, full_name="沈亦舟", phone=phone)
    token = invite_staff(actor=None, person=person)
    person = accept_invitation(token=token, login=login, password=PASSWORD)
    secret = new_secret()
    _device, codes = enrol_authenticator(actor=person, secret=secret, code=code_now(secret))
    TOTPDevice.objects.filter(user=person).update(last_t=-1)
    return person, codes


def code_now(secret: str) -> str:
    """Return what an authenticator app shows now."""
    return f"{TOTP(bytes.fromhex(secret)).token():06}"


def code_of(person: Person) -> str:
    return code_now(TOTPDevice.objects.get(user=person).key)


def is_in(client: Client) -> bool:
    """Return whether this browser has an open session."""
    return client.get("/me/").status_code == 200
