"""Every public page about one public thing says how to pass it on."""

import pytest
from django.test import Client

from mulin.web.tests.doors import STRANGER
from tests.town import address_of, listed_doors, people_a_town

ABOUT_NO_ONE_THING = {
    "web": "how the site looks, and its kit",
    "people": "somebody's own account",
    "letters": "a household's own letter",
    "demo": "a demo's door",
    "portal:home": "everything that goes on",
    "portal:communities": "a search",
    "portal:selections": "everything there is to choose",
}
NOT_FOR_PASSING_ON = {
    "admissions:paper": "a sheet that is printed, with the code on it",
    "budgets:publication": "passed on once there is a result, with the result's own sheet",
    "contests:timetable_paper": "a sheet that is printed",
    "contests:stage": "a screen in the hall; the timetable is what is passed on",
    "designs:comment": "a form; the drawings are what is passed on",
    "designs:receipt": "the giver's own slip",
    "designs:poster": "a sheet that is printed, with the code on it",
    "designs:slips": "a sheet that is printed",
    "ideas:alike": "a question to somebody who is writing",
    "programmes:explainer_sheet": "a sheet that is printed",
    "ideas:write": "a form; the wall is what is passed on",
    "ideas:sign": "a form",
    "ideas:receipt": "the giver's own slip",
    "ideas:paper": "a sheet that is printed",
    "meetings:here": "a form for those in the room; the meeting is what is passed on",
    "meetings:paper": "a sheet that is printed",
    "naming:give": "a form; the contest is what is passed on",
    "naming:slip": "the giver's own slip",
    "naming:paper": "a sheet that is printed",
    "naming:plaque": "a sheet that is printed, with the code on it",
    "owners:proxy_sheet": "a sheet that is printed, with the vote's code on it",
    "owners:statement": "a sheet that is printed",
    "surveys:answer": "a form; the survey is what is passed on",
    "listening:slip": "a home's own slip",
    "notices:paper": "a sheet that is printed",
    "services:kiosk": "a screen that stands at a service point",
    "services:kiosk_end": "a screen that stands at a service point",
    "services:kiosk_hours": "a screen that stands at a service point, with the code on it",
    "services:kiosk_item": "a screen that stands at a service point, with the code on it",
    "services:kiosk_items": "a screen that stands at a service point",
    "services:kiosk_mine": "a screen that stands at a service point",
    "services:kiosk_taken": "a screen that stands at a service point, with the code on it",
    "services:poster": "a sheet that is printed, with the code on it",
    "cases:where": "a question; a community's own page is what is passed on",
    "cases:report": "a form; a community's own page is what is passed on",
    "cases:letter": "a form",
    "cases:follow": "a form",
    "cases:receipt": "the reporter's own slip",
    "cases:spot": "a form",
    "cases:story": "a sheet that is printed",
    "notices:poster": "a sheet that is printed, with the code on it",
}
"""Public pages without a share sheet, each with its reason."""


def public_doors():
    silent = ABOUT_NO_ONE_THING.keys() | NOT_FOR_PASSING_ON.keys()
    for door in listed_doors():
        is_public = door.method == "get" and STRANGER in door.opens_for
        if is_public and not {door.name, door.name.partition(":")[0]} & silent:
            yield pytest.param(door, id=door.name)


@pytest.mark.django_db
@pytest.mark.parametrize("door", [*public_doors()])
def test_a_public_page_can_be_passed_on(door):
    response = Client().get(address_of(door, people_a_town()))
    assert response.status_code in (200, 302), response.status_code
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        assert 'id="share-text"' in response.content.decode(), f"{door.name} has no share sheet"


def test_no_page_is_excused_that_is_gone():
    named = {door.name for door in listed_doors()}
    rooms = {name.partition(":")[0] for name in named}
    assert ABOUT_NO_ONE_THING.keys() | NOT_FOR_PASSING_ON.keys() <= named | rooms
