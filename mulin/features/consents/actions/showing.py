"""Homes that went first, and neighbours who come and see them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import door_permissions as permissions
from ..models import HouseholdPlan, SlotGuest, ViewingSlot
from .planning import note_plan


@transaction.atomic
def offer_slot(
    *, actor: Person, plan: HouseholdPlan, starts_at: datetime, places: int
) -> ViewingSlot:
    """Offer a time at which neighbours may come and see an exemplar home."""
    require(permissions.can_handle_plan(actor, plan))
    if not plan.is_exemplar:
        raise Refused(_("先把这一户定为示范户，才能请邻居来看。"))
    if starts_at <= timezone.now():
        raise Refused(_("这个时间已经过了。"))
    hold_alone(f"consents.slots:{plan.pk}")
    if plan.slots.filter(starts_at=starts_at).exists():
        raise Refused(_("这个时间已经有了。"))
    slot = ViewingSlot.objects.create(plan=plan, starts_at=starts_at, places=places)
    note_plan("consents.slot_offered", actor, plan, starts_at=starts_at.isoformat())
    return slot


@transaction.atomic
def join_slot(*, actor: Person, slot: ViewingSlot) -> SlotGuest:
    """Take a place among those who come and see."""
    require(permissions.can_go_and_see(actor, slot.plan))
    hold_alone(f"consents.slot:{slot.pk}")
    mine = slot.guests.filter(person=actor).first()
    if mine:
        return mine
    if slot.starts_at <= timezone.now():
        raise Refused(_("这个时间已经过了。"))
    if slot.guests.count() >= slot.places:
        raise Refused(_("这一场满了，请看看别的时间。"))
    guest = SlotGuest.objects.create(slot=slot, person=actor)
    note_plan("consents.slot_joined", actor, slot.plan, slot=slot.pk)
    return guest


@transaction.atomic
def leave_slot(*, actor: Person, slot: ViewingSlot) -> None:
    """Give one's place to somebody else."""
    require(permissions.can_go_and_see(actor, slot.plan))
    slot.guests.filter(person=actor).delete()
    note_plan("consents.slot_left", actor, slot.plan, slot=slot.pk)
