"""Every address is listed with who may open it, and tried by everybody."""

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from mulin.web.tests import doors as visitors
from mulin.web.tests.doors import ANYONE
from tests.town import address_of, listed_doors, people_a_town


def addresses(resolver: URLResolver, space: str = ""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_every_address_is_listed():
    assert set(addresses(get_resolver())) == {door.name for door in listed_doors()}


@pytest.mark.django_db
@pytest.mark.parametrize("door", listed_doors(), ids=lambda door: f"{door.method} {door.name}")
def test_a_door_opens_for_those_it_is_for_and_for_nobody_else(client, door):
    town = people_a_town()
    address = address_of(door, town)
    for visitor in sorted(ANYONE):
        client.logout()
        if visitor != visitors.STRANGER:
            client.force_login(town.people[visitor])
        before = transaction.savepoint()
        response = getattr(client, door.method)(address, {} if door.method == "get" else door.data)
        transaction.savepoint_rollback(before)  # the next one finds everything as it was
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
