"""A community's public pages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.organisations.actions import (
    agree,
    count_members,
    form_committee,
    found_group,
    join_partner,
    list_chat_group,
    list_organisation,
    name_adviser,
    seat_member,
    show_code,
)
from mulin.commons.organisations.models import ChatGroup
from mulin.commons.places.actions import draw_grid
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.homes import build
from mulin.commons.places.tests.people import make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    town.join("米素珍", Role.RESIDENT)
    return town


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def fill(town, number):
    """Add a building with its steward, a grid with its worker, and a group."""
    fang = town.people["方静姝"]
    building = build(town, f"{number}号楼", doors=3, compound=f"北里{number}区")
    grid = draw_grid(actor=fang, community=town.community, name=f"第{number}网格")
    town.join(f"楼长{number}", Role.BUILDING_STEWARD, building=building)
    town.join(f"网格员{number}", Role.GRID_WORKER, grid=grid)
    group = found_group(actor=fang, community=town.community, name=f"{number}队")
    count_members(actor=fang, group=group, on=date(2026, 1, 1), members=number)
    known = {"unit": town.community, "kind": "school"}
    school = list_organisation(actor=fang, name=f"第{number}小学", **known)
    partner = join_partner(actor=fang, community=town.community, organisation=school)
    today = timezone.localdate()
    deed = {"gives": "操场", "receives": "志愿者", "from_on": today, "until_on": today}
    agree(actor=fang, partner=partner, **deed)
    adviser = town.join(f"律师{number}", Role.VOLUNTEER)
    name_adviser(actor=fang, unit=town.community, person=adviser, kind="legal")
    named = {"unit": town.community, "kind": "specialist"}
    chat_group = list_chat_group(actor=fang, community=town.community, name=f"{number}号楼群")
    show_code(
        actor=fang,
        group=chat_group,
        picture=redraw(a_photo()),
        until_on=today,
        is_public=True,
    )
    committee = form_committee(actor=fang, name=f"第{number}委员会", **named)
    seat_member(actor=fang, committee=committee, person=adviser)


@pytest.mark.parametrize("name", ["portal:community", "portal:around"])
def test_a_page_costs_the_same_however_much_it_shows(client, town, name):
    client.force_login(town.people["米素珍"])
    address = reverse(name, args=[town.community.pk])
    fill(town, 1)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in (2, 3, 4):
        fill(town, number)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address).text
    assert "4队" in page or "北里4区" in page
    assert len(few) == len(many) <= 13


def test_neighbours_see_no_names_telephones_or_doors(client, town):
    fill(town, 1)
    steward = town.people["楼长1"]
    steward.phone = "13800000009"
    steward.save()
    page = client.get(reverse("portal:community", args=[town.community.pk])).text
    assert "王建国" not in page
    assert steward.name_in_public in page
    assert steward.phone not in page


def test_the_office_finds_the_public_page_beside_its_lists(client, town):
    client.force_login(town.people["方静姝"])
    page = client.get(reverse("places:tree", args=[town.community.pk])).text
    assert f'href="{reverse("portal:community", args=[town.community.pk])}"' in page


def test_only_public_codes_of_chat_groups_that_still_work_are_shown(client, town):
    fang, today = town.people["方静姝"], timezone.localdate()
    known = {"community": town.community, "actor": fang}
    groups = {name: list_chat_group(name=name, **known) for name in ("公开", "内部", "过期")}
    for name, group in groups.items():
        show_code(
            actor=fang,
            group=group,
            picture=redraw(a_photo()),
            until_on=today,
            is_public=name != "内部",
        )
    ChatGroup.objects.filter(name="过期").update(code_until=today - timedelta(days=1))
    page = client.get(reverse("portal:community", args=[town.community.pk])).text
    shown = {group.name: group for group in ChatGroup.objects.select_related("code")}
    assert shown["公开"].code.url in page
    assert client.get(shown["公开"].code.url).status_code == 200
    assert shown["内部"].code.url not in page
    assert client.get(shown["内部"].code.url).status_code == 404
    assert shown["过期"].code.url not in page
    assert page.count("二维码过期了") == 1
