"""Who looked at names and telephone numbers, for those whose they are."""

from django.db import transaction

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.errors import require

from ..models import AdminUnit, Building, Household, Membership
from ..permissions import can_read_roll, can_see_doors, role_at


@transaction.atomic
def note_household_viewing(
    *, actor: Person, unit: AdminUnit, of: AdminUnit | Building | Household, how: str
) -> None:
    """Write down that somebody saw who lives behind a door, or all doors of a place."""
    require(can_see_doors(actor, of) if isinstance(of, Building) else can_read_roll(actor, unit))
    record(
        "places.household_viewed",
        by=actor,
        role=role_at(actor, unit),
        about=of,
        unit=unit,
        how=how,
    )


@transaction.atomic
def note_member_viewing(*, actor: Person, part: Membership) -> None:
    """Write down that somebody saw how to reach a person."""
    require(can_read_roll(actor, part.unit))
    if actor.pk != part.person_id:
        record(
            "places.member_viewed",
            by=actor,
            role=role_at(actor, part.unit),
            about=part.person,
            unit=part.unit,
        )


@transaction.atomic
def note_members_export(*, actor: Person, unit: AdminUnit) -> None:
    """Write down that somebody took a list of people and their telephone numbers along."""
    require(can_read_roll(actor, unit))
    record("places.members_exported", by=actor, role=role_at(actor, unit), about=unit, unit=unit)
