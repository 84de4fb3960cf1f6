"""Promise, tell how it fares, keep it or say why not, give it to another."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit import things
from mulin.commons.files.actions import hide_photos, publish_photos, store_photo
from mulin.commons.files.pictures import Picture
from mulin.commons.occasions.models import Occasion
from mulin.commons.occasions.queries import is_in_reach
from mulin.commons.organisations.models import Organisation, ResidentGroup
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import ActionItem
from .writing_down import write_down

Keeper = Person | ResidentGroup | Organisation | AdminUnit


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
    write_down(
        "tasks.promised", actor, item, keeper=item.keeper_in_public, due_on=str(due_on or "")
    )
    return item


@transaction.atomic
def hide_promises(*, actor: Person, occasion: Occasion) -> None:
    """Take what was promised at a table out of the public's sight: its room closed the door."""
    require(permissions.can_write_down(actor, occasion.unit))
    for item in ActionItem.objects.select_for_update().filter(occasion=occasion, is_public=True):
        item.is_public = False
        item.save(update_fields=["is_public"])
        hide_photos(actor=actor, photos=item.photos.all())
        write_down("tasks.hidden", actor, item)


@transaction.atomic
def note_progress(
    *, actor: Person, item: ActionItem, text: str, photos: Iterable[Picture] = ()
) -> ActionItem:
    """Tell how it fares."""
    require(permissions.can_tell(actor, item))
    item = _held_open(item)
    _attach(actor, item, photos)
    write_down("tasks.progressed", actor, item, text=text)
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
    write_down(
        "tasks.postponed", actor, item, was=str(was or ""), due_on=str(due_on), because=because
    )
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
    write_down("tasks.handed_over", actor, item, was=was, to=item.keeper_in_public, because=because)
    return item


def _kept_by(keeper: Keeper) -> dict[str, Keeper]:
    names = {Person: "keeper", ResidentGroup: "keeper_group", Organisation: "keeper_organisation"}
    return {names.get(type(keeper), "keeper_office"): keeper}


def _refuse_out_of_reach(day: date | None) -> None:
    if day and not is_in_reach(day):
        raise Refused(_("%(year)s 年太远了，请再看看年份。") % {"year": day.year})


def _end(actor: Person, item: ActionItem, state: str, note: str, verb: str) -> ActionItem:
    if not note:
        raise Refused(_("请写一句：做了什么，或者为什么不做。"))
    item.state, item.note, item.ended_at = state, note, timezone.now()
    item.save(update_fields=["state", "note", "ended_at"])
    write_down(verb, actor, item, note=note)
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
