"""A timetable as it is read: by day, with zones and how it came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import ceil

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Timetable, TimetableSlot


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One proposal on a timetable."""

    place: int
    slot: TimetableSlot
    zone: str

    @property
    def tags(self) -> list[str]:
        return self.slot.proposal.policy_tags


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """What is presented on one day."""

    on: date
    lines: tuple[SlotLine, ...]


def days_of(slots: Iterable[TimetableSlot], zones: dict[int, str]) -> list[TimetableDay]:
    """Return a timetable by day."""
    lines = [
        SlotLine(place, slot, zones.get(slot.proposal.community_id, ""))
        for place, slot in enumerate(slots, start=1)
    ]
    by_day = groupby(lines, key=lambda line: timezone.localtime(line.slot.starts_at).date())
    return [TimetableDay(on, tuple(found)) for on, found in by_day]


def how_it_was_made(timetable: Timetable) -> str:
    """Return in a sentence how the order came about."""
    if timetable.order == Timetable.Order.LOT:
        words = _("顺序是抽签定的，用的数是“%(seed)s”；编号加上它算 SHA-256，从小到大排。")
        said = words % {"seed": timetable.seed}
    else:
        said = {
            Timetable.Order.ZONE: _("先按片区，再按社区排。"),
            Timetable.Order.COMMUNITY: _("按社区排。"),
            Timetable.Order.NUMBER: _("按编号排。"),
        }[Timetable.Order(timetable.order)]
    return said + (_("后来人工调过。") if timetable.is_changed else "")


@dataclass(frozen=True, slots=True)
class Stage:
    """Who presents now, how long they have left, and who comes next."""

    now: TimetableSlot | None
    next: TimetableSlot | None
    seconds_left: int
    """Of the one who presents now; nothing when nobody does."""

    @property
    def clock_shows(self) -> str:
        return f"{self.seconds_left // 60:02}:{self.seconds_left % 60:02}"


def stage_at(moment: datetime, slots: Iterable[TimetableSlot]) -> Stage:
    """Return what happens on the stage at a moment."""
    held = list(slots)
    now = next((slot for slot in held if slot.starts_at <= moment < slot.ends_at), None)
    later = next((slot for slot in held if slot.starts_at > moment), None)
    left = ceil((now.ends_at - moment).total_seconds()) if now else 0
    return Stage(now, later, left)
