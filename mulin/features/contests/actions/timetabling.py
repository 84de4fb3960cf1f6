"""How a contest's timetable is made and changed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.decisions import drawn
from mulin.errors import Refused, require
from mulin.locks import hold_alone
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..models import Timetable, TimetableSlot
from .writing_down import write_down


@transaction.atomic
def make_timetable(
    *,
    actor: Person,
    step: Step,
    order: str,
    starts_at: datetime,
    minutes: int,
    seed: str = "",
) -> Timetable:
    """Give every proposal a slot, one after the other; what was there before is replaced."""
    step = _held(actor, step)
    entries = list(queries.entries_of(step))
    if not entries:
        raise Refused(_("还没有提案参加评选。"))
    seed = seed.strip() if order == Timetable.Order.LOT else ""
    if order == Timetable.Order.LOT and not seed:
        raise Refused(_("抽签要写明用哪个公开的数，大家才能照着再抽一遍。"))
    timetable, _new = Timetable.objects.update_or_create(
        step=step, defaults={"order": order, "seed": seed, "is_changed": False}
    )
    lined_up = _lined_up(step, entries, order, seed)
    _fill(
        timetable,
        [
            (entry, starts_at + timedelta(minutes=minutes * place), minutes)
            for place, entry in enumerate(lined_up)
        ],
    )
    write_down("contests.timetable_made", actor, step, order=order, seed=seed, slots=len(lined_up))
    return timetable


@transaction.atomic
def move_slot(
    *, actor: Person, slot: TimetableSlot, place: int, starts_at: datetime, minutes: int
) -> TimetableSlot:
    """
    Put a proposal at another place of the order, at a time, for so many minutes.

    Those between move up or down by one and keep the times of the day; when its own time is
    changed, all that come after it are shifted alike.
    """
    step = _held(actor, slot.timetable.step)
    slots = list(queries.slots_of(slot.timetable).select_for_update(of=("self",)))
    if slot not in slots:
        raise Refused(_("时间表刚才重新排过了，请再看看。"))
    moved = slots[slots.index(slot)]
    if not 1 <= place <= len(slots):
        raise Refused(_("第几个，要写 1 到 %(count)d。") % {"count": len(slots)})
    if place != slots.index(moved) + 1:
        _reorder(slots, moved, place)
    else:
        _retime(slots, moved, starts_at, minutes)
    TimetableSlot.objects.bulk_update(slots, ["starts_at", "minutes"])
    _note_change(actor, step, slot.timetable, proposal=moved.proposal.number)
    return moved


@transaction.atomic
def load_timetable(
    *, actor: Person, step: Step, lines: Iterable[tuple[int, datetime, int]]
) -> Timetable:
    """Take a whole timetable from a list of numbers, times and minutes."""
    step = _held(actor, step)
    timetable = queries.timetable_of(step)
    if timetable is None:
        raise Refused(_("先排一张时间表，再改。"))
    by_number = {entry.number: entry for entry in queries.entries_of(step)}
    given = sorted(lines, key=lambda line: (line[1], line[0]))
    _refuse_a_wrong_list([number for number, _at, _minutes in given], by_number)
    for (one, at, minutes), (other, next_at, _minutes) in pairwise(given):
        if at + timedelta(minutes=minutes) > next_at:
            raise Refused(
                _("%(one)d 号还没讲完，%(other)d 号就开始了，请把时间错开。")
                % {"one": one, "other": other}
            )
    _fill(timetable, [(by_number[number], at, minutes) for number, at, minutes in given])
    _note_change(actor, step, timetable, slots=len(given))
    return timetable


def _held(actor: Person, step: Step) -> Step:
    require(permissions.can_run_contest(actor, step))
    step = enter(step, early=True, late=True)
    hold_alone(f"contests.timetable:{step.pk}")
    return step


def _lined_up(step: Step, entries: list[Proposal], order: str, seed: str) -> list[Proposal]:
    if order == Timetable.Order.LOT:
        places = {
            key: place for place, key in enumerate(drawn((str(e.number) for e in entries), seed))
        }
        return sorted(entries, key=lambda entry: places[str(entry.number)])
    if order == Timetable.Order.NUMBER:
        return entries
    zones = queries.zones_in_order(step) if order == Timetable.Order.ZONE else {}
    last = max(zones.values(), default=0) + 1
    return sorted(
        entries,
        key=lambda e: (zones.get(e.community_id, last), e.community_id, e.number),
    )


def _fill(timetable: Timetable, lines: list[tuple[Proposal, datetime, int]]) -> None:
    timetable.slots.all().delete()
    TimetableSlot.objects.bulk_create(
        [
            TimetableSlot(timetable=timetable, proposal=entry, starts_at=at, minutes=minutes)
            for entry, at, minutes in lines
        ]
    )


def _reorder(slots: list[TimetableSlot], moved: TimetableSlot, place: int) -> None:
    """Move one slot in the order; each break stays at its place of the day."""
    breaks = [after.starts_at - before.ends_at for before, after in pairwise(slots)]
    starts_at = slots[0].starts_at
    slots.remove(moved)
    slots.insert(place - 1, moved)
    for slot, pause in zip(slots, [*breaks, timedelta()], strict=True):
        slot.starts_at = starts_at
        starts_at = slot.ends_at + pause


def _retime(
    slots: list[TimetableSlot], moved: TimetableSlot, starts_at: datetime, minutes: int
) -> None:
    """Set the time of one slot, and shift all that follow by as much as its end moves."""
    place = slots.index(moved)
    if place and starts_at < slots[place - 1].ends_at:
        raise Refused(
            _("前一个要讲到%(time)s，不能早于它。")
            % {"time": timezone.localtime(slots[place - 1].ends_at).strftime("%H:%M")}
        )
    ended_at = moved.ends_at
    moved.starts_at, moved.minutes = starts_at, minutes
    for slot in slots[place + 1 :]:
        slot.starts_at += moved.ends_at - ended_at


def _refuse_a_wrong_list(numbers: list[int], by_number: dict[int, Proposal]) -> None:
    if len(set(numbers)) < len(numbers):
        twice = next(number for number in numbers if numbers.count(number) > 1)
        raise Refused(_("%(number)d 号写了两次。") % {"number": twice})
    if unknown := sorted(set(numbers) - by_number.keys()):
        raise Refused(_("没有 %(number)d 号提案。") % {"number": unknown[0]})
    if absent := sorted(by_number.keys() - set(numbers)):
        raise Refused(_("还缺 %(numbers)s 号。") % {"numbers": _("、").join(map(str, absent))})


def _note_change(actor: Person, step: Step, timetable: Timetable, **details: Any) -> None:
    timetable.is_changed = True
    timetable.save()
    write_down("contests.timetable_changed", actor, step, **details)
