"""
The few words from which every room builds its own rules.

A role held at a place reaches what lies below that place and nothing beside it.
"""

from collections.abc import Collection

from mulin.commons.people.models import Person

from .models import AdminUnit, Building, Membership
from .queries import parts_of
from .roles import COMMUNITY_OFFICE, NEIGHBOURS, OFFICE, STAFF, Role, rank


def has_role(person: Person, unit: AdminUnit, roles: Collection[str]) -> bool:
    """Return whether the person holds one of the roles at this unit or above it."""
    return any(
        part.role in roles and unit.path.startswith(part.unit.path) for part in parts_of(person)
    )


def role_at(person: Person, unit: AdminUnit) -> str:
    """Return the strongest role the person acts in at this unit, for the record; else ''."""
    parts = [p for p in parts_of(person) if unit.path.startswith(p.unit.path)]
    parts.sort(key=lambda p: (p.role in NEIGHBOURS, -len(p.unit.path)))
    return parts[0].role if parts else ""


def lives_in(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person lives in this unit, confirmed or not."""
    return any(p.role in NEIGHBOURS and p.unit.is_within(unit) for p in parts_of(person))


def is_confirmed_resident(
    person: Person, unit: AdminUnit, roles: Collection[str] = NEIGHBOURS
) -> bool:
    """Return whether somebody made sure that the person lives in this unit, in such a role."""
    return any(
        p.role in roles and p.confirmed_at is not None and p.unit.is_within(unit)
        for p in parts_of(person)
    )


def works_for(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person does this unit's work, here or from an office above it."""
    return has_role(person, unit, OFFICE)


def works_in_community_office(person: Person, unit: AdminUnit) -> bool:
    return has_role(person, unit, COMMUNITY_OFFICE)


def is_staff(person: Person) -> bool:
    """Return whether the person works on staff pages anywhere."""
    return any(part.role in STAFF for part in parts_of(person))


def can_read_roll(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person may read names and doors of this unit's households."""
    return works_for(person, unit)


def can_see_doors(person: Person, building: Building) -> bool:
    """Return whether the person may read who lives in a building: the office, its grid worker."""
    return can_read_roll(person, building.compound.community) or any(
        part.role == Role.GRID_WORKER and part.grid_id == building.grid_id
        for part in parts_of(person)
        if part.grid_id is not None
    )


def can_import_roll(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person may bring in and take out a community's roll."""
    return unit.is_community and works_for(person, unit)


def may_give(person: Person, role: str, unit: AdminUnit) -> bool:
    """Return whether the person may let somebody else play a part at a unit."""
    own = [p.role for p in parts_of(person) if p.role in OFFICE and unit.is_within(p.unit)]
    return any(rank(role) <= rank(mine) for mine in own)


def may_change(person: Person, part: Membership) -> bool:
    """Return whether the person may end, hand over or confirm a part; never one's own claim."""
    if part.person_id == person.pk and part.confirmed_at is None:
        return False
    return may_give(person, part.role, part.unit)


def holds(part: Membership, roles: Collection[str]) -> bool:
    return part.role in roles
