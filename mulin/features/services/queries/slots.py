"""At which times somebody may still be asked to come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from ..models import Matter, ServicePoint
from .points import hours_of


@dataclass(frozen=True)
class FreeSlot:
    """One time at which somebody may come, and how many places it has left."""

    on: date
    at: time
    left: int

    @property
    def key(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.at:%H:%M}"


@dataclass(frozen=True)
class FreeDay:
    """A day and its times."""

    on: date
    slots: list[FreeSlot]


def free_days(point: ServicePoint, way: str) -> list[FreeDay]:
    """Return the days on which there is a place left, soonest first; two queries at any size."""
    now = timezone.localtime()
    seats = seats_of(point, way)
    if not seats:
        return []
    last = now.date() + timedelta(days=point.days_ahead)
    taken = Counter(
        _taken(point, way).filter(on__range=(now.date(), last)).values_list("on", "starts_at")
    )
    hours, found = hours_of(point), []
    for ahead in range(point.days_ahead + 1):
        day = now.date() + timedelta(days=ahead)
        slots = [
            FreeSlot(day, at, seats - taken[day, at])
            for at in hours.slots_on(day, point.slot_minutes)
            if (ahead or at > now.time()) and taken[day, at] < seats
        ]
        if slots:
            found.append(FreeDay(day, slots))
    return found


def seat_for(point: ServicePoint, way: str, on: date, at: time) -> int | None:
    """Return a free place of a slot, or nothing; ask while the slot is held."""
    taken = set(_taken(point, way).filter(on=on, starts_at=at).values_list("seat", flat=True))
    return next((n for n in range(1, seats_of(point, way) + 1) if n not in taken), None)


def seats_of(point: ServicePoint, way: str) -> int:
    return point.visit_seats if way == Matter.Way.HOME_VISIT else point.slot_seats


def _taken(point: ServicePoint, way: str):  # type: ignore[no-untyped-def]
    return (
        Matter.objects.filter(point=point, way=way, seat__isnull=False)
        .exclude(state=Matter.State.CANCELLED)
        .order_by()
    )
