from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import (
    COMMUNITY_HEADS,
    COMMUNITY_OFFICE,
    UPPER_OFFICE,
    Role,
)

from . import queries
from .models import Escalation, Matter, ServicePoint

WINDOW = COMMUNITY_OFFICE | UPPER_OFFICE | {Role.WINDOW_CLERK}
"""Those who may sit at every window of a place; a grid worker sits at the one of her grid."""

SUPERVISORS = COMMUNITY_HEADS | UPPER_OFFICE | {Role.SUPERVISOR}
"""Those who decide what a window could not do."""


def can_keep_points(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may keep the catalogue, the points and their hours."""
    return works_for(person, unit)


def can_serve(person: Person, point: ServicePoint) -> bool:
    """Whether the person may take in hand what is brought to a point."""
    if has_role(person, point.unit, WINDOW):
        return True
    mine = {p.grid_id for p in parts_of(person) if p.role == Role.GRID_WORKER and p.grid_id}
    return bool(mine) and bool(mine & queries.grid_keys_of(point))


def can_book(person: Person) -> bool:
    """Whether the person may say that she comes: anybody who is signed in."""
    return person.is_authenticated and person.is_active


def can_cancel(person: Person, matter: Matter) -> bool:
    """
    Whether the person may call a visit off: she herself, or the office at her word.

    Never the window: calling off would be a way to turn somebody away.
    """
    return is_own(person, matter) or works_for(person, matter.point.unit)


def can_move(person: Person, matter: Matter) -> bool:
    """Whether the person may put a visit to another time."""
    return is_own(person, matter) or can_serve(person, matter.point)


def is_own(person: Person, matter: Matter) -> bool:
    return matter.person_id is not None and matter.person_id == person.pk


def can_carry_on(person: Person, matter: Matter) -> bool:
    """Whether the person has the matter in hand: the first one asked, or who took it over."""
    return matter.keeper_id == person.pk and can_serve(person, matter.point)


def can_decide(person: Person, escalation: Escalation) -> bool:
    """Whether the person may settle it: a supervisor of that office, not who passed it on."""
    return escalation.raised_by_id != person.pk and has_role(person, escalation.office, SUPERVISORS)
