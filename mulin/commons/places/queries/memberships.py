"""Who plays which part, for those who keep the list."""

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from mulin.commons.people.models import Person

from ..models import AdminUnit, Membership
from ..roles import NEIGHBOURS, Role
from .units import memberships_now, units_worked_for_by

PLACES = (
    "compound",
    "building__compound",
    "grid",
    "household__dwelling__entrance__building__compound",
)
AIDE_TYPES = Membership.AideType.choices


def memberships_visible_to(viewer: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(unit__in=units_worked_for_by(viewer)).select_related(
        "person", "unit", "introduced_by", *PLACES
    )


def memberships_at(
    unit: AdminUnit, *, role: str = "", words: str = "", ended: bool = False
) -> QuerySet[Membership]:
    """Return the parts played at a unit and below it: its staff and helpers, then its residents."""
    parts = Membership.objects.filter(unit__path__startswith=unit.path)
    today = timezone.localdate()
    over = Q(until_on__lte=today)
    parts = parts.filter(over) if ended else parts.exclude(over)
    if role:
        parts = parts.filter(role=role)
    if words:
        parts = parts.filter(
            Q(person__full_name__icontains=words)
            | Q(person__phone=words)
            | Q(building__name__icontains=words)
            | Q(grid__name__icontains=words)
        )
    neighbours_last = Case(When(role__in=NEIGHBOURS, then=1), default=0)
    return parts.select_related("person", "unit", "introduced_by", *PLACES).order_by(
        "unit__path", neighbours_last, "role", "-from_on", "-id"
    )


def claims_waiting(viewer: Person) -> QuerySet[Membership]:
    """Return the homes that residents named and that the viewer may confirm."""
    return (
        memberships_now()
        .filter(confirmed_at=None, role__in=NEIGHBOURS, unit__in=units_worked_for_by(viewer))
        .select_related("person", "unit", *PLACES)
        .order_by("id")
    )


def claims_at(unit: AdminUnit) -> QuerySet[Membership]:
    """Return the homes named in a unit and below it that nobody has confirmed yet."""
    return (
        memberships_now()
        .filter(confirmed_at=None, role__in=NEIGHBOURS, unit__path__startswith=unit.path)
        .select_related("person", "unit", *PLACES)
        .order_by("id")
    )


def is_claim(part: Membership) -> bool:
    """Return whether a part is a home that nobody has confirmed or refused yet."""
    return part.confirmed_at is None and part.holds_now and part.role in NEIGHBOURS


def claims_of(person: Person) -> QuerySet[Membership]:
    """Return the homes a person named that nobody has confirmed yet."""
    return memberships_now().filter(person=person, confirmed_at=None, role=Role.RESIDENT)


def homes_claimed_by(person: Person) -> QuerySet[Membership]:
    """Return where a person lives, confirmed or not."""
    return (
        memberships_now()
        .filter(person=person, role=Role.RESIDENT)
        .select_related("unit", *PLACES)
        .order_by("id")
    )


def helpers_of(community: AdminUnit) -> QuerySet[Membership]:
    """Return who looks after buildings and grids today: stewards, grid workers and aides."""
    return (
        memberships_now()
        .filter(unit=community, role__in=(Role.BUILDING_STEWARD, Role.GRID_WORKER, Role.GRID_AIDE))
        .select_related("person", "compound", "building__compound")
        .order_by("building_id", "id")
    )


def history_of(part: Membership) -> list[Membership]:
    """Return whom a part was handed over from, the latest first."""
    before: list[Membership] = []
    while part.succeeds_id and len(before) < 20:
        part = Membership.objects.select_related("person").get(pk=part.succeeds_id)
        before.append(part)
    return before


def person_with_phone_or_login(words: str) -> Person | None:
    """Return whose telephone number or login name this is."""
    return Person.objects.filter(Q(phone=words) | Q(login=words), is_active=True).first()
