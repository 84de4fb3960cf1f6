"""
S4-5: services sink into six grids, one person does them all, and the first one asked finishes.

With the half of S3-4 that is the window's: it has no way to refuse; what it cannot do goes up
with a reason and comes back with an answer.
"""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.calendar.models import WorkdayOverride
from mulin.commons.notices.queries import messages_for
from mulin.commons.places.actions import (
    add_building,
    add_compound,
    assign_buildings,
    claim_home,
    draw_grid,
)
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person, make_town
from mulin.features.services import actions, queries
from mulin.features.services.hours import HOLIDAY, spans_from
from tests.journeys.street import clock_from

pytestmark = pytest.mark.django_db

SIX = ["红砖苑", "公租房东", "公租房西", "栖霞郡", "山前", "山后"]
ITEMS = {
    "医保卡激活": "medical",
    "养老金资格认证": "social",
    "低保申请": "minimum",
    "老年证": "elderly",
    "物业报修": "property_service",
}
WEEK = {day: spans_from("9:00-20:00") for day in range(7)} | {HOLIDAY: spans_from("9:00-12:00")}
SPRING_FESTIVAL = [date(2026, 2, day) for day in range(15, 24)]
NATIONAL_DAY = [date(2026, 10, day) for day in range(1, 8)]


@pytest.fixture
def clock(monkeypatch, db):
    """Ten o'clock on the first day of the national holiday of 2026."""
    WorkdayOverride.objects.filter(date__year=2026).delete()
    off = [*NATIONAL_DAY, *SPRING_FESTIVAL]
    days = [WorkdayOverride(date=day, is_workday=False, name="节日") for day in off]
    worked = WorkdayOverride(date=date(2026, 10, 10), is_workday=True, name="国庆节")
    WorkdayOverride.objects.bulk_create([*days, worked])
    return clock_from(monkeypatch, datetime(2026, 10, 1, 10))


@pytest.fixture
def town(clock):
    """栖梧山 with six grids, a worker in each, and a director and a clerk in the office."""
    town = make_town()
    town.join("陶志远", Role.DIRECTOR)
    town.join("丁莹", Role.WINDOW_CLERK)
    return town


@pytest.fixture
def points(town):
    director = town.people["陶志远"]
    items = [
        actions.save_item(
            actor=director,
            unit=town.community,
            name=name,
            category=kind,
            bring="身份证",
            has_home_service=True,
            department="区医保局" if kind == "medical" else "",
        )
        for name, kind in ITEMS.items()
    ]
    opened = []
    for name in SIX:
        compound = add_compound(actor=None, community=town.community, name=name)
        building = add_building(actor=None, compound=compound, name="1号楼")
        grid = draw_grid(actor=None, community=town.community, name=f"{name}网格")
        assign_buildings(actor=None, grid=grid, buildings=[building])
        town.join(f"{name}网格员", Role.GRID_WORKER, grid=grid)
        point = actions.save_point(
            actor=director,
            unit=town.community,
            name=f"{name}服务点",
            address=f"{name}1号楼一层",
            phone="0990-5550101",
            grids=[grid],
            items=items,
        )
        actions.set_hours(actor=director, point=point, week=WEEK)
        opened.append(point)
    return opened


def test_six_points_do_all_of_it_on_a_holiday_too(client, town, points, clock):
    page = client.get(reverse("services:points", args=[town.community.pk])).text
    assert page.count("开着，到 12:00") == 6
    for point in points:
        assert {one.name for one in queries.items_of(point)} == set(ITEMS)
    clock.turn_to(timezone.make_aware(datetime(2026, 10, 4, 15)))  # a Sunday of the holiday
    assert "现在关着" in client.get(reverse("services:points", args=[town.community.pk])).text
    clock.turn_to(timezone.make_aware(datetime(2026, 10, 11, 15)))  # an ordinary Sunday
    page = client.get(reverse("services:points", args=[town.community.pk])).text
    assert page.count("开着，到 20:00") == 6


def test_a_resident_finds_her_own_point_without_being_asked_where_she_lives(client, town, points):
    building = points[3].grids.get().buildings.get()
    resident = make_person("田奶奶")
    claim_home(actor=resident, community=town.community, building=building)
    client.force_login(resident)
    page = client.get(reverse("services:where"), follow=True).text
    assert "您家的服务点：栖霞郡服务点" in page


def test_one_person_does_it_all_and_the_first_one_asked_is_counted(client, town, points, clock):
    point, worker = points[0], town.people["红砖苑网格员"]
    resident = make_person("林阿姨")
    for item in queries.items_of(point):
        ticket = actions.take_ticket(actor=worker, point=point, item=item)
        called = actions.call_next(actor=worker, point=point)
        assert called == ticket
        actions.accept_matter(actor=worker, matter=called)
        actions.finish_matter(actor=worker, matter=called, result="办好了")
    handed = actions.accept_matter(
        actor=worker, matter=actions.take_ticket(actor=worker, point=point)
    )
    actions.offer_matter(actor=worker, matter=handed, to=town.people["丁莹"])
    actions.take_over_matter(actor=town.people["丁莹"], matter=handed)
    actions.finish_matter(actor=town.people["丁莹"], matter=handed, result="办好了")
    figures = queries.figures_of(town.community)
    assert (figures.first, figures.done) == (5, 6)
    page = client.get(reverse("services:figures", args=[town.community.pk])).text
    assert '<b class="num">5</b> / 6' in page
    assert resident not in {matter.person for matter in queries.matters_on(point, date.today())}


def test_what_the_window_cannot_do_goes_up_and_comes_back(client, town, points, clock):
    point, clerk, director = points[1], town.people["丁莹"], town.people["陶志远"]
    resident = make_person("熊志")
    slot = queries.free_days(point, "appointment")[1].slots[0]
    matter = actions.book(
        actor=resident,
        point=point,
        item=queries.items_of(point)[0],
        way="appointment",
        on=slot.on,
        at=slot.at,
    )
    clock.turn_to(timezone.make_aware(datetime.combine(slot.on, time(9))))
    actions.accept_matter(actor=clerk, matter=actions.check_in(actor=clerk, matter=matter))
    client.force_login(clerk)
    page = client.get(reverse("services:handle", args=[matter.pk])).text
    assert "写明原因，往上报" in page
    answer = client.post(
        reverse("services:escalate", args=[matter.pk]),
        {"office": town.community.pk, "department": "区医保局", "reason": "名字少一个字，改不了"},
    )
    assert answer.status_code == 303
    raised = queries.escalations_waiting(director).get()
    assert raised.due_on == date(2026, 10, 10), "three working days: the 8th, 9th and 10th"
    client.force_login(director)
    client.post(
        reverse("services:decide", args=[raised.pk]),
        {"decision": "taken", "answer": "我联系了区医保局，月底前改好。"},
    )
    actions.finish_matter(actor=director, matter=matter, result="改好了，送到家里。")
    told = [one.text for one in messages_for(resident)]
    assert any("改好了，送到家里。" in words for words in told)
    assert any("我联系了区医保局" in words for words in told)
    assert any("已经报给区医保局" in words for words in told)
    assert not queries.figures_of(town.community).first


def test_whoever_is_visited_at_home_is_reminded_the_day_before(town, points, clock):
    point, worker = points[5], town.people["山后网格员"]
    resident = make_person("田奶奶")
    slot = queries.free_days(point, "home_visit")[2].slots[0]
    matter = actions.book(
        actor=resident,
        point=point,
        item=queries.items_of(point)[0],
        way="home_visit",
        on=slot.on,
        at=slot.at,
        door="山后1号楼301",
    )
    actions.send_visitor(actor=town.people["陶志远"], matter=matter, visitor=worker)
    before = slot.on - timedelta(days=1)
    clock.turn_to(timezone.make_aware(datetime.combine(before, time(17))))
    assert actions.remind() == 1
    assert any("到您家办" in one.text for one in messages_for(resident))
