"""Every address is listed with who may open it, and tried by everybody."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.web.tests import doors as visitors
from mulin.web.tests.doors import ANYONE, Door

ROOMS = [app for app in settings.INSTALLED_APPS if app.startswith("mulin.")]


def listed() -> list[Door]:
    found = []
    for room in ROOMS:
        if find_spec(f"{room}.tests") and find_spec(f"{room}.tests.doors"):
            found += getattr(import_module(f"{room}.tests.doors"), "DOORS", [])
    return found


def addresses(resolver: URLResolver, space: str = ""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def people_a_town() -> Town:
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


def test_every_address_is_listed():
    assert set(addresses(get_resolver())) == {door.name for door in listed()}


@pytest.mark.django_db
@pytest.mark.parametrize("door", listed(), ids=lambda door: f"{door.method} {door.name}")
def test_a_door_opens_for_those_it_is_for_and_for_nobody_else(client, door):
    town = people_a_town()
    address = reverse(door.name, args=door.prepare(town))
    for visitor in sorted(ANYONE):
        client.logout()
        if visitor != visitors.STRANGER:
            client.force_login(town.people[visitor])
        response = getattr(client, door.method)(address, door.data)
        came_in = response.status_code in (200, 302, 303, 409) and "/sign-in" not in (
            response.headers.get("Location", "")
        )
        if visitor in door.opens_for:
            assert came_in, f"{visitor} cannot open {address}: {response.status_code}"
        elif visitor == visitors.STRANGER and not door.hides_from_strangers:
            assert response.status_code == 302, f"a stranger at {address}: {response.status_code}"
            assert "/sign-in" in response.headers["Location"]
        else:
            assert response.status_code == door.shut, (
                f"{visitor} at {address}: {response.status_code}"
            )
