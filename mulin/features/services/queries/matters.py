"""What people want done, for themselves and for those who do it."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.people.phones import mobile_number
from mulin.commons.people.purposes import SMS_NOTICES
from mulin.commons.people.queries import has_agreed_to
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import COMMUNITY_HEADS, UPPER_OFFICE, Role
from mulin.errors import Refused

from ..models import Escalation, Matter, ServicePoint
from .points import points_served_by

SUPERVISOR_ROLES = COMMUNITY_HEADS | UPPER_OFFICE | {Role.SUPERVISOR}
KEPT = timedelta(days=180)
"""How long names and doors stay with a matter that is over."""


def _matters() -> QuerySet[Matter]:
    return Matter.objects.select_related(
        "point__unit", "item", "person", "keeper", "first_contact", "visitor", "building__compound"
    )


def matters_of_person(person: Person) -> QuerySet[Matter]:
    """Return everything a person wanted done, the latest first."""
    return _matters().filter(person=person.pk or 0).order_by("-on", "-starts_at", "-id")


def matters_served_by(viewer: Person) -> QuerySet[Matter]:
    return _matters().filter(point__in=points_served_by(viewer))


def matters_kept_by(viewer: Person) -> QuerySet[Matter]:
    """Return what the viewer has in hand and carries on."""
    return matters_served_by(viewer).filter(keeper=viewer)


def matters_offered_to(viewer: Person) -> QuerySet[Matter]:
    """Return what a colleague asks the viewer to take over."""
    return matters_served_by(viewer).filter(offered_to=viewer)


def held_count(person: Person, unit: AdminUnit) -> int:
    """Count what a person has in hand, or promised to visit, at a unit's points."""
    return matters_held_by(person, unit).count()


def matters_held_by(person: Person, unit: AdminUnit) -> QuerySet[Matter]:
    """Return what a person has in hand, or promised to visit, at a unit's points."""
    return Matter.objects.filter(
        Q(keeper=person, state__in=Matter.OPEN) | Q(visitor=person, state=Matter.State.BOOKED),
        point__unit__path__startswith=unit.path,
    ).select_related("point__unit", "item")


def matters_waiting_for(person: Person) -> QuerySet[Matter]:
    """Return what a person has in hand, is asked to take over, or goes to a home for."""
    in_hand = Q(keeper=person) | Q(offered_to=person)
    return (
        _matters()
        .filter(
            Q(in_hand, state=Matter.State.IN_HAND) | Q(visitor=person, state=Matter.State.BOOKED)
        )
        .order_by("on", "starts_at", "id")
    )


def matters_visible_to(viewer: Person) -> QuerySet[Matter]:
    """Return the matters whose pages staff may open: at their windows, or passed up to them."""
    passed_up = escalations_of(viewer).values("matter")
    return _matters().filter(Q(point__in=points_served_by(viewer)) | Q(pk__in=passed_up))


def matter_with(receipt: UUID) -> Matter | None:
    return _matters().filter(receipt=receipt).first()


def matters_on(point: ServicePoint, day: date) -> QuerySet[Matter]:
    """Return a day's queue: by time and number, what is over too."""
    return (
        _matters()
        .filter(point=point, on=day)
        .order_by(F("starts_at").asc(nulls_last=True), "number", "id")
    )


def matters_of(point: ServicePoint, viewer: Person) -> QuerySet[Matter]:
    """Return what is not over at a point, whatever its day, the viewer's own first."""
    return (
        _matters()
        .filter(point=point, state__in=Matter.OPEN)
        .annotate(is_mine=Q(keeper=viewer) | Q(offered_to=viewer))
        .order_by("-is_mine", "accepted_at", "id")
    )


def waiting_at(point: ServicePoint, day: date) -> QuerySet[Matter]:
    """Return who waits at a point now: those who had a time first, then by number."""
    return (
        _matters()
        .filter(point=point, on=day, state=Matter.State.WAITING)
        .order_by(F("starts_at").asc(nulls_last=True), "number")
    )


def before_in_queue(matter: Matter) -> int:
    """Count who is called before this one."""
    waiting = list(waiting_at(matter.point, matter.on).values_list("pk", flat=True))
    return waiting.index(matter.pk) if matter.pk in waiting else 0


def escalations_of(viewer: Person) -> QuerySet[Escalation]:
    """Return everything that came up to the viewer's offices."""
    if not viewer.is_authenticated:
        return Escalation.objects.none()
    reach = Q(pk__in=[])
    for part in parts_of(viewer):
        if part.role in SUPERVISOR_ROLES:
            reach |= Q(office__path__startswith=part.unit.path)
    return Escalation.objects.filter(reach).select_related(
        "matter__point__unit", "matter__item", "matter__person", "raised_by", "office", "decided_by"
    )


def escalations_waiting(viewer: Person) -> QuerySet[Escalation]:
    """Return what the viewer is asked to settle, what is due first."""
    return escalations_of(viewer).filter(decided_at=None).order_by("due_on", "id")


def matters_to_remind() -> list[int]:
    """Return the keys of what is booked until tomorrow and nobody has been reminded of."""
    today = timezone.localdate()
    soon = Matter.objects.filter(on__in=(today, today + timedelta(days=1)))
    waiting = soon.filter(state=Matter.State.BOOKED, reminded_at=None)
    return list(waiting.order_by("on", "starts_at", "pk").values_list("pk", flat=True))


def matters_to_close() -> QuerySet[Matter]:
    """Return who did not come, or did not wait, on a day that is over."""
    return Matter.objects.filter(on__lt=timezone.localdate(), state__in=Matter.COMING)


def matters_to_forget() -> QuerySet[Matter]:
    """Return what has been over so long that nobody needs to know whose it was."""
    return (
        Matter.objects.filter(on__lt=timezone.localdate() - KEPT)
        .exclude(state__in=[*Matter.COMING, *Matter.OPEN])
        .exclude(name="", phone="", door="", note="")
    )


def phone_to_text(matter: Matter) -> str:
    """Return the mobile number that was left for this visit, or of who agreed to such messages."""
    left = matter.phone
    if matter.person:
        left = matter.person.phone or "" if has_agreed_to(matter.person, SMS_NOTICES.key) else ""
    try:
        return mobile_number(left)
    except Refused:
        return ""
