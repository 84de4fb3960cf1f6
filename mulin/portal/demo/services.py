"""Let the demo's service points open, and its windows do what they did."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.features.services import actions, queries
from mulin.features.services.hours import HOLIDAY, spans_from
from mulin.features.services.models import Matter, ServiceItem, ServicePoint

from .clock import at
from .data import LONG_AGO, Story
from .town import Town

TWO_WEEKS = timedelta(days=13)


class Windows:
    """The points and items of the demo, by the short names its file calls them."""

    def __init__(self, story: Story, town: Town) -> None:
        self.story, self.town = story, town
        self.items: dict[tuple[int, str], ServiceItem] = {}
        self.points: dict[str, ServicePoint] = {}

    def item(self, point: str, ref: str) -> ServiceItem:
        return self.items[self.points[point].unit_id, ref]


def open_windows(story: Story, town: Town) -> None:
    """Tell the whole story of the service points."""
    windows = Windows(story, town)
    keeper = town.people[story.rows["keeper"]]
    with at(story.moment(LONG_AGO)):
        _fill_catalogues(windows)
        for row in story.rows["points"]:
            _open(windows, row)
        for ref, walks in story.rows["walks"].items():
            _walk(windows, ref, walks, keeper)
    for row in story.rows["done"]:
        _do(windows, *row)
    for row in story.rows["escalated"]:
        _pass_up(windows, row)
    for row in story.rows["points"]:
        _put_on_duty(windows, row)
    for row in story.rows["booked"]:
        _book(windows, row)


def _fill_catalogues(windows: Windows) -> None:
    for unit_ref, refs in windows.story.rows["catalogue"].items():
        unit = windows.town.units[unit_ref]
        for ref in refs:
            row = windows.story.rows["items"][ref]
            windows.items[unit.pk, ref] = actions.save_item(
                actor=windows.town.officer,
                unit=unit,
                name=row["name"],
                category=row["category"],
                bring="\n".join(row["bring"]),
                working_days=row.get("days", 0),
                fee=row.get("fee", 0),
                is_online=row.get("online", False),
                has_home_service=row.get("home", False),
                department=row["department"],
                other_names=row["words"],
            )


def _open(windows: Windows, row: dict[str, Any]) -> None:
    town, unit = windows.town, windows.town.units[row["unit"]]
    point = actions.save_point(
        actor=town.officer,
        unit=unit,
        name=row["name"],
        address=row["address"],
        how_to_find=row.get("how", ""),
        phone=row["phone"],
        grids=[town.grids[ref] for ref in row["grids"]],
        items=[windows.items[unit.pk, ref] for ref in row["items"]],
    )
    week = {int(day): spans_from(hours) for days, hours in row["week"].items() for day in days}
    actions.set_hours(actor=town.officer, point=point, week=week)
    windows.points[row["ref"]] = point


def _walk(windows: Windows, ref: str, walks: dict[str, Any], keeper: Person) -> None:
    compound = windows.town.compounds[walks["compound"]]
    buildings = [one for one in windows.town.buildings.values() if one.compound == compound]
    minutes = dict(zip(buildings, walks["minutes"], strict=True))
    actions.save_walks(actor=keeper, point=windows.points[ref], minutes=minutes)


def _do(
    windows: Windows, ref: str, item: str, on: Any, by: str, result: str, second: str = ""
) -> None:
    clerk, point = windows.town.people[by], windows.points[ref]
    with at(windows.story.moment(on, _an_open_hour(windows, ref, on))):
        about = windows.item(ref, item)
        matter = actions.take_ticket(actor=clerk, point=point, item=about)
        matter = actions.accept_matter(actor=clerk, matter=matter)
        if second:
            colleague = windows.town.people[second]
            actions.offer_matter(actor=clerk, matter=matter, to=colleague)
            actions.take_over_matter(actor=colleague, matter=matter)
            clerk = colleague
        actions.finish_matter(actor=clerk, matter=matter, result=result)


def _an_open_hour(windows: Windows, ref: str, on: Any) -> int:
    """Return an hour at which a point is open on a day of the story, wherever holidays fall."""
    spans = queries.hours_of(windows.points[ref]).spans_on(windows.story.day(on))
    return spans[0][0].hour + 1 if spans else 10


def _pass_up(windows: Windows, row: dict[str, Any]) -> None:
    town, point = windows.town, windows.points[row["point"]]
    clerk, resident = town.people[row["by"]], town.people[row["resident"]]
    asked = windows.story.moment(row["day"])
    with at(asked - timedelta(days=1)):
        matter = _booked(point, windows.item(row["point"], row["item"]), resident)
    with at(asked):
        matter = actions.accept_matter(actor=clerk, matter=matter)
        raised = actions.escalate_matter(
            actor=clerk,
            matter=matter,
            office=point.unit,
            department=matter.item.department if matter.item else "",
            reason=row["reason"],
        )
    if "decision" in row:
        with at(windows.story.moment(row["decided_on"])):
            actions.decide_escalation(
                actor=town.people[row["decided_by"]],
                escalation=raised,
                decision=row["decision"],
                answer=row["answer"],
            )


def _put_on_duty(windows: Windows, row: dict[str, Any]) -> None:
    point, person = windows.points[row["ref"]], windows.town.people[row["duty"]]
    days = [int(day) for days in row["week"] for day in days if int(day) != HOLIDAY]
    today = timezone.localdate()
    hours = queries.hours_of(point).week[days[0]]
    actions.plan_shifts(
        actor=windows.town.officer,
        point=point,
        person=person,
        first_on=today,
        last_on=today + TWO_WEEKS,
        weekdays=days,
        starts_at=hours[0][0],
        ends_at=hours[-1][1],
    )


def _book(windows: Windows, row: dict[str, Any]) -> None:
    town, point = windows.town, windows.points[row["point"]]
    item = windows.item(row["point"], row["item"])
    if "who" in row:
        told = {"door": row["door"]} if "door" in row else {}
        matter = _booked(point, item, town.people[row["who"]], row["way"], **told)
    else:
        clerk = town.people[row["by"]]
        told = {"channel": "phone", "name": row["name"], "phone": row.get("phone", "")}
        matter = _booked(point, item, clerk, row["way"], **told)
    if "visitor" in row:
        visitor = town.people[row["visitor"]]
        actions.send_visitor(actor=town.officer, matter=matter, visitor=visitor)


def _booked(
    point: ServicePoint,
    item: ServiceItem,
    person: Person,
    way: str = "appointment",
    **told: Any,
) -> Matter:
    """Book the first time that is free, as somebody would choose it."""
    slot = queries.free_days(point, way)[0].slots[0]
    return actions.book(
        actor=person, point=point, item=item, way=way, on=slot.on, at=slot.at, **told
    )
