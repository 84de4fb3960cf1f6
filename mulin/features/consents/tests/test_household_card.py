"""The card of a household: who reads on it what the household answered."""

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.places.models import Grid
from mulin.commons.places.roles import Role

from .visits import STOVE, make_walk

pytestmark = pytest.mark.django_db


def _card(reader, home) -> str:
    client = Client()
    client.force_login(reader)
    return client.get(reverse("consents:household_card", args=[home.pk])).text


def test_a_grid_worker_does_not_read_on_the_card_what_a_household_answered():
    walk = make_walk()
    walk.knock(0, answer="disagree", objections=(STOVE,))
    home, community = walk.asking.home(0).household, walk.town.community
    grid = Grid.objects.create(community=community, name="一网格")
    home.dwelling.entrance.building.grid = grid
    home.dwelling.entrance.building.save()
    worker = walk.town.join("尤佳", Role.GRID_WORKER, grid=grid)
    for words in ("：不同意", STOVE.text):
        assert words in _card(walk.office, home)
        assert words not in _card(worker, home)
    assert "去过几次" in _card(worker, home)
