"""Owners' joint decisions of the demo: rolls, and what came back, by their totals."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from mulin.commons.electorates.actions import draw_up
from mulin.commons.electorates.drawing import Line
from mulin.commons.people.models import Person
from mulin.commons.places.models import Compound, Dwelling
from mulin.decisions import owners_decision
from mulin.features.owners import actions
from mulin.features.owners.models import OwnersVote

from .clock import at
from .data import Story
from .town import Town

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "建国 秀英 志强 桂兰 海燕 文斌 玉梅 国庆 晓东 春花 永福 雪琴".split()
A_BUILDING = 36


def hold_votes(story: Story, town: Town) -> None:
    """Let the owners of some compounds decide, from the roll to the posted result."""
    for row in story.rows["owners_votes"]:
        _hold(story, town, row)


def _hold(story: Story, town: Town, row: dict[str, Any]) -> None:
    first, second = (town.people[ref] for ref in row["by"])
    compound = town.compounds[row["compound"]]
    opens = story.moment(row["opens_on"], 8)
    closes = story.moment(row["closes_on"], 18)
    with at(story.moment(row["announced_on"])):
        vote = _announce(row, first, compound, (opens, closes), town)
    said = _answers(row)
    with at(opens + timedelta(hours=1)):
        actions.record_deliveries(
            actor=first,
            vote=vote,
            electors=list(vote.electorate.electors.all()),
            channel="hand",
            delivered_at=timezone.now(),
        )
    with at(min(closes, timezone.now()) - timedelta(hours=2)):
        result = actions.upload_official_result(
            actor=first,
            vote=vote,
            name=f"{row['title']}.xlsx",
            sha256=sha256(row["title"].encode()).hexdigest(),
            lines=said,
        )
        actions.confirm_official_result(actor=second, result=result)
    if closes < timezone.now():
        with at(closes + timedelta(days=1)):
            actions.conclude_vote(actor=second, vote=vote)


def _announce(
    row: dict[str, Any], actor: Person, compound: Compound, when: tuple[Any, Any], town: Town
) -> OwnersVote:
    roll = draw_up(
        actor=actor,
        unit=compound.community,
        kind="owners",
        name=row["roll"],
        compound=compound,
        lines=_lines(row, compound, town),
    )
    vote = actions.prepare_vote(
        actor=actor,
        electorate=roll,
        questions=row["questions"],
        title=row["title"],
        item=row["item"],
        explanation=row["explanation"],
        rule=owners_decision(row["item"]).as_dict(),
        unreturned="not_counted",
        unreturned_source="",
        notice_days=15,
        opens_at=when[0],
        closes_at=when[1],
        contact=row["contact"],
    )
    return actions.announce_vote(actor=actor, vote=vote)


def _lines(row: dict[str, Any], compound: Compound, town: Town) -> list[Line]:
    """Return a roll with the written totals: known people last, where nobody has answered."""
    areas = [area for part in ("agree", "disagree", "away") for area in _spread(*row[part])]
    known = {door: town.people[ref] for ref, door in row.get("owners", {}).items()}
    doors = _doors(compound, len(areas))
    doors.sort(key=lambda door: door[1] in known)
    return [
        _line(place, area, building, door, known.get(door))
        for place, (area, (building, door)) in enumerate(zip(areas, doors, strict=True), start=1)
    ]


def _doors(compound: Compound, many: int) -> list[tuple[str, str]]:
    """Return building and door of so many homes: as the roll has them, or else numbered alike."""
    homes = Dwelling.objects.filter(entrance__building__compound=compound)
    known = [
        (home.entrance.building.name, f"{home.entrance.building.name}{home.entrance.name}{home}")
        for home in homes.select_related("entrance__building").order_by("entrance__building", "pk")
    ]
    return known if len(known) == many else [_numbered(place) for place in range(many)]


def _numbered(place: int) -> tuple[str, str]:
    building, inside = f"{place // A_BUILDING + 1}号楼", place % A_BUILDING
    return building, f"{building}{inside // 12 + 1}单元{inside % 12 // 2 + 1}0{inside % 2 + 1}"


def _line(place: int, area: int, building: str, door: str, owner: Person | None) -> Line:
    name = SURNAMES[place * 7 % len(SURNAMES)] + GIVEN[place * 5 % len(GIVEN)]
    return Line(
        key=f"owner-number:{place}",
        name=owner.full_name if owner else name,
        address=door,
        building=building,
        person_id=owner.pk if owner else None,
        area=area,
        parts=[{"address": door, "area": area}],
    )


def _spread(heads: int, area: int) -> list[int]:
    """Share an area among so many owners, homes of different sizes, to the last hundredth."""
    each, rest = divmod(area, heads)
    areas = [each + (place < rest) for place in range(heads)]
    for place in range(0, heads - 1, 2):
        wider = place * 53 % 1500
        areas[place] += wider
        areas[place + 1] -= wider
    return areas


def _answers(row: dict[str, Any]) -> list[tuple[int, dict[str, str]]]:
    agree, disagree = row["agree"][0], row["disagree"][0]
    return [(n, {"1": "agree"}) for n in range(1, agree + 1)] + [
        (n, {"1": "disagree"}) for n in range(agree + 1, agree + disagree + 1)
    ]
