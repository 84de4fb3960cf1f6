"""How many matters there were, and how many were finished by the first person asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from mulin.commons.places.models import AdminUnit

from ..models import Escalation, Matter


@dataclass(frozen=True)
class Figures:
    """What the points of a place did since a day."""

    since: date
    asked: int
    done: int
    first: int
    """Done by the first person asked (首问办结)."""

    visits: int
    escalated: int
    left: int


def figures_of(unit: AdminUnit, since: date | None = None) -> Figures:
    """Count the matters of a unit's points; this year's, unless told otherwise."""
    since = since or timezone.localdate().replace(month=1, day=1)
    done = Q(state=Matter.State.DONE)
    found = Matter.objects.filter(point__unit__path__startswith=unit.path, on__gte=since)
    counted = found.aggregate(
        asked=Count("pk", filter=~Q(state=Matter.State.CANCELLED)),
        done=Count("pk", filter=done),
        first=Count("pk", filter=done & Q(done_by=F("first_contact"))),
        visits=Count("pk", filter=done & Q(way=Matter.Way.HOME_VISIT)),
        left=Count("pk", filter=Q(state=Matter.State.LEFT)),
        escalated=Count("pk", filter=Exists(Escalation.objects.filter(matter=OuterRef("pk")))),
    )
    return Figures(since=since, **counted)
