"""A community with a service point, what it does and who comes, for tests."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.actions import add_building, assign_buildings, draw_grid
from mulin.commons.places.models import (
    Building,
    Compound,
    Dwelling,
    Entrance,
    Grid,
    Household,
)
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions, queries
from ..models import Matter, ServiceItem, ServicePoint

ALL_DAY = {day: [(time(0), time(23, 59))] for day in range(8)}
"""Open whenever a test runs."""


def office(town: Town) -> Person:
    return town.people[SOCIAL_WORKER]


def make_item(town: Town, name: str = "医保卡激活", **facts: Any) -> ServiceItem:
    told = {"category": "medical", "bring": "身份证\n医保卡", "has_home_service": True} | facts
    return actions.save_item(actor=office(town), unit=town.community, name=name, **told)


def make_point(town: Town, name: str = "北里服务点", **facts: Any) -> ServicePoint:
    """Open a point that is open all day and does two things."""
    items = facts.pop("items", None) or [
        make_item(town),
        make_item(town, "老年证", category="elderly", has_home_service=False),
    ]
    told = {"address": "北里一区南门右手第一间", "phone": "0871-100", "grids": []} | facts
    point = actions.save_point(
        actor=office(town), unit=town.community, name=name, items=items, **told
    )
    actions.set_hours(actor=office(town), point=point, week=ALL_DAY)
    return point


def make_grid_with_building(town: Town) -> tuple[Grid, Building]:
    compound, _new = Compound.objects.get_or_create(community=town.community, name="北里一区")
    building = add_building(actor=None, compound=compound, name="3号楼")
    grid = draw_grid(actor=None, community=town.community, name="第一网格")
    assign_buildings(actor=None, grid=grid, buildings=[building])
    building.refresh_from_db()
    return grid, building


def make_household(town: Town, room: str = "401") -> Household:
    _grid, building = make_grid_with_building(town)
    entrance = Entrance.objects.create(building=building, name="1单元")
    dwelling = Dwelling.objects.create(entrance=entrance, room=room)
    return Household.objects.create(dwelling=dwelling, community=town.community)


def first_slot(point: ServicePoint, way: str = "appointment") -> tuple[date, time]:
    """Return a time tomorrow at which somebody may come."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = next(one for one in queries.free_days(point, way) if one.on >= tomorrow)
    return day.on, day.slots[0].at


def book(point: ServicePoint, person: Person, **how: Any) -> Matter:
    """Let somebody book tomorrow's first time."""
    way = how.pop("way", "appointment")
    on, at = how.pop("slot", None) or first_slot(point, way)
    item = how.pop("item", None) or point.items.order_by("pk").first()
    return actions.book(actor=person, point=point, item=item, way=way, on=on, at=at, **how)


def ticket(point: ServicePoint, by: Person, **how: Any) -> Matter:
    return actions.take_ticket(actor=by, point=point, **how)


def in_hand(point: ServicePoint, by: Person) -> Matter:
    """Return what somebody at the window has in hand."""
    return actions.accept_matter(actor=by, matter=ticket(point, by))


def escalated(point: ServicePoint, by: Person, **how: Any):
    """Return what somebody at the window passed up to the community's own supervisors."""
    told = {"office": point.unit, "reason": "要市里的系统才能改"} | how
    return actions.escalate_matter(actor=by, matter=in_hand(point, by), **told)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))
