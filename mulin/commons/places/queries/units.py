"""The tree of units, the parts people play on it, and how far each reaches."""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person

from ..models import AdminUnit, Community, Membership
from ..roles import NEIGHBOURS, OFFICE, STAFF


def memberships_now() -> QuerySet[Membership]:
    """Return the memberships that hold today."""
    today = timezone.localdate()
    return Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=today), from_on__lte=today)


def parts_of(person: Person) -> list[Membership]:
    """
    Return the parts a person plays today, each with its unit; none when the account is closed.

    Asked many times for one page, so they are kept on the person; actions that change
    them call `forget_parts`.
    """
    if not person.is_active:
        return []
    if not hasattr(person, "_parts"):
        person._parts = list(  # type: ignore[attr-defined]
            memberships_now()
            .filter(person_id=person.pk)
            .select_related("unit", "building", "household", "grid")
            .order_by("id")
        )
    return person._parts  # type: ignore[attr-defined]


def households_lived_in_by(person: Person) -> set[int]:
    """Return the households somebody made sure a person lives in."""
    if not person.is_authenticated:
        return set()
    return {
        part.household_id
        for part in parts_of(person)
        if part.household_id and part.role in NEIGHBOURS and part.confirmed_at is not None
    }


def forget_parts(person: Person) -> None:
    """Make the next question about this person's parts read them anew."""
    if hasattr(person, "_parts"):
        del person._parts


def units_below(unit: AdminUnit) -> QuerySet[AdminUnit]:
    """Return the unit and everything below it."""
    return AdminUnit.objects.filter(path__startswith=unit.path)


def communities_below(unit: AdminUnit) -> QuerySet[Community]:
    return Community.objects.filter(path__startswith=unit.path)


def ancestors_of(unit: AdminUnit) -> QuerySet[AdminUnit]:
    """Return the units above this one, the root first."""
    ids = [int(part) for part in unit.path.strip("/").split("/")[:-1]]
    return AdminUnit.objects.filter(pk__in=ids).order_by("path")


def units_staffed_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the units whose staff pages the viewer may open: each place worked at and below."""
    return _units_reached(viewer, STAFF)


def units_worked_for_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the units whose work the viewer does: each place of an office role and below."""
    return _units_reached(viewer, OFFICE)


def communities_worked_for_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the communities whose work the viewer does, here or from an office above."""
    return units_worked_for_by(viewer).filter(level=AdminUnit.Level.COMMUNITY)


def _units_reached(viewer: Person, roles: Collection[str]) -> QuerySet[AdminUnit]:
    paths = {part.unit.path for part in parts_of(viewer) if part.role in roles}
    if not paths:
        return AdminUnit.objects.none()
    return AdminUnit.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))


def homes_of(person: Person) -> list[AdminUnit]:
    """Return the communities a person lives in."""
    seen = {p.unit_id: p.unit for p in parts_of(person) if p.unit.is_community}
    return list(seen.values())


def communities_of(person: Person) -> list[AdminUnit]:
    """Return the communities a person plays any part in, each once."""
    return homes_of(person)


def searchable_communities(words: str = "") -> QuerySet[Community]:
    """Return the communities whose name, or whose subdistrict's, has these words."""
    found = Community.objects.select_related("parent").order_by("path")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(parent__name__icontains=words))
    return found
