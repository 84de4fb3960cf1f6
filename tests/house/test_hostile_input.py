"""Whatever is sent to any address, somebody gets a page with a sentence, and never a breakdown."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from mulin.web.tests.doors import STRANGER, Door
from tests.hostile import ASKED, BODIES, SCRIPT, Form, fillings, forms_on, names_asked_for
from tests.town import READERS, address_of, listed_doors, people_a_town

NOT_MADE_OF_WORDS = {"web:kit", "web:kit_sheet"}
"""Pages that show parts and take nothing, with more forms than all others together."""

DOORS = [one for one in listed_doors() if one.opens_for and one.name not in NOT_MADE_OF_WORDS]
ADDRESSES = list({door.name: door for door in DOORS}.values())
NUMBER = re.compile(r"(?<=/)\d+(?=/|\.)")
NAME = re.compile(r"(?<=/)[0-9a-f]{8}-[0-9a-f-]{27}(?=/)")
FORGED = ("0", "9" * 19, "9" * 400)
METHODS = ("put", "delete", "options", "get", "post")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _passwords_are_read_fast(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def each(doors: list[Door]) -> Callable:
    return pytest.mark.parametrize("door", doors, ids=lambda door: f"{door.method} {door.name}")


def come(door: Door) -> tuple[Client, str]:
    """Return a visitor for whom a door opens, and its address."""
    town = people_a_town()
    address = urlsplit(address_of(door, town)).path
    visitor = next((one for one in READERS if one in door.opens_for), STRANGER)
    client = Client()
    if person := town.people.get(visitor):
        client.force_login(person)
    return client, address


def is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def assert_good(response: HttpResponse, what: str) -> None:
    """Fail unless this is a page with a sentence, a file or a way on, and nothing in it runs."""
    assert response.status_code < 500, what
    if is_page(response):
        assert "<script>alert(1)" not in response.text, what
        assert "<img src=x" not in response.text, what
        assert "Traceback" not in response.text, what
    if response.status_code >= 400:
        assert re.search(r"<h1[^>]*>\s*\S", response.text), f"{what}: no sentence"


@each(ADDRESSES)
def test_an_address_withstands_whatever_is_done_to_it(door):
    client, address = come(door)
    ask_strangely(client, address)
    look_for_what_is_not_there(client, address, door)
    for method in METHODS:
        assert_good(getattr(client, method)(address), f"{method} {address}")
    client.handler.enforce_csrf_checks = True
    response = client.post(address, door.data)
    assert response.status_code == 403, f"{address} takes things from another site"
    assert "这一页放太久了" in response.text


def ask_strangely(client: Client, address: str) -> None:
    names = names_asked_for()
    for turn in range(0, len(ASKED), 2):
        asked = {name: ASKED[(turn + place) % len(ASKED)] for place, name in enumerate(names)}
        assert_good(client.get(f"{address}?{urlencode(asked)}"), f"{address} {asked}")


def look_for_what_is_not_there(client: Client, address: str, door: Door) -> None:
    for forged in FORGED:
        elsewhere = NAME.sub(str(uuid4()), NUMBER.sub(forged, address))
        if elsewhere != address:
            response = getattr(client, door.method)(elsewhere, door.data)
            assert response.status_code == 404, elsewhere
            assert_good(response, elsewhere)


@each([door for door in DOORS if door.method == "get"])
def test_a_form_withstands_every_filling_and_keeps_what_was_typed(door):
    client, address = come(door)
    for form in forms_behind(client, address):
        for what, filled in fillings(form):
            response = getattr(client, form.method)(address, filled, follow=True)
            assert_good(response, f"{address}: {what}")
            if what == "a script, typed" and form.method == "post":
                assert_kept(response, form)


def forms_behind(client: Client, address: str) -> list[Form]:
    """Return the forms of the page at an address that are answered at the same address."""
    response = client.get(address)
    if response.status_code != 200 or not is_page(response):
        return []
    found = forms_on(response.text)
    return [one for one in found if urlsplit(one.action).path in ("", ".", address)]


def assert_kept(response: HttpResponse, form: Form) -> None:
    """Fail when a form is shown again with its faults, but without what was typed into it."""
    if 'aria-invalid="true"' in response.text and 'type="password"' not in response.text:
        assert escape(SCRIPT) in response.text


@each([door for door in DOORS if door.method == "post"])
def test_an_address_withstands_bodies_that_are_no_form(door):
    client, address = come(door)
    for what, (body, kind) in BODIES.items():
        assert_good(client.generic("POST", address, body, content_type=kind), what)
