"""Who plays which part in a place."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import require

from ..models import AdminUnit, Membership
from ..permissions import role_at, works_for
from ..queries import forget_parts
from ..roles import Role


@transaction.atomic
def give_role(
    *,
    actor: Person | None,
    person: Person,
    role: Role,
    unit: AdminUnit,
    from_on: date | None = None,
    until_on: date | None = None,
    confirmed: bool = True,
    **where: Any,
) -> Membership:
    """
    Give a person a part in a place.

    `where` narrows it: compound, building, grid or household.  `actor` is None only when
    a site is set up from its own command line.
    """
    if actor is not None:
        require(works_for(actor, unit))
    part = Membership.objects.create(
        person=person,
        role=role,
        unit=unit,
        from_on=from_on or timezone.localdate(),
        until_on=until_on,
        confirmed_at=timezone.now() if confirmed else None,
        **where,
    )
    forget_parts(person)
    record(
        "places.role_given",
        by=actor,
        role=role_at(actor, unit) if actor else "",
        about=person,
        unit=unit,
        given=role,
    )
    return part
