from collections.abc import Collection
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mulin.commons.people.models import Person

from .models import AdminUnit, Community, Compound, Household, Membership, RollImport
from .roles import NEIGHBOURS, OFFICE, STAFF


def memberships_now() -> QuerySet[Membership]:
    """Return the memberships that hold today."""
    today = timezone.localdate()
    return Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=today), from_on__lte=today)


def parts_of(person: Person) -> list[Membership]:
    """
    Return the parts a person plays today, each with its unit.

    Asked many times for one page, so they are kept on the person; actions that change
    them call `forget_parts`.
    """
    if not person.is_authenticated:
        return []
    if not hasattr(person, "_parts"):
        person._parts = list(  # type: ignore[attr-defined]
            memberships_now()
            .filter(person_id=person.pk)
            .select_related("unit", "building", "household", "grid")
            .order_by("id")
        )
    return person._parts  # type: ignore[attr-defined]


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


def household_count(unit: AdminUnit) -> int:
    """Return how many households live in a unit: as the roll counts them, or as reported."""
    counted = Household.objects.filter(community__path__startswith=unit.path).count()
    return counted or unit.declared_households or 0


def claims_waiting(viewer: Person) -> QuerySet[Membership]:
    """Return the homes that residents named and that nobody has confirmed yet."""
    return (
        memberships_now()
        .filter(confirmed_at=None, role__in=NEIGHBOURS, unit__in=units_staffed_by(viewer))
        .select_related("person", "unit", "building")
        .order_by("id")
    )


def compounds_of(community: AdminUnit) -> QuerySet[Compound]:
    return Compound.objects.filter(community=community).order_by("name")


def compounds_counted(community: AdminUnit) -> QuerySet[Compound]:
    """Return a community's compounds, each with how many buildings and households it has."""
    households = (
        Household.objects.filter(dwelling__entrance__building__compound=OuterRef("pk"))
        .order_by()
        .values("dwelling__entrance__building__compound")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return compounds_of(community).annotate(
        building_count=Count("buildings"),
        household_count=Coalesce(Subquery(households), 0),
    )


def rolls_of(community: AdminUnit) -> QuerySet[RollImport]:
    """Return the files handed in for a community, newest first."""
    return RollImport.objects.filter(community=community).select_related("by").order_by("-id")


def rolls_visible_to(viewer: Person) -> QuerySet[RollImport]:
    return RollImport.objects.filter(
        community__in=communities_worked_for_by(viewer)
    ).select_related("community", "by")


def roll_waiting(roll_id: int) -> RollImport | None:
    """Return a file the worker has something to do with."""
    roll = (
        RollImport.objects.select_related("community", "compound", "by").filter(pk=roll_id).first()
    )
    return roll if roll and roll.is_waiting else None


LYING = timedelta(minutes=3)
"""After how long without progress work counts as left lying."""


def rolls_left_lying() -> QuerySet[RollImport]:
    """Return the files that were begun and not finished, because whoever worked on them died."""
    return RollImport.objects.filter(
        state__in=(RollImport.State.UPLOADED, RollImport.State.CONFIRMED),
        progress_at__lt=timezone.now() - LYING,
    ).select_related("community", "by")
