import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from ..ways import daily_work, desks, ways_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_every_way_into_a_room_leads_somewhere_for_everybody(client, town):
    for function in ways_into(town.community):
        for way in function.ways:
            assert client.get(way.url).status_code in (200, 302), way.url


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.GRID_WORKER, Role.WINDOW_CLERK])
def test_staff_are_led_only_where_they_may_go(client, town, role):
    how = {"grid": town.community.grids.create(name="第一网格")} if role == Role.GRID_WORKER else {}
    person = town.join("同事", role, **how)
    client.force_login(person)
    links = [*daily_work(town.community, person), *desks(person)]
    assert links
    for label, _icon, url in links:
        assert client.get(url).status_code == 200, label


def test_a_street_is_led_to_its_rooms(client, town):
    person = town.join("街道", Role.STREET_OPERATOR, town.street)
    client.force_login(person)
    for label, _icon, url in daily_work(town.street, person):
        assert client.get(url).status_code == 200, label


def test_the_portal_is_four_functions_each_one_touch_away(client, town):
    here = reverse("portal:community", args=[town.community.pk])
    page = client.get(here).text
    client.force_login(town.join("米素珍", Role.RESIDENT))
    at_home = client.get("/").text
    for function in ("do", "talk", "news", "look"):
        assert f'id="{function}"' in page
        assert f'href="{here}#{function}"' in page
        assert f'href="{here}#{function}"' in at_home


def test_the_community_page_shows_the_ways(client, town):
    page = client.get(reverse("portal:community", args=[town.community.pk])).content.decode()
    assert reverse("cases:report", args=[town.community.pk]) in page
    assert reverse("meetings:meetings", args=[town.community.pk]) in page
