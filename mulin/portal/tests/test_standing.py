import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import resolve, reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.tests.matters import office_of
from mulin.features.designs.tests.shown import make_display
from mulin.features.meetings.tests.tables import a_meeting

from ..standing import ENTERED_BY, ONLY_ITSELF

pytestmark = pytest.mark.django_db

ENTRY = re.compile(r'<a class="side-nav__item" href="([^"]+)"(?: aria-current="(\w+)")?')


@pytest.fixture
def town(client):
    """A town whose social worker is signed in."""
    found = make_town()
    client.force_login(found.join("潘秀兰", Role.SOCIAL_WORKER))
    return found


def entries(client, url):
    """Return the entries of the side bar, and how each is marked."""
    page = client.get(url)
    assert page.status_code == 200, url
    return dict(ENTRY.findall(page.text))


def marked(client, url):
    return {href: how for href, how in entries(client, url).items() if how}


@pytest.mark.parametrize(
    ("subpage", "entry"),
    [
        ("meetings:call", "meetings:desk"),
        ("listening:interviews", "listening:desk"),
        ("listening:outreach_note", "listening:desk"),
        ("occasions:new", "occasions:desk"),
        ("tasks:new", "tasks:unit"),
        ("advice:ask", "advice:desk"),
        ("services:item_add", "services:catalogue"),
        ("places:member_give", "places:members"),
    ],
)
def test_a_page_below_a_unit_marks_its_room(client, town, subpage, entry):
    here, above = (reverse(name, args=[town.community.pk]) for name in (subpage, entry))
    assert marked(client, here) == {above: "true"}
    assert marked(client, above) == {above: "page"}


def test_a_page_that_names_no_unit_marks_its_room_too(client, town):
    meeting = a_meeting(town)
    above = reverse("meetings:desk", args=[town.community.pk])
    for page in ("meetings:prepare", "meetings:move", "meetings:miss"):
        assert marked(client, reverse(page, args=[meeting.pk])) == {above: "true"}
    assert marked(client, reverse("surveys:new")) == {reverse("surveys:desk"): "true"}


def test_a_room_without_an_entry_marks_the_one_it_is_entered_by(client, town):
    display = make_display(town)
    client.force_login(office_of(town))
    above = reverse("topics:topics", args=[town.community.pk])
    assert marked(client, reverse("designs:desk", args=[display.pk])) == {above: "true"}


def test_of_two_places_none_is_marked_when_nothing_says_which(client, town):
    meeting = a_meeting(town)
    town.join("潘秀兰", Role.SOCIAL_WORKER, town.next_community)
    assert marked(client, reverse("meetings:prepare", args=[meeting.pk])) == {}
    there = [town.next_community.pk]
    above = reverse("meetings:desk", args=there)
    assert marked(client, reverse("meetings:call", args=there)) == {above: "true"}


def test_every_room_with_pages_for_staff_has_an_entry_or_is_entered_by_another(client, town):
    led_to = set()
    for role, unit in [
        (Role.DIRECTOR, town.community),
        (Role.STREET_OPERATOR, town.street),
    ]:
        client.force_login(town.join(role.label, role, unit))
        led_to |= {
            resolve(href).app_name
            for href in entries(client, reverse("portal:desk"))
            if "#" not in href
        }
    assert set(ENTERED_BY.values()) <= led_to
    assert not set(ENTERED_BY) & led_to
    for app in apps.get_app_configs():
        if _has_pages_for_staff(app) and app.label not in ONLY_ITSELF | {"web"}:
            assert app.label in led_to | set(ENTERED_BY)


def _has_pages_for_staff(app):
    pages = Path(app.path, "templates").rglob("*.html") if "mulin" in app.name else []
    return any('extends "web/desk.html"' in page.read_text() for page in pages)
