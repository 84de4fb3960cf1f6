"""
Promise, tell how it fares, keep it or say why not; bring something to a table.

Every act says in the same order: may you, can it be done, do it, write it down.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit import things
from mulin.commons.audit.actions import record
from mulin.commons.files.actions import hide_photos, publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.occasions.models import Occasion
from mulin.commons.occasions.queries import is_in_reach
from mulin.commons.organisations.models import Organisation, ResidentGroup
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require

from . import permissions, queries
from .holdings import holdings
from .models import ActionItem, AgendaItem, FeedKey
from .secrets import digest_of, new_key

Keeper = Person | ResidentGroup | Organisation | AdminUnit

MOST_WAITING = 10
"""How many matters one neighbour may have waiting for a table."""


@transaction.atomic
def promise(
    *,
    actor: Person,
    unit: AdminUnit,
    what: str,
    keeper: Keeper,
    due_on: date | None = None,
    occasion: Occasion | None = None,
    origin: models.Model | None = None,
    topic: Topic | None = None,
    is_public: bool = False,
    receipt: UUID | None = None,
) -> ActionItem:
    """Write down who will do what by when; the same receipt again is the same promise again."""
    require(permissions.can_write_down(actor, unit))
    _refuse_out_of_reach(due_on)
    if receipt:
        locks.hold_alone(f"tasks.receipt:{receipt}")
        if earlier := ActionItem.objects.filter(receipt=receipt).first():
            return earlier
    origin_type, origin_id = things.key_of(origin) if origin else ("", None)
    item = ActionItem.objects.create(
        unit=unit,
        what=what,
        due_on=due_on,
        promised_for=due_on,
        occasion=occasion,
        origin_type=origin_type,
        origin_id=origin_id,
        topic=topic,
        is_public=is_public,
        made_by=actor,
        **_kept_by(keeper),
        **({"receipt": receipt} if receipt else {}),
    )
    _record("tasks.promised", actor, item, keeper=item.keeper_in_public, due_on=str(due_on or ""))
    return item


@transaction.atomic
def hide_promises(*, actor: Person, occasion: Occasion) -> None:
    """Take what was promised at a table out of the public's sight: its room closed the door."""
    require(permissions.can_write_down(actor, occasion.unit))
    for item in ActionItem.objects.select_for_update().filter(occasion=occasion, is_public=True):
        item.is_public = False
        item.save(update_fields=["is_public"])
        hide_photos(actor=actor, photos=item.photos.all())
        _record("tasks.hidden", actor, item)


def _kept_by(keeper: Keeper) -> dict[str, Keeper]:
    names = {Person: "keeper", ResidentGroup: "keeper_group", Organisation: "keeper_organisation"}
    return {names.get(type(keeper), "keeper_office"): keeper}


@transaction.atomic
def note_progress(
    *, actor: Person, item: ActionItem, text: str, photos: Iterable[Picture] = ()
) -> ActionItem:
    """Tell how it fares."""
    require(permissions.can_tell(actor, item))
    item = _held_open(item)
    _attach(actor, item, photos)
    _record("tasks.progressed", actor, item, text=text)
    return item


@transaction.atomic
def keep_promise(
    *, actor: Person, item: ActionItem, note: str, photos: Iterable[Picture] = ()
) -> ActionItem:
    """Say that it was done, and what shows it."""
    require(permissions.can_tell(actor, item))
    item = _held_open(item)
    _attach(actor, item, photos)
    return _end(actor, item, ActionItem.State.KEPT, note, "tasks.kept")


@transaction.atomic
def drop_promise(*, actor: Person, item: ActionItem, because: str) -> ActionItem:
    """Say why nothing will come of it: only the office that wrote it down may."""
    require(permissions.can_write_down(actor, item.unit))
    return _end(actor, _held_open(item), ActionItem.State.DROPPED, because, "tasks.dropped")


@transaction.atomic
def postpone(*, actor: Person, item: ActionItem, due_on: date, because: str) -> ActionItem:
    """Promise it for another day; the first one stays known."""
    require(permissions.can_tell(actor, item))
    item = _held_open(item)
    if due_on < timezone.localdate():
        raise Refused(_("新的日期已经过了。"))
    _refuse_out_of_reach(due_on)
    if not because:
        raise Refused(_("请写一句为什么改期。"))
    was, item.due_on = item.due_on, due_on
    item.promised_for = item.promised_for or due_on
    item.save(update_fields=["due_on", "promised_for"])
    _record("tasks.postponed", actor, item, was=str(was or ""), due_on=str(due_on), because=because)
    return item


@transaction.atomic
def hand_over_item(*, actor: Person, item: ActionItem, keeper: Keeper, because: str) -> ActionItem:
    """Give it to another; who had it before stays in its history."""
    require(permissions.can_write_down(actor, item.unit))
    item = _held_open(item)
    was = item.keeper_in_public
    for name in queries.KEEPERS:
        setattr(item, name, None)
    for name, one in _kept_by(keeper).items():
        setattr(item, name, one)
    item.save(update_fields=list(queries.KEEPERS))
    _record("tasks.handed_over", actor, item, was=was, to=item.keeper_in_public, because=because)
    return item


@transaction.atomic
def hand_over_items(
    *, actor: Person, leaver: Person, successor: Person, unit: AdminUnit, because: str
) -> int:
    """Give every open promise of one person at a unit to another."""
    require(permissions.can_write_down(actor, unit))
    mine = queries.items_at(unit).filter(keeper=leaver, state=ActionItem.State.OPEN)
    held = list(mine.order_by("pk").select_for_update(of=("self",)))
    for item in held:
        hand_over_item(actor=actor, item=item, keeper=successor, because=because)
    return len(held)


@transaction.atomic
def hand_over_everything(
    *, actor: Person, leaver: Person, successor: Person, unit: AdminUnit, because: str
) -> dict[str, int]:
    """Give on everything a person answers for at a unit, in every room, or nothing of it (A35)."""
    require(permissions.can_write_down(actor, unit))
    if leaver.pk == successor.pk:
        raise Refused(_("不能交给同一个人。"))
    if not successor.is_active or not role_at(successor, unit):
        raise Refused(_("接手的人在这里还没有身份，请先登记。"))
    given = {
        holding.key: holding.hand_over(
            actor=actor, leaver=leaver, successor=successor, unit=unit, because=because
        )
        for holding in holdings()
    }
    record(
        "tasks.everything_handed_over",
        by=actor,
        role=role_at(actor, unit),
        about=leaver,
        unit=unit,
        to=successor.pk,
        because=because,
        **given,
    )
    return given


@transaction.atomic
def bring_up(
    *,
    actor: Person,
    unit: AdminUnit,
    title: str,
    detail: str = "",
    for_kind: str = "",
    origin: models.Model | None = None,
    topic: Topic | None = None,
    organisation: Organisation | None = None,
    receipt: UUID | None = None,
) -> AgendaItem:
    """
    Put something into a unit's issue box; the same thing waits there once.

    A partner unit's people bring it in the unit's name.
    """
    if organisation is None:
        require(permissions.can_bring_up(actor, unit))
    else:
        require(permissions.can_bring_up_for(actor, unit, organisation))
    if receipt:
        locks.hold_alone(f"tasks.receipt:{receipt}")
        if earlier := AgendaItem.objects.filter(receipt=receipt).first():
            return earlier
    origin_type, origin_id = things.key_of(origin) if origin else ("", None)
    if origin is not None:
        locks.hold_alone(f"tasks.agenda:{origin_type}:{origin_id}")
        if waiting := _waiting(unit, origin):
            return waiting
    if not permissions.can_set_agenda(actor, unit):
        _refuse_too_many(actor)
    item = AgendaItem.objects.create(
        unit=unit,
        title=title,
        detail=detail,
        for_kind=for_kind,
        origin_type=origin_type,
        origin_id=origin_id,
        topic=topic,
        raised_by=actor,
        raised_by_organisation=organisation,
        **({"receipt": receipt} if receipt else {}),
    )
    _record("tasks.brought_up", actor, item, title=title)
    return item


def _refuse_too_many(actor: Person) -> None:
    """Nobody fills a box alone: what one brought is talked about first."""
    locks.hold_alone(f"tasks.box:{actor.pk}")
    waiting = queries.matters_of(actor).filter(state=AgendaItem.State.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("您提的已经有 %(n)d 件在等着上会，议了再提。") % {"n": MOST_WAITING})


def _waiting(unit: AdminUnit, origin: models.Model) -> AgendaItem | None:
    waits = (AgendaItem.State.WAITING, AgendaItem.State.ON_AGENDA)
    return queries.agenda_items_about(origin).filter(unit=unit, state__in=waits).first()


@transaction.atomic
def put_on_agenda(*, actor: Person, item: AgendaItem, occasion: Occasion) -> AgendaItem:
    """Take it out of the box onto a table, behind what lies there."""
    require(permissions.can_set_agenda(actor, item.unit))
    require(permissions.can_set_agenda(actor, occasion.unit))
    locks.hold_alone(f"tasks.table:{occasion.pk}")
    item = _held_agenda(item)
    if item.state not in (AgendaItem.State.WAITING, AgendaItem.State.ON_AGENDA):
        raise Refused(_("这个议题已经议过或撤回了。"))
    occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if not occasion.is_planned:
        raise Refused(_("这次会已经开过或取消了。"))
    last = queries.agenda_of(occasion).aggregate(last=Max("position"))["last"] or 0
    item.occasion, item.position = occasion, last + 1
    item.state = AgendaItem.State.ON_AGENDA
    item.save(update_fields=["occasion", "position", "state"])
    _record("tasks.put_on_agenda", actor, item, title=item.title, at=occasion.title)
    return item


@transaction.atomic
def take_off_agenda(*, actor: Person, item: AgendaItem) -> AgendaItem:
    """Put it back into the box: there was no time for it."""
    require(permissions.can_set_agenda(actor, item.unit))
    item = _held_agenda(item)
    if item.state != AgendaItem.State.ON_AGENDA:
        raise Refused(_("这个议题不在议程上。"))
    item.occasion, item.position, item.state = None, 0, AgendaItem.State.WAITING
    item.save(update_fields=["occasion", "position", "state"])
    _record("tasks.taken_off_agenda", actor, item, title=item.title)
    return item


@transaction.atomic
def close_agenda_item(*, actor: Person, item: AgendaItem, outcome: str) -> AgendaItem:
    """Say what was said of it at the table."""
    require(permissions.can_set_agenda(actor, item.unit))
    item = _held_agenda(item)
    if item.state != AgendaItem.State.ON_AGENDA:
        raise Refused(_("这个议题不在议程上。"))
    item.state, item.outcome = AgendaItem.State.DISCUSSED, outcome
    item.save(update_fields=["state", "outcome"])
    _record("tasks.discussed", actor, item, title=item.title, outcome=outcome)
    return item


@transaction.atomic
def return_agenda_item(*, actor: Person, item: AgendaItem, because: str) -> AgendaItem:
    """Say why something is not brought to the table."""
    require(permissions.can_set_agenda(actor, item.unit))
    item = _held_agenda(item)
    if not item.is_waiting:
        raise Refused(_("这个议题已经上会或撤回了。"))
    if not because:
        raise Refused(_("请写一句原因，提议题的人会看到。"))
    item.state, item.outcome = AgendaItem.State.RETURNED, because
    item.save(update_fields=["state", "outcome"])
    _record("tasks.returned", actor, item, title=item.title, because=because)
    return item


@transaction.atomic
def withdraw_agenda_item(*, actor: Person, item: AgendaItem) -> AgendaItem:
    """Take it back before it was talked about."""
    require(permissions.can_withdraw(actor, item))
    item = _held_agenda(item)
    if item.state not in (AgendaItem.State.WAITING, AgendaItem.State.ON_AGENDA):
        raise Refused(_("这个议题已经议过或撤回了。"))
    item.occasion, item.position, item.state = None, 0, AgendaItem.State.WITHDRAWN
    item.save(update_fields=["occasion", "position", "state"])
    _record("tasks.withdrawn", actor, item, title=item.title)
    return item


@transaction.atomic
def make_feed_key(*, actor: Person) -> str:
    """Give a person a new secret address for her calendar; return what only she learns."""
    require(actor.is_active)
    key = new_key()
    FeedKey.objects.update_or_create(person=actor, defaults={"digest": digest_of(key)})
    record("tasks.feed_made", by=actor, about=actor)
    return key


def forget_feed(*, person: Person) -> None:
    """Let nobody read a person's list any more: she closed her account."""
    FeedKey.objects.filter(person=person).delete()


def _refuse_out_of_reach(day: date | None) -> None:
    if day and not is_in_reach(day):
        raise Refused(_("%(year)s 年太远了，请再看看年份。") % {"year": day.year})


def _end(actor: Person, item: ActionItem, state: str, note: str, verb: str) -> ActionItem:
    if not note:
        raise Refused(_("请写一句：做了什么，或者为什么不做。"))
    item.state, item.note, item.ended_at = state, note, timezone.now()
    item.save(update_fields=["state", "note", "ended_at"])
    _record(verb, actor, item, note=note)
    return item


def _attach(actor: Person, item: ActionItem, pictures: Iterable[Picture]) -> None:
    photos = [
        store_photo(actor=actor, upload=picture, alt=item.what[:60], unit=item.unit, for_staff=True)
        for picture in pictures
    ]
    item.photos.add(*photos)
    if item.is_public:
        publish_photos(actor=actor, photos=photos)


def _held_open(item: ActionItem) -> ActionItem:
    item = (
        ActionItem.objects.select_for_update(of=("self",))
        .select_related("unit", *queries.KEEPERS)
        .get(pk=item.pk)
    )
    if not item.is_open:
        raise Refused(_("这件事已经有结果了：%(state)s。") % {"state": item.get_state_display()})
    return item


def _held_agenda(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)


def _record(verb: str, actor: Person, item: ActionItem | AgendaItem, **details: Any) -> None:
    if isinstance(item, ActionItem):
        details["what"] = item.what
    record(verb, by=actor, role=role_at(actor, item.unit), about=item, unit=item.unit, **details)
