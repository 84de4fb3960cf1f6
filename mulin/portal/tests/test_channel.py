"""The page of a compound and of a building, for the chat group and the stairwell."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.notices.actions import post_notice
from mulin.commons.occasions.actions import plan_occasion, start_series
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.homes import build, door
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.actions import close_topic, note_opinion, open_topic
from mulin.features.cases.actions import capture_case, note_told, publish_case, resolve_case
from mulin.features.meetings.actions import call_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("方静姝", Role.SECRETARY)
    return town


@pytest.fixture
def building(town):
    return build(town, "3号楼", doors=2)


def take_on(town, title, compound=None):
    problem = "车没地方停。"
    fang = town.people["方静姝"]
    return open_topic(
        actor=fang, community=town.community, title=title, problem=problem, compound=compound
    )


def hang(town, title, about=None):
    fang = town.people["方静姝"]
    return post_notice(
        actor=fang, unit=town.community, about=about, kind="notice", title=title, body="请看。"
    )


def page_of(client, spot):
    name = "building" if hasattr(spot, "compound") else "compound"
    return client.get(reverse(f"portal:{name}", args=[spot.pk]))


def titles(response, section):
    return [one.title for one in response.context[section]]


def test_a_stranger_reads_the_page_behind_the_code_without_signing_in(client, building):
    response = page_of(client, building)
    assert response.status_code == 200
    assert "北里一区3号楼" in response.content.decode()
    assert 'id="share-text"' in response.content.decode()


def test_what_is_reported_from_a_stairwell_is_about_that_building(client, building):
    report = reverse("cases:report", args=[building.compound.community_id])
    led_to = f"{report}?building={building.pk}"
    assert f'href="{led_to}"' in page_of(client, building).content.decode()
    assert f'<option value="b{building.pk}" selected>' in client.get(led_to).content.decode()


def test_nobody_who_lives_there_stands_on_the_page(client, town, building):
    town.join("米素珍", Role.RESIDENT, household=door(building, "101"))
    words = page_of(client, building).content.decode()
    assert "王建国" not in words
    assert "13800000009" not in words
    assert "米素珍" not in words
    assert "米奶奶" not in words


def test_a_notice_for_one_building_hangs_there_and_not_next_door(client, town, building):
    beside = build(town, "4号楼", doors=1)
    far = build(town, "1号楼", doors=1, compound="北里二区")
    hang(town, "全社区停水")
    hang(town, "3号楼修水箱", about=building)
    hang(town, "一区换门禁", about=building.compound)
    assert set(titles(page_of(client, building), "notices")) == {
        "全社区停水",
        "3号楼修水箱",
        "一区换门禁",
    }
    assert set(titles(page_of(client, beside), "notices")) == {"全社区停水", "一区换门禁"}
    assert titles(page_of(client, far), "notices") == ["全社区停水"]
    assert set(titles(page_of(client, building.compound), "notices")) == {
        "全社区停水",
        "3号楼修水箱",
        "一区换门禁",
    }


def test_the_office_posts_for_a_building_from_its_page(client, town, building):
    client.force_login(town.people["方静姝"])
    assert f"?for=building-{building.pk}" in page_of(client, building).content.decode()
    address = reverse("notices:post", args=[town.community.pk])
    form = {
        "kind": "notice",
        "title": "3号楼修水箱",
        "body": "周六停水。",
        "days": 7,
        "day_kind": "natural",
        "style": "plain",
        "for_whom": f"building-{building.pk}",
    }
    answer = client.post(address, form)
    assert answer.status_code == 303, answer.content.decode()
    assert titles(page_of(client, building), "notices") == ["3号楼修水箱"]
    assert "北里一区3号楼" in client.get(answer["Location"]).content.decode()


def test_what_is_talked_over_stands_with_the_last_word_of_a_neighbour(client, town, building):
    topic = take_on(town, "车位怎么划", building.compound)
    take_on(town, "别处的事", build(town, "1号楼", compound="北里二区").compound)
    note_opinion(
        actor=town.people["方静姝"],
        unit=town.community,
        topic=topic,
        kind="need",
        text="消防通道不能停车",
        said_on=timezone.localdate(),
    )
    [line] = page_of(client, building).context["topics"]
    assert (line.title, line.text) == ("车位怎么划", "消防通道不能停车")
    close_topic(actor=town.people["方静姝"], topic=topic, state="settled", outcome="划了四十个")
    response = page_of(client, building)
    assert titles(response, "topics") == []
    assert titles(response, "done") == ["车位怎么划"]


@pytest.mark.parametrize("days", [0, 3])
def test_a_stairwell_hears_nothing_of_a_mediation_that_is_not_for_everybody(
    client, town, building, days
):
    for is_open, title in ((False, "三楼和四楼"), (True, "足球和广场舞")):
        call_meeting(
            actor=town.people["方静姝"],
            unit=town.community,
            kind="mediation",
            title=title,
            on=timezone.localdate() + timedelta(days=days),
            where="大榕树下",
            incident="球擦过老人的肩膀",
            for_everybody=is_open,
        )
    page = page_of(client, building).content.decode()
    assert "三楼和四楼" not in page
    assert "足球和广场舞" in page


def test_of_what_comes_again_the_next_time_stands_alone(client, town, building):
    fang, today = town.people["方静姝"], timezone.localdate()
    on = {"actor": fang, "unit": town.community, "kind": "coordination"}
    start_series(**on, name="周五碰头", cadence=Cadence("week", weekday=4), starts_on=today)
    plan_occasion(**on, title="车位协调会", on=today)
    coming = page_of(client, building).context["coming"]
    assert [one.title for one in coming] == ["车位协调会", "周五碰头"]
    assert coming[1].on <= today + timedelta(days=7)


def test_neighbours_are_led_to_their_own_building(client, town, building):
    mi = town.join("米素珍", Role.RESIDENT, household=door(building, "101"))
    client.force_login(mi)
    assert reverse("portal:my_building") in client.get("/").content.decode()
    led = client.get(reverse("portal:my_building"))
    assert led["Location"] == reverse("portal:building", args=[building.pk])
    client.force_login(town.people["方静姝"])
    assert client.get(reverse("portal:my_building"))["Location"] == "/"


@pytest.mark.parametrize("whose", ["building", "compound"])
def test_the_page_asks_the_same_however_much_it_shows(client, town, building, whose):
    spot = building if whose == "building" else building.compound
    mi = town.join("米素珍", Role.RESIDENT, household=door(building, "101"))
    client.force_login(mi)
    asked = []
    for round in (1, 4):
        for number in range(round):
            build(town, f"{round}{number}号楼", doors=1)
            take_on(town, f"第{round}{number}件事", building.compound)
            hang(town, f"第{round}{number}张", about=building)
        page_of(client, spot)
        with CaptureQueriesContext(connection) as found:
            page_of(client, spot)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 12


def test_a_stairwell_reads_of_a_case_when_its_reporter_was_told_and_in_public_words(
    client, town, building
):
    fang = town.people["方静姝"]
    case = capture_case(
        actor=fang,
        community=town.community,
        building=building,
        kind="repair",
        source="phone",
        title="老王家楼上漏水",
        reporter_name="王桂兰",
        may_be_public=True,
    )
    publish_case(actor=fang, case=case, title="有一家楼上漏水")
    solved = resolve_case(actor=fang, case=case, result="换了水管")
    assert "漏水" not in page_of(client, building).text
    note_told(actor=fang, case=solved, how="phone")
    page = page_of(client, building).text.replace("</span>", "").replace('<span class="ph">', "")
    assert "有一家楼上漏水" in page
    assert "老王" not in page
