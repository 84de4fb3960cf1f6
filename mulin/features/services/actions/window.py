"""
What is done at a window: accept, in hand, done.

There is no act here that turns anybody away, and there must never be one: what cannot be done
at the window goes up with a reason (`escalating.py`).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import Matter, ServiceItem, ServicePoint
from .writing_down import held, note_matter


@transaction.atomic
def call_next(*, actor: Person, point: ServicePoint) -> Matter:
    """Call whose turn it is: who had a time first, then by number."""
    require(permissions.can_serve(actor, point))
    hold_alone(f"services.call:{point.pk}")
    waiting = queries.waiting_at(point, timezone.localdate())
    # Whom a colleague is taking in hand right now is not called away from her.
    matter = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if matter is None:
        raise Refused(_("现在没有人在等。"))
    return _called(actor, matter)


@transaction.atomic
def accept_matter(*, actor: Person, matter: Matter, item: ServiceItem | None = None) -> Matter:
    """Take a matter in hand: who does it first is the one who was asked, and keeps it."""
    require(permissions.can_serve(actor, matter.point))
    matter = held(matter)
    if not matter.is_coming:
        raise Refused(_("这件事已经有人在办，或者已经办完了。"))
    matter.state, matter.accepted_at = Matter.State.IN_HAND, timezone.now()
    matter.keeper = actor
    matter.first_contact = matter.first_contact or actor
    matter.item = item or matter.item
    matter.save(update_fields=["state", "accepted_at", "keeper", "first_contact", "item"])
    note_matter("accepted", actor=actor, matter=matter)
    return matter


@transaction.atomic
def finish_matter(*, actor: Person, matter: Matter, result: str) -> Matter:
    """Say how a matter was done; it is finished by whoever has it in hand."""
    matter = held(matter)
    require(permissions.can_carry_on(actor, matter))
    if not matter.is_in_hand:
        raise Refused(_("这件事现在不在您手上，等答复或者已经办完了。"))
    matter.state, matter.result = Matter.State.DONE, result
    matter.done_at, matter.done_by, matter.offered_to = timezone.now(), actor, None
    matter.save(update_fields=["state", "result", "done_at", "done_by", "offered_to"])
    note_matter(
        "finished",
        actor=actor,
        matter=matter,
        result=result,
        by_first=matter.done_by_id == matter.first_contact_id,
    )
    return matter


@transaction.atomic
def note_left(*, actor: Person, matter: Matter) -> None:
    """Note that somebody was called and had gone already; the same number may be called again."""
    require(permissions.can_serve(actor, matter.point))
    matter = held(matter)
    if matter.state != Matter.State.CALLED:
        raise Refused(_("叫到了没人应，才能记走了。"))
    matter.state, matter.keeper = Matter.State.LEFT, None
    matter.save(update_fields=["state", "keeper"])
    note_matter("left", actor=actor, matter=matter, number=matter.number)


@transaction.atomic
def send_visitor(*, actor: Person, matter: Matter, visitor: Person) -> None:
    """Say who goes to a home at the time that was agreed."""
    require(permissions.can_serve(actor, matter.point))
    matter = held(matter)
    if not matter.is_home_visit or not (matter.is_booked or matter.is_in_hand):
        raise Refused(_("这件事不是上门办的，或者已经办完了。"))
    if visitor not in queries.colleagues_of(matter.point):
        raise Refused(_("这位不是这个窗口的人，不能派去。"))
    matter.visitor = visitor
    matter.save(update_fields=["visitor"])
    note_matter("visitor_sent", actor=actor, matter=matter, visitor=visitor.name_in_public)


@transaction.atomic
def offer_matter(*, actor: Person, matter: Matter, to: Person) -> None:
    """Ask a colleague to take a matter over; until she does, it stays where it is."""
    matter = held(matter)
    require(permissions.can_carry_on(actor, matter))
    if not matter.is_in_hand:
        raise Refused(_("这件事现在不在您手上，等答复或者已经办完了。"))
    if to == actor or to not in queries.colleagues_of(matter.point):
        raise Refused(_("请选这个窗口的另一位同事。"))
    matter.offered_to = to
    matter.save(update_fields=["offered_to"])
    note_matter("offered", actor=actor, matter=matter)


@transaction.atomic
def take_over_matter(*, actor: Person, matter: Matter) -> Matter:
    """Say yes to a colleague who asked; from now on it is the new keeper's."""
    matter = held(matter)
    require(matter.offered_to_id == actor.pk and permissions.can_serve(actor, matter.point))
    matter.keeper, matter.offered_to = actor, None
    matter.save(update_fields=["keeper", "offered_to"])
    note_matter("taken_over", actor=actor, matter=matter, keeper=actor.name_in_public)
    return matter


@transaction.atomic
def hand_over_matters(
    *, actor: Person, leaver: Person, successor: Person, unit: AdminUnit, because: str
) -> int:
    """Give on what somebody who leaves has in hand, or promised to visit; return how many."""
    require(permissions.can_keep_points(actor, unit))
    found = list(queries.matters_held_by(leaver, unit).select_for_update(of=("self",)))
    for matter in found:
        if matter.keeper_id == leaver.pk:
            matter.keeper = successor
        if matter.visitor_id == leaver.pk:
            matter.visitor = successor
        matter.offered_to = None
        matter.save(update_fields=["keeper", "visitor", "offered_to"])
        note_matter(
            "taken_over",
            actor=actor,
            matter=matter,
            keeper=successor.name_in_public,
            because=because,
        )
    return len(found)


@transaction.atomic
def call_again(*, actor: Person, matter: Matter) -> Matter:
    """Put who came back the same day to the head of the queue."""
    require(permissions.can_serve(actor, matter.point))
    matter = held(matter)
    if matter.state != Matter.State.LEFT or matter.on != timezone.localdate():
        raise Refused(_("只有今天叫过号的能再叫。"))
    return _called(actor, matter)


def _called(actor: Person, matter: Matter) -> Matter:
    """Call a number to the window of who calls."""
    matter.state, matter.called_at = Matter.State.CALLED, timezone.now()
    matter.keeper = actor
    matter.save(update_fields=["state", "called_at", "keeper"])
    note_matter("called", actor=actor, matter=matter, number=matter.number)
    return matter
