"""What households hold against the works, counted by topic and floor."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.commons.places.queries import units_worked_for_by

from ..models import ConsentRound, Objection


def _objections() -> QuerySet[Objection]:
    return Objection.objects.select_related(
        "round__step",
        "round__electorate__unit",
        "elector__household__dwelling__entrance__building",
        "entered_by",
    )


def objections_read_by(viewer: Person) -> QuerySet[Objection]:
    """Return the objections of the households the viewer's office works for."""
    return _objections().filter(round__electorate__unit__in=units_worked_for_by(viewer))


def objections_of(round: ConsentRound, *, topic: str = "", state: str = "") -> QuerySet[Objection]:
    """Return the objections of a round, those nobody has talked about first."""
    found = _objections().filter(round=round)
    found = found.filter(topic=topic) if topic else found
    found = found.filter(state=state) if state else found
    return found.order_by("elector__number", "id")


def objections_at(household: Household) -> list[Objection]:
    return list(_objections().filter(elector__household=household))


def floor_of(room: str) -> int | None:
    """Return the floor a room number says: 5 of 502, 12 of 1203; None where it says none."""
    found = re.fullmatch(r"\D*(\d{1,2})\d{2}\D*", room)
    return int(found[1]) if found else None


@dataclass(slots=True)
class TopicCount:
    """How many households raised one topic, floor by floor."""

    key: str
    label: str
    total: int = 0
    settled: int = 0
    floors: dict[int | None, int] = field(default_factory=lambda: defaultdict(int))


def grouped(round: ConsentRound) -> tuple[list[int | None], list[TopicCount]]:
    """Return the floors there are, and each topic with its counts, in one question."""
    lines = {key: TopicCount(key, _(label)) for key, label in round.topics}
    rows = Objection.objects.filter(round=round).values_list(
        "topic", "state", "elector__household__dwelling__room"
    )
    for topic, state, room in rows:
        line = lines.setdefault(topic, TopicCount(topic, topic))
        line.total += 1
        line.settled += state in (Objection.State.AGREED, Objection.State.WITHDRAWN)
        line.floors[floor_of(room or "")] += 1
    floors = {floor for line in lines.values() for floor in line.floors}
    return sorted(floors, key=lambda one: (one is None, one or 0)), list(lines.values())
