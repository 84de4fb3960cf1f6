"""Who came to a table, and who was expected and did not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building
from mulin.commons.places.queries import by_name, memberships_now, parts_of, units_worked_for_by
from mulin.commons.places.roles import COMMUNITY_OFFICE, NEIGHBOURS, Role

from ..models import (
    Attendance,
    Meeting,
)

A_DAY, COMES_EARLY, STAYS_LATE = timedelta(days=1), timedelta(hours=1), timedelta(hours=4)
MOST_LINES, MOST_BUILDINGS = 200, 400


def has_signed_in(person: Person, meeting: Meeting) -> bool:
    return person.pk is not None and (
        meeting.attendances.filter(person=person.pk, struck_at=None).exists()
    )


def hours_of(occasion: Occasion) -> tuple[datetime, datetime]:
    """Return from when until when who has no account may sign in: around the meeting only."""
    begins = timezone.make_aware(datetime.combine(occasion.on, occasion.starts_at or time.min))
    if occasion.starts_at is None:
        return begins, begins + A_DAY
    return begins - COMES_EARLY, begins + STAYS_LATE


@dataclass(frozen=True)
class Waits:
    """Why nobody can sign in without an account now: too early, or over."""

    opens: datetime
    early: bool


def sign_in_waits(meeting: Meeting) -> Waits | None:
    """Return why who has no account cannot sign in now, or nothing when she can."""
    opens, closes = hours_of(meeting.occasion)
    is_on = meeting.occasion.is_planned or meeting.occasion.is_held
    if is_on and not meeting.is_shown and opens <= timezone.now() <= closes:
        return None
    return Waits(opens, early=is_on and timezone.now() < opens)


def signed_in_by_name(meeting: Meeting, receipt: UUID) -> Attendance | None:
    """Return the line one phone signed without an account, struck or not."""
    return meeting.attendances.filter(receipt=receipt, person=None).first()


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Return who came, but for lines that were struck."""
    found = meeting.attendances.filter(struck_at=None)
    return list(found.select_related("person", "building__compound", "organisation"))


def signed_lines_of(meeting: Meeting) -> list[Attendance]:
    """Return every line of the list, struck ones too, the newest first."""
    found = meeting.attendances.select_related("person", "building__compound", "organisation")
    return list(found.order_by("-id")[:MOST_LINES])


def attendances_kept_by(viewer: Person) -> QuerySet[Attendance]:
    """Return who came to meetings whose minutes a person writes."""
    return Attendance.objects.filter(
        meeting__occasion__unit__in=units_worked_for_by(viewer)
    ).select_related("meeting__occasion__unit", "person")


def fits(role: str, expected: str) -> bool:
    """Return whether who came in one role is who was expected in another."""
    if expected == Role.COMMUNITY_STAFF:
        return role in COMMUNITY_OFFICE
    if expected == Role.RESIDENT:
        return role in NEIGHBOURS
    if expected == Role.PARTNER_CONTACT:
        return role in (Role.PARTNER_CONTACT, Role.DEPARTMENT_CONTACT)
    return role == expected


def roles_missing(meeting: Meeting, came: Iterable[Attendance]) -> list[str]:
    """Return whose coming was expected and who did not come, in words."""
    roles = {one.role for one in came}
    return [
        str(Role(expected).label)
        for expected in meeting.occasion.required_roles
        if not any(fits(role, expected) for role in roles)
    ]


def partners_missing(meeting: Meeting, came: Iterable[Attendance]) -> list[Organisation]:
    """Return the units around the table of which nobody came."""
    if meeting.occasion.series is None or not getattr(meeting, "has_partners", True):
        return []
    seated = {one.organisation_id for one in came}
    return [one for one in meeting.occasion.series.partners.all() if one.pk not in seated]


def _buildings_at(unit: AdminUnit) -> QuerySet[Building]:
    found = Building.objects.filter(compound__community__path__startswith=unit.path)
    return found.select_related("compound").order_by("compound_id", "pk")


def buildings_of(unit: AdminUnit) -> list[Building]:
    return by_name(_buildings_at(unit)[:MOST_BUILDINGS])


def stewards_of(unit: AdminUnit) -> dict[int, list[str]]:
    """Return the names of each building's stewards, by building."""
    found: dict[int, list[str]] = {}
    holding = memberships_now().filter(
        unit=unit, role=Role.BUILDING_STEWARD, building__isnull=False
    )
    for one in holding.select_related("person"):
        found.setdefault(one.building_id or 0, []).append(one.person.name_for_staff)
    return found


def buildings_missing(meeting: Meeting, came: Iterable[Attendance]) -> list[Building]:
    """Return the buildings with a steward from which nobody came."""
    seated = {one.building_id for one in came}
    steward = memberships_now().filter(
        unit=meeting.occasion.unit, role=Role.BUILDING_STEWARD, building=OuterRef("pk")
    )
    with_steward = _buildings_at(meeting.occasion.unit).filter(Exists(steward))
    return [one for one in with_steward if one.pk not in seated]


def role_at_table(person: Person, meeting: Meeting) -> tuple[str, int | None]:
    """Return as what somebody comes to a table, and from which building."""
    unit = meeting.occasion.unit
    parts = [part for part in parts_of(person) if unit.path.startswith(part.unit.path)]
    expected = meeting.occasion.required_roles
    parts.sort(
        key=lambda part: (
            not any(fits(part.role, one) and part.role == one for one in expected),
            not any(fits(part.role, one) for one in expected),
            part.role in NEIGHBOURS,
        )
    )
    if not parts:
        return Role.RESIDENT, None
    return parts[0].role, parts[0].building_id


def attendances_of_person(person: Person) -> QuerySet[Attendance]:
    found = Attendance.objects.filter(person=person, struck_at=None)
    return found.select_related("meeting__occasion")
