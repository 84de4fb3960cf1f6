import re

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import reverse

from mulin.commons.audit.models import Record

from ..models import Attempt, Person, PhoneCode, PrivacyConsent
from .arrivals import ask_code, come_in, hire, is_in
from .crowds import at_once

pytestmark = pytest.mark.django_db
MI = "13800000001"


@pytest.fixture
def hour_later():
    """Let as many codes be sent as a test needs."""
    return lambda: Attempt.objects.all().delete()


def test_somebody_new_comes_in_with_a_phone_and_a_yes(client):
    sent = client.post("/sign-in/?next=/privacy/", {"phone": "+86 138-0000-0001"})
    assert (sent.status_code, sent.url) == (303, "/sign-in/code/")
    digits = client.get("/sign-in/code/").context["shown"]
    proved = client.post("/sign-in/code/", {"digits": f" {digits[:3]} {digits[3:]}"})
    assert proved.url == "/sign-in/welcome/"
    assert not Person.objects.exists()
    arrived = client.post("/sign-in/welcome/", {"full_name": "米素珍", "account": "on"})
    assert arrived.url == "/privacy/"
    mi = Person.objects.get()
    assert (mi.phone, mi.full_name, mi.login) == (MI, "米素珍", None)
    assert [consent.purpose for consent in mi.privacy_consents.all()] == ["account"]
    assert is_in(client)
    assert Record.objects.filter(verb="people.signed_in", by=mi).count() == 1


def test_there_is_no_account_without_agreeing_to_it(client):
    client.post("/sign-in/code/", {"digits": ask_code(client, MI)})
    page = client.post("/sign-in/welcome/", {"full_name": "米素珍"})
    assert "要开账号，请先同意这一项。" in page.content.decode()
    assert 'value="米素珍"' in page.content.decode()
    assert not Person.objects.exists()


def test_each_purpose_is_agreed_to_separately(client):
    client.post("/sign-in/code/", {"digits": ask_code(client, MI)})
    client.post("/sign-in/welcome/", {"account": "on", "sms_notices": "on"})
    purposes = {consent.purpose: consent.text_version for consent in PrivacyConsent.objects.all()}
    assert purposes.keys() == {"account", "sms_notices"}
    assert all(purposes.values())


def test_somebody_known_comes_straight_in(client, hour_later):
    come_in(client, MI)
    client.post("/sign-out/")
    assert not is_in(client)
    hour_later()
    answer = client.post("/sign-in/code/", {"digits": ask_code(client, MI)})
    assert answer.url == "/"
    assert is_in(client)
    assert Person.objects.count() == 1


def test_known_and_unknown_numbers_get_the_same_answer(client, hour_later):
    come_in(client, MI)
    hour_later()
    pages = []
    for phone in (MI, "13900000001"):
        stranger = Client()
        sent = stranger.post("/sign-in/", {"phone": phone})
        body = stranger.get("/sign-in/code/").content.decode()
        body = re.sub(r"1\d\d\*{4}0001|\d{6}|csrf\S+|value=\S+|X-CSRFToken\S+ \S+", "", body)
        pages.append((sent.status_code, sent.url, body))
    assert pages[0] == pages[1]


def test_a_new_session_key_is_given_on_the_way_in(client):
    keys = set()
    client.post("/sign-in/", {"phone": MI})
    keys.add(client.session.session_key)
    digits = client.get("/sign-in/code/").context["shown"]
    client.post("/sign-in/code/", {"digits": digits})
    keys.add(client.session.session_key)
    client.post("/sign-in/welcome/", {"account": "on"})
    keys.add(client.session.session_key)
    assert len(keys) == 3


def test_no_cache_on_the_way_keeps_what_somebody_signed_in_was_shown(client):
    come_in(client, MI)
    for address in ("/", "/me/", "/ideas/"):
        assert "private" in client.get(address).headers["Cache-Control"]
    assert "Cache-Control" not in Client().get("/ideas/").headers


def test_a_code_typed_into_another_browser_opens_nothing(client):
    digits = ask_code(client, MI)
    other = Client()
    assert other.post("/sign-in/code/", {"digits": digits}).url == "/sign-in/"
    ask_code(other, "13900000001")
    other.post("/sign-in/code/", {"digits": digits})
    assert "arrival" in other.session
    assert other.session["arrival"].get("proved_phone") is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "evil",
        "a" * 9000,
    ],
)
def test_nobody_is_sent_to_another_site(client, elsewhere):
    answer = client.get("/sign-in/", {"next": elsewhere})
    assert answer.status_code == 200
    come_in(client, MI)
    goal = client.get("/sign-in/", {"next": elsewhere}).url
    assert goal == "/" or "evil" not in goal
    assert "javascript" not in goal


@pytest.mark.parametrize("phone", ["", "138", "0" * 100_000, "\x00", "'; DROP TABLE--", "🙂"])
def test_a_bad_number_gets_a_sentence_and_sends_nothing(client, phone):
    answer = client.post("/sign-in/", {"phone": phone})
    assert answer.status_code == 200
    assert "field__error" in answer.content.decode()
    assert not PhoneCode.objects.exists()


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "9" * 50_000])
def test_what_is_no_code_costs_no_try(client, digits):
    ask_code(client, MI)
    answer = client.post("/sign-in/code/", {"digits": digits})
    assert answer.status_code == 200
    assert "field__error" in answer.content.decode()
    assert PhoneCode.objects.get().tries == 0


def test_full_width_digits_are_a_code(client):
    digits = ask_code(client, MI)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    assert client.post("/sign-in/code/", {"digits": wide}).url == "/sign-in/welcome/"


def test_pressing_the_button_twice_sends_one_message(client):
    client.post("/sign-in/", {"phone": MI})
    again = client.post("/sign-in/", {"phone": MI})
    assert again.url == "/sign-in/code/"
    assert PhoneCode.objects.count() == 1


def test_asking_again_too_soon_says_how_long_to_wait(client):
    ask_code(client, MI)
    page = client.post("/sign-in/code/", {"again": "1"}, follow=True)
    assert re.search(r"请过 \d+ 秒再试", page.content.decode())


def test_later_pages_cannot_be_opened_first(client):
    for name in ("code", "welcome", "second_factor", "authenticator"):
        for method in (client.get, client.post):
            answer = method(reverse(f"people:{name}"))
            assert (answer.status_code, answer.url) == (302, "/sign-in/")


def test_only_the_asked_methods_are_answered(client):
    assert client.get("/sign-out/").status_code == 405
    assert client.put("/sign-in/").status_code == 405
    assert client.post("/privacy/").status_code == 405


def test_a_stopped_account_stays_shut(client, hour_later):
    come_in(client, MI)
    Person.objects.update(is_active=False)
    assert not is_in(client)
    hour_later()
    stranger = Client()
    answer = stranger.post("/sign-in/code/", {"digits": ask_code(stranger, MI)})
    assert answer.status_code == 403
    assert "停用" in answer.content.decode()
    assert not is_in(stranger)


def test_staff_never_come_in_with_a_telephone_alone(client):
    hire(phone=MI)
    answer = client.post("/sign-in/code/", {"digits": ask_code(client, MI)})
    assert answer.url == "/sign-in/second-factor/"
    assert not is_in(client)


def test_staff_without_an_authenticator_cannot_set_one_up_by_telephone(client):
    Person.objects.create(phone=MI, login="shen", password="!")
    client.post("/sign-in/code/", {"digits": ask_code(client, MI)})
    assert client.get("/sign-in/second-factor/").status_code == 409
    assert client.get("/sign-in/authenticator/").url == "/sign-in/"


class SilentSms:
    """A gateway that takes every message and shows none."""

    def send(self, phone, template, values, key=""):
        pass


def test_outside_a_demo_the_code_is_only_in_the_message(client, settings):
    settings.DEMO, settings.SMS_BACKEND = False, f"{__name__}.SilentSms"
    client.post("/sign-in/", {"phone": MI})
    assert client.get("/sign-in/code/").context["shown"] is None
    assert "shown" not in client.session["arrival"]


def test_the_forms_help_the_telephone(client):
    assert 'inputmode="tel"' in client.get("/sign-in/").content.decode()
    ask_code(client, MI)
    page = client.get("/sign-in/code/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


@pytest.mark.django_db(transaction=True)
def test_one_telephone_opens_one_account_however_often_at_once(client):
    client.post("/sign-in/code/", {"digits": ask_code(client, MI)})
    cookie = client.cookies[site.SESSION_COOKIE_NAME].value

    def open_account():
        tab = Client()
        tab.cookies[site.SESSION_COOKIE_NAME] = cookie
        return tab.post("/sign-in/welcome/", {"account": "on"}).status_code

    at_once(open_account, 4)
    assert Person.objects.count() == 1
    assert PrivacyConsent.objects.count() == 1
