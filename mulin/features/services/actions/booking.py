"""Coming to a point: with a number, at a time, or being visited at home."""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.errors import NotAllowed, Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import Matter, ServiceItem, ServicePoint
from .reminding import take_back_texts, text, text_off
from .writing_down import held, note_matter

MOST_BOOKED = 3
"""How many visits one person may have booked at a time."""

OFFICE_CHANNELS = (Matter.Channel.PHONE, Matter.Channel.WINDOW, Matter.Channel.PAPER)


@transaction.atomic
def book(
    *,
    actor: Person,
    point: ServicePoint,
    item: ServiceItem | None,
    way: str,
    on: date,
    at: time,
    channel: str = Matter.Channel.WEB,
    **who: Any,
) -> Matter:
    """
    Take a place in a slot for oneself, or, at the window, for who asked by phone or on paper.

    Two never get the same place: the slot is held, and a constraint keeps what is taken.
    `who` is name, phone, building, door and note.
    """
    is_for_another = channel in OFFICE_CHANNELS
    may = permissions.can_serve(actor, point) if is_for_another else permissions.can_book(actor)
    require(may)
    _must_offer(point, item, way)
    if not is_for_another:
        _must_not_have_too_many(actor)
    seat = _free_seat(point, way, on, at)
    matter = Matter(
        point=point,
        item=item,
        way=way,
        channel=channel,
        on=on,
        starts_at=at,
        seat=seat,
        timed_at=timezone.now(),
        person=None if is_for_another else actor,
        first_contact=actor if is_for_another else None,
        state=Matter.State.BOOKED,
        **who,
    )
    try:
        with transaction.atomic():
            matter.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(_("这个时间您已经约过一次了，请换一个时间。")) from taken
    if matter.person:
        follow(person=matter.person, thing=matter)
    note_matter("booked", actor=actor, matter=matter, on=on.isoformat(), at=f"{at:%H:%M}", way=way)
    return matter


@transaction.atomic
def take_ticket(
    *,
    actor: Person | None,
    point: ServicePoint,
    item: ServiceItem | None = None,
    is_kiosk: bool = False,
    **who: Any,
) -> Matter:
    """Give who stands at the point the next number of the day: at its kiosk, or by the window."""
    by_window = actor is not None and permissions.can_serve(actor, point)
    if not (is_kiosk or by_window):
        raise NotAllowed(_("请在服务点的自助机或者窗口取号。"))
    now = timezone.localtime()
    if not queries.hours_of(point).closes(now):
        raise Refused(_("现在不在开放时间，明天再来，或者先在网上约一个时间。"))
    if item is not None and not point.items.filter(pk=item.pk).exists():
        raise Refused(_("这个服务点不办这一项，请看看别的服务点。"))
    matter = Matter.objects.create(
        point=point,
        item=item,
        way=Matter.Way.WALK_IN,
        channel=Matter.Channel.WALK_IN if is_kiosk else Matter.Channel.WINDOW,
        on=now.date(),
        number=_next_number(point, now.date()),
        first_contact=None if is_kiosk else actor,
        state=Matter.State.WAITING,
        **who,
    )
    note_matter("ticket_taken", actor=actor, matter=matter, number=matter.number)
    return matter


@transaction.atomic
def check_in(*, actor: Person, matter: Matter) -> Matter:
    """Let who is booked for today wait for her turn, with a number."""
    is_allowed = permissions.is_own(actor, matter) or permissions.can_serve(actor, matter.point)
    require(is_allowed)
    matter = held(matter)
    if not matter.is_booked or matter.is_home_visit:
        raise Refused(_("这件事不用取号。"))
    if matter.on != timezone.localdate():
        raise Refused(_("约的不是今天，到那天再来取号。"))
    matter.number = _next_number(matter.point, matter.on)
    matter.state = Matter.State.WAITING
    matter.save(update_fields=["number", "state"])
    note_matter("checked_in", actor=actor, matter=matter, number=matter.number)
    return matter


@transaction.atomic
def cancel_matter(*, actor: Person, matter: Matter) -> None:
    """Call a visit off at the resident's word; the place is free again."""
    require(permissions.can_cancel(actor, matter))
    matter = held(matter)
    if not matter.is_booked:
        raise Refused(_("这件事已经开始办了，不能取消。"))
    take_back_texts(matter)
    matter.state = Matter.State.CANCELLED
    matter.save(update_fields=["state"])
    if not permissions.is_own(actor, matter):
        text_off(matter)
    note_matter("cancelled", actor=actor, matter=matter)


@transaction.atomic
def move_matter(*, actor: Person, matter: Matter, on: date, at: time) -> Matter:
    """Put a booked visit to another time, before the old one is given away."""
    require(permissions.can_move(actor, matter))
    matter = held(matter)
    if not matter.is_booked:
        raise Refused(_("这件事已经开始办了，不能改时间。"))
    take_back_texts(matter)
    matter.seat = _free_seat(matter.point, matter.way, on, at)
    matter.on, matter.starts_at = on, at
    matter.timed_at, matter.reminded_at = timezone.now(), None
    try:
        with transaction.atomic():
            matter.save(update_fields=["seat", "on", "starts_at", "timed_at", "reminded_at"])
    except IntegrityError as taken:
        raise Refused(_("这个时间您已经约过一次了，请换一个时间。")) from taken
    if not permissions.is_own(actor, matter):
        text(matter, "moved")
    note_matter("moved", actor=actor, matter=matter, on=on.isoformat(), at=f"{at:%H:%M}")
    return matter


def _must_offer(point: ServicePoint, item: ServiceItem | None, way: str) -> None:
    if way not in (Matter.Way.APPOINTMENT, Matter.Way.HOME_VISIT):
        raise Refused(_("预约只有到服务点和上门两种。"))
    if item is None:
        return
    if not point.items.filter(pk=item.pk).exists():
        raise Refused(_("这个服务点不办这一项，请看看别的服务点。"))
    if way == Matter.Way.HOME_VISIT and not item.has_home_service:
        raise Refused(_("这一项要本人到窗口办，约个时间来就不用等。"))


def _must_not_have_too_many(person: Person) -> None:
    hold_alone(f"services.booked_by:{person.pk}")
    booked = Matter.objects.filter(person=person, state=Matter.State.BOOKED)
    if booked.filter(on__gte=timezone.localdate()).count() >= MOST_BOOKED:
        raise Refused(_("您已经约了 %(n)d 次还没去，办完一次再约下一次。") % {"n": MOST_BOOKED})


def _free_seat(point: ServicePoint, way: str, on: date, at: time) -> int:
    """Return a place of a slot that is open and not full; the day is held until it is taken."""
    hold_alone(f"services.slots:{point.pk}:{on}")
    starts = timezone.make_aware(datetime.combine(on, at))
    if starts <= timezone.now() or (on - timezone.localdate()).days > point.days_ahead:
        raise Refused(_("这个时间约不了，请在列出的时间里选。"))
    if at not in queries.hours_of(point).slots_on(on, point.slot_minutes):
        raise Refused(_("这个时间服务点不开门，请在列出的时间里选。"))
    seat = queries.seat_for(point, way, on, at)
    if seat is None:
        raise Refused(_("这个时间刚刚被别人约走了，请换一个时间。"))
    return seat


def _next_number(point: ServicePoint, day: date) -> int:
    hold_alone(f"services.numbers:{point.pk}:{day}")
    last = Matter.objects.filter(point=point, on=day).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
