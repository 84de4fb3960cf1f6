from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import NEIGHBOURS

from ..models import Idea, Support


@dataclass(frozen=True, slots=True)
class Wants:
    """How common the wish behind an idea is, merged ideas counted in."""

    households: int = 0
    others: int = 0
    """Neighbours whose household nobody has confirmed."""

    buildings: int = 0
    elsewhere: int = 0
    """Those of them who live in another building than its author."""

    merged: int = 0

    @property
    def total(self) -> int:
        return self.households + self.others

    @property
    def elsewhere_percent(self) -> int:
        """How many of a hundred live in another building; half of one rounds up."""
        return (self.elsewhere * 200 + self.total) // (2 * self.total) if self.total else 0


NOBODY = Wants()

COUNTED = """
WITH RECURSIVE family AS (
    SELECT id AS head, id, building_id AS home FROM ideas_idea WHERE id = ANY(%s)
    UNION ALL
    SELECT family.head, below.id, family.home
    FROM family JOIN ideas_idea below ON below.merged_into_id = family.id
)
SELECT family.head, count(DISTINCT s.household_id),
       count(DISTINCT s.person_id) FILTER (WHERE s.household_id IS NULL),
       count(DISTINCT s.building_id),
       count(DISTINCT coalesce(s.household_id, -s.person_id))
       FILTER (WHERE s.building_id <> family.home),
       count(DISTINCT family.id) - 1
FROM family LEFT JOIN ideas_support s ON s.idea_id = family.id GROUP BY family.head
"""


def wants_of(ideas: Iterable[Idea]) -> dict[int, Wants]:
    """Return for each idea who wants it, in one query; a household counts once."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [[idea.pk for idea in ideas]])
        return {pk: Wants(*figures) for pk, *figures in cursor.fetchall()}


def home_of(person: Person, community: AdminUnit) -> Membership | None:
    """Return where in a community a person lives: the household somebody confirmed, if any."""
    homes = [p for p in parts_of(person) if p.role in NEIGHBOURS and p.unit_id == community.pk]
    homes.sort(key=lambda p: (p.confirmed_at is None or p.household_id is None, p.pk))
    return homes[0] if homes else None


def wanted_by(viewer: Person, ideas: Iterable[Idea]) -> dict[int, Support]:
    """Return which of these ideas the viewer's home wants already."""
    if not viewer.is_authenticated:
        return {}
    homes = [p.household_id for p in parts_of(viewer) if p.household_id and p.confirmed_at]
    mine = Support.objects.filter(
        Q(person=viewer.pk) | Q(household__in=homes), idea__in=[idea.pk for idea in ideas]
    )
    return {support.idea_id: support for support in mine}


def supports_of(person: Person) -> QuerySet[Support]:
    """Return what a person said their home wants too, newest first."""
    return Support.objects.filter(person=person).select_related("idea").order_by("-id")


def building_in(person: Person, community_id: int) -> str:
    """Return the building a person lives in there, as its plate says; nothing when unknown."""
    parts = [p for p in parts_of(person) if p.role in NEIGHBOURS and p.unit_id == community_id]
    return next((part.building.name for part in parts if part.building), "")
