"""Advisers, requests and questions: who reads what, and what waits for whom."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mulin.commons.organisations.models import Adviser, Organisation
from mulin.commons.organisations.queries import (
    advisers_for,
    organisations_known_to,
    organisations_spoken_for_by,
    people_speaking_for,
)
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import (
    ancestors_of,
    memberships_now,
    parts_of,
    units_worked_for_by,
)
from mulin.commons.places.roles import OFFICE, UPPER_OFFICE
from mulin.commons.topics.models import Topic

from .models import USUAL_DAYS, WAITING, AdviceQuestion, AnswerTerm, ExpertRequest

ASKED_OF = (
    Organisation.Kind.DEPARTMENT,
    Organisation.Kind.POLICE,
    Organisation.Kind.TRAFFIC_POLICE,
    Organisation.Kind.ENFORCEMENT,
    Organisation.Kind.TRANSIT,
)
"""The kinds of organisations that committees ask for help."""

MOST_OPEN = 3


def units() -> QuerySet[AdminUnit]:
    """Return the units about whose advisers anybody may read."""
    return AdminUnit.objects.all()


def six_kinds(unit: AdminUnit) -> list[tuple[str, list[Adviser]]]:
    """Return all six kinds of advisers, each with those whom a unit may ask."""
    known: dict[str, list[Adviser]] = {}
    for adviser in advisers_for(unit):
        known.setdefault(adviser.kind, []).append(adviser)
    return [(str(kind.label), known.get(kind, [])) for kind in Adviser.Kind]


def departments_asked_by(unit: AdminUnit) -> QuerySet[Organisation]:
    return organisations_known_to(unit).filter(kind__in=ASKED_OF)


def all_requests() -> QuerySet[ExpertRequest]:
    return ExpertRequest.objects.select_related(
        "unit", "topic", "adviser__person", "department", "asked_by", "answered_by"
    )


def public_requests() -> QuerySet[ExpertRequest]:
    """Return what anybody may read: everything that was asked and not taken back."""
    return all_requests().exclude(state=ExpertRequest.State.WITHDRAWN)


def requests_visible_to(viewer: Person) -> QuerySet[ExpertRequest]:
    """Return what somebody may read: the public ones, and those of her own places."""
    standing = ~Q(state=ExpertRequest.State.WITHDRAWN)
    return all_requests().filter(standing | Q(unit__in=units_worked_for_by(viewer)))


def requests_below(unit: AdminUnit) -> QuerySet[ExpertRequest]:
    """Return what a unit and everything below it asked, without what was taken back."""
    return public_requests().filter(unit__path__startswith=unit.path)


def requests_about(topic: Topic) -> QuerySet[ExpertRequest]:
    return public_requests().filter(topic=topic).order_by("id")


def requests_worked_for_by(viewer: Person) -> QuerySet[ExpertRequest]:
    """Return the requests of the units whose work somebody does."""
    return all_requests().filter(unit__in=units_worked_for_by(viewer))


def requests_asked_of(viewer: Person) -> QuerySet[ExpertRequest]:
    """Return what is asked of somebody, or of the departments she speaks for."""
    if not viewer.is_authenticated:
        return ExpertRequest.objects.none()
    return public_requests().filter(
        Q(adviser__person=viewer, adviser__retired_on=None)
        | Q(department__in=organisations_spoken_for_by(viewer))
    )


def late_at(level: str) -> Q:
    """Return which requests show at a level because nobody answered them."""
    today = timezone.localdate()
    waiting = Q(state__in=WAITING)
    if level == AdminUnit.Level.COMMUNITY or level == AdminUnit.Level.SUBDISTRICT:
        return waiting & Q(due_on__lt=today)
    return waiting & Q(escalates_on__lt=today)


def desk_list(viewer: Person, unit: AdminUnit, which: str) -> QuerySet[ExpertRequest]:
    """Return one of the lists of an office: what is late, what waits, what is answered, all."""
    found = requests_worked_for_by(viewer).filter(unit__path__startswith=unit.path)
    if which == "late":
        return found.filter(late_at(unit.level)).order_by("due_on", "id")
    if which == "waiting":
        return found.filter(state__in=WAITING).order_by("due_on", "id")
    if which == "answered":
        return found.filter(state=ExpertRequest.State.ANSWERED)
    return found


def figures(unit: AdminUnit) -> dict[str, int]:
    """Count what a unit and everything below it asked, waits for, and got."""
    return ExpertRequest.objects.filter(unit__path__startswith=unit.path).aggregate(
        asked=Count("pk", filter=~Q(state=ExpertRequest.State.WITHDRAWN)),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        late=Count("pk", filter=late_at(unit.level)),
        answered=Count("pk", filter=Q(state=ExpertRequest.State.ANSWERED)),
    )


def places_of(viewer: Person) -> list[AdminUnit]:
    """Return the units in whose office somebody works, each once."""
    return list({p.unit_id: p.unit for p in parts_of(viewer) if p.role in OFFICE}.values())


def units_asking_for(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the units in whose name somebody may ask."""
    return units_worked_for_by(viewer)


def days_for(unit: AdminUnit) -> int:
    """Return after how many working days a unit's requests shall be answered."""
    near = [*ancestors_of(unit), unit]
    terms = AnswerTerm.objects.filter(unit__in=near).order_by("-unit__path")
    nearest = terms.values_list("days", flat=True).first()
    return nearest or USUAL_DAYS


def requests_to_show_up() -> QuerySet[ExpertRequest]:
    """Return the unanswered requests of which a level above has not been told yet."""
    today = timezone.localdate()
    return ExpertRequest.objects.filter(
        Q(shown_up=0, due_on__lt=today) | Q(shown_up=1, escalates_on__lt=today),
        state__in=WAITING,
    ).select_related("unit", "adviser__person", "department")


def people_asked(request: ExpertRequest) -> list[int]:
    """Return the keys of those who are asked: the adviser, or who speaks for the department."""
    if request.adviser:
        return [request.adviser.person_id]
    asked = [request.department] if request.department else []
    return list(people_speaking_for(asked).values_list("pk", flat=True))


def staff_above(unit: AdminUnit, levels: int) -> list[int]:
    """Return the keys of those in the office so many levels above a unit."""
    above = list(ancestors_of(unit))[-levels:][:1]
    office = memberships_now().filter(unit__in=above, role__in=UPPER_OFFICE)
    return list(office.values_list("person", flat=True))


def questions_below(unit: AdminUnit) -> QuerySet[AdviceQuestion]:
    """Return the questions of which the public may know what became of them."""
    return (
        AdviceQuestion.objects.filter(unit__path__startswith=unit.path)
        .exclude(state=AdviceQuestion.State.OPEN)
        .select_related("asked_by", "request", "unit")
    )


def questions_of(person: Person) -> QuerySet[AdviceQuestion]:
    return AdviceQuestion.objects.filter(asked_by=person).select_related("unit", "request")


def own_questions_at(viewer: Person, unit: AdminUnit) -> QuerySet[AdviceQuestion]:
    """Return what somebody asked here and what became of it, the newest few."""
    if not viewer.is_authenticated:
        return AdviceQuestion.objects.none()
    return questions_of(viewer).filter(unit=unit)[: 2 * MOST_OPEN]


def questions_waiting(viewer: Person) -> QuerySet[AdviceQuestion]:
    """Return the questions that somebody's office has not looked at yet."""
    return AdviceQuestion.objects.filter(
        state=AdviceQuestion.State.OPEN, unit__in=units_worked_for_by(viewer)
    ).select_related("unit", "asked_by")


def topics_to_ask_about(unit: AdminUnit) -> QuerySet[Topic]:
    return Topic.objects.filter(community__path__startswith=unit.path, state=Topic.State.OPEN)


def told_late(viewer: Person) -> QuerySet[ExpertRequest]:
    """Return the unanswered requests that show at one of somebody's offices, each once."""
    shown = Q(pk__in=[])
    for unit in places_of(viewer):
        shown |= Q(unit__path__startswith=unit.path) & late_at(unit.level)
    return requests_worked_for_by(viewer).filter(shown).order_by("due_on", "id")


def asked_by(person: Person) -> QuerySet[ExpertRequest]:
    return all_requests().filter(asked_by=person)


def answered_by(person: Person) -> QuerySet[ExpertRequest]:
    return all_requests().filter(answered_by=person)
