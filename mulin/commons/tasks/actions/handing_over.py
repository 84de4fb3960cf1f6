"""Give on what somebody answers for when she leaves (A35)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require

from .. import permissions, queries
from ..holdings import holdings
from ..models import ActionItem
from .promising import hand_over_item


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
