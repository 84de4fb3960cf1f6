"""What staff who are not a community's office see of it: how it is laid out, and their own grid."""

import pytest
from django.urls import reverse

from mulin.errors import NotAllowed

from .. import actions, queries
from ..roles import Role
from .homes import build
from .people import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.grid = actions.draw_grid(actor=None, community=town.community, name="第一网格")
    town.mine, town.other = build(town, "3号楼"), build(town, "4号楼")
    actions.assign_buildings(actor=None, grid=town.grid, buildings=[town.mine])
    town.join("冉冬", Role.GRID_WORKER, grid=town.grid)
    town.join("丁莹", Role.WINDOW_CLERK)
    town.join("苏予衡", Role.SUPERVISOR, town.district)
    return town


def page_of(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(f"places:{name}", args=args))


@pytest.mark.parametrize("name", ["冉冬", "丁莹", "苏予衡"])
def test_other_staff_read_how_a_community_is_laid_out_and_change_nothing(client, town, name):
    person = town.people[name]
    pages = [
        ("tree", town.community.pk),
        ("compound", town.mine.compound_id),
        ("grids", town.community.pk),
        ("grid", town.grid.pk),
    ]
    for page, pk in pages:
        shown = page_of(client, person, page, pk)
        assert shown.status_code == 200
        assert b'<form method="post" class' not in shown.content
        assert client.post(reverse(f"places:{page}", args=[pk]), {"name": "新"}).status_code == 404


@pytest.mark.parametrize("name", ["冉冬", "丁莹", "苏予衡"])
def test_lists_of_people_are_for_the_office(client, town, name):
    for page in ("members", "claims", "roll"):
        assert page_of(client, town.people[name], page, town.community.pk).status_code == 404


@pytest.mark.parametrize("name", ["冉冬", "丁莹", "苏予衡"])
def test_every_link_other_staff_are_shown_opens(client, town, name):
    for page, pk in (("tree", town.community.pk), ("compound", town.mine.compound_id)):
        shown = page_of(client, town.people[name], page, pk)
        for hidden in ("members", "claims", "roll", "facts"):
            assert reverse(f"places:{hidden}", args=[town.community.pk]) not in shown.text
    assert reverse("places:building", args=[town.other.pk]) not in shown.text


def test_a_grid_worker_sees_who_lives_in_the_grid_and_that_is_written_down(client, town):
    ran = town.people["冉冬"]
    assert "王建国" in page_of(client, ran, "building", town.mine.pk).text
    assert page_of(client, ran, "building", town.other.pk).status_code == 404
    assert page_of(client, ran, "letters", town.mine.pk).status_code == 404
    with pytest.raises(NotAllowed):
        actions.note_household_viewing(actor=ran, unit=town.community, of=town.other, how="page")


@pytest.mark.parametrize("name", ["丁莹", "苏予衡"])
def test_who_works_in_no_grid_sees_nobody_behind_a_door(client, town, name):
    assert page_of(client, town.people[name], "building", town.mine.pk).status_code == 404


def test_only_who_may_confirm_a_home_is_told_that_one_waits(town):
    neighbour = town.join("米素珍", Role.RESIDENT, town.next_community)
    actions.claim_home(actor=neighbour, community=town.community, building=town.mine, room="101")
    fang = town.join("方静姝", Role.SECRETARY)
    assert queries.claims_waiting(fang).count() == 1
    assert not queries.claims_waiting(town.people["冉冬"])
