"""The town, its visitors and its doors, for tests that walk through the whole house."""

from importlib import import_module
from importlib.util import find_spec
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.web.tests import doors as visitors
from mulin.web.tests.doors import Door

ROOMS = [app for app in settings.INSTALLED_APPS if app.startswith("mulin.")]

READERS = [visitors.RESIDENT, visitors.SOCIAL_WORKER, visitors.STREET_OPERATOR, visitors.JUDGE]
READERS += sorted(visitors.ANYONE - set(READERS) - {visitors.STRANGER})
READERS += [visitors.STRANGER]
"""Who looks at a page: the first of these whom it is for."""


def listed_doors() -> list[Door]:
    """Return every door that the rooms list."""
    found = []
    for room in ROOMS:
        if find_spec(f"{room}.tests") and find_spec(f"{room}.tests.doors"):
            found += getattr(import_module(f"{room}.tests.doors"), "DOORS", [])
    return found


@transaction.atomic
def people_a_town() -> Town:
    """Return a new town with one of each visitor in it."""
    town = make_town()
    for name, role, unit in [
        (visitors.RESIDENT, Role.RESIDENT, town.community),
        (visitors.FAR_RESIDENT, Role.RESIDENT, town.far_community),
        (visitors.SOCIAL_WORKER, Role.SOCIAL_WORKER, town.community),
        (visitors.FAR_SOCIAL_WORKER, Role.SOCIAL_WORKER, town.far_community),
        (visitors.GRID_WORKER, Role.GRID_WORKER, town.community),
        (visitors.STREET_OPERATOR, Role.STREET_OPERATOR, town.street),
        (visitors.FAR_STREET_OPERATOR, Role.STREET_OPERATOR, town.other_street),
        (visitors.JUDGE, Role.JUDGE, town.street),
    ]:
        town.join(name, role, unit)
    return town


def address_of(door: Door, town: Town) -> str:
    """Prepare what is behind a door, and return where it is."""
    address = reverse(door.name, args=door.prepare(town))
    return f"{address}?{urlencode(door.data)}" if door.data and door.method == "get" else address


def first_reader(door: Door, address: str, town: Town) -> list[str]:
    """Return the first who gets a page here; nobody, when it is a file or leads elsewhere."""
    for visitor in READERS:
        if visitor in door.opens_for:
            client = Client()
            if person := town.people.get(visitor):
                client.force_login(person)
            response = client.get(address)
            kind = response.headers.get("Content-Type", "")
            if response.status_code == 200 and kind.startswith("text/html"):
                return [visitor]
    return []
