"""Somebody finds the point of her own building in her own words."""

import pytest
from django.urls import reverse

from mulin.commons.places.tests.homes import build
from mulin.commons.places.tests.people import make_town

pytestmark = pytest.mark.django_db


def test_the_number_of_the_building_is_enough(client):
    town = make_town()
    building = build(town, "3号楼", doors=0)
    where = reverse("services:where_in", args=[town.community.pk])
    found = client.get(where, {"address": "3号楼"})
    assert found["Location"] == reverse("services:where_from", args=[building.pk])
    assert "没找到这栋楼" in client.get(where, {"address": "8号楼"}).content.decode()
