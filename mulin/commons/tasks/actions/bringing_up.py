"""Bring something up, put it on a table, say what was said of it there."""

from uuid import UUID

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit import things
from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import AgendaItem
from .writing_down import write_down

MOST_WAITING = 10
"""How many matters one neighbour may have waiting for a table."""


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
    write_down("tasks.brought_up", actor, item, title=title)
    return item


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
    write_down("tasks.put_on_agenda", actor, item, title=item.title, at=occasion.title)
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
    write_down("tasks.taken_off_agenda", actor, item, title=item.title)
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
    write_down("tasks.discussed", actor, item, title=item.title, outcome=outcome)
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
    write_down("tasks.returned", actor, item, title=item.title, because=because)
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
    write_down("tasks.withdrawn", actor, item, title=item.title)
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


def _held_agenda(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)
