"""The register, its counter and the requests: who reads what."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.queries import (
    organisations_known_to,
    organisations_spoken_for_by,
)
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import ancestors_of, communities_worked_for_by, parts_of
from mulin.commons.places.roles import OFFICE, UPPER_OFFICE, Role

from .models import (
    DEPARTMENTS,
    AdmissionRound,
    AdmissionRule,
    PolicyDocument,
    RefusalLetter,
    SecondLook,
    TaskAdmission,
    TaskRequest,
)

OFFICES = (AdminUnit.Level.SUBDISTRICT, AdminUnit.Level.DISTRICT)
DECIDED_IN_PUBLIC = Q(round=None) | Q(round__closed_at__isnull=False)


@dataclass(frozen=True)
class Counter:
    """From how many tasks to how many: what a look through them took off communities."""

    registered: int
    admitted: int
    later: int
    """How many more were admitted since, because a department asked for them."""

    refused: int
    """How many requests were answered with a refusal."""

    last: AdmissionRound | None
    running: AdmissionRound | None

    @property
    def declined(self) -> int:
        return self.registered - self.admitted


def offices() -> QuerySet[AdminUnit]:
    """Return the units that may keep a register."""
    return AdminUnit.objects.filter(level__in=OFFICES)


def offices_used_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the offices whose registers somebody works with: her own, below it and above it."""
    parts = [part.unit for part in parts_of(viewer) if part.role in OFFICE]
    if not parts:
        return AdminUnit.objects.none()
    below = reduce(or_, (Q(path__startswith=unit.path) for unit in parts))
    above = [pk for unit in parts for pk in unit.path.strip("/").split("/")]
    return offices().filter(below | Q(pk__in=above)).order_by("-path")


def offices_kept_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the offices whose registers somebody keeps: her own and those below it."""
    paths = [part.unit.path for part in parts_of(viewer) if part.role in UPPER_OFFICE]
    below = reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
    return offices().filter(below)


def register_for(unit: AdminUnit) -> AdminUnit | None:
    """Return the office whose register counts for a place: the nearest that keeps one."""
    near = [*ancestors_of(unit), unit]
    keep = set(
        AdmissionRound.objects.filter(unit__in=near).values_list("unit", flat=True).distinct()
    )
    return next((one for one in reversed(near) if one.pk in keep), None)


def counter_of(unit: AdminUnit) -> Counter:
    """Count an office's tasks, in the rounds that are closed and since."""
    closed = Q(round__closed_at__isnull=False)
    admitted = Q(state=TaskAdmission.State.ADMITTED)
    figures = TaskAdmission.objects.filter(unit=unit).aggregate(
        registered=Count("pk", filter=closed),
        admitted=Count("pk", filter=closed & admitted),
        later=Count("pk", filter=Q(round=None) & admitted),
    )
    rounds = list(AdmissionRound.objects.filter(unit=unit).order_by("-opened_at")[:2])
    refused = TaskRequest.objects.filter(unit=unit, state=TaskRequest.State.REFUSED).count()
    return Counter(
        **figures,
        refused=refused,
        last=next((one for one in rounds if one.is_closed), None),
        running=next((one for one in rounds if not one.is_closed), None),
    )


def tasks_of(unit: AdminUnit) -> QuerySet[TaskAdmission]:
    """Return an office's whole register, for those who keep it."""
    return TaskAdmission.objects.filter(unit=unit).select_related(
        "department", "basis", "unit", "round"
    )


def public_tasks() -> QuerySet[TaskAdmission]:
    """Return the tasks on which something was decided for good: those of closed rounds."""
    return (
        TaskAdmission.objects.filter(DECIDED_IN_PUBLIC)
        .exclude(state=TaskAdmission.State.REGISTERED)
        .select_related("department", "basis", "unit", "round")
    )


def narrowed(
    tasks: QuerySet[TaskAdmission], *, state: str = "", department: int | None = None, q: str = ""
) -> QuerySet[TaskAdmission]:
    """Return those of the tasks that somebody looks for."""
    if state:
        tasks = tasks.filter(state=state)
    if department:
        tasks = tasks.filter(department=department)
    if q:
        tasks = tasks.filter(name__icontains=q)
    return tasks.order_by("number")


def by_department(unit: AdminUnit) -> list[tuple[int, str, int, int]]:
    """Return for each department how many tasks it had and how many stay, the most first."""
    rows = (
        public_tasks()
        .filter(unit=unit)
        .order_by()
        .values_list("department", "department__name")
        .annotate(had=Count("pk"), stays=Count("pk", filter=Q(state=TaskAdmission.State.ADMITTED)))
        .order_by("-had", "department__name")
    )
    return [(pk, name, had, stays) for pk, name, had, stays in rows]


def departments_with_tasks(unit: AdminUnit) -> list[tuple[int, str]]:
    """Return the departments that stand on a register, as choices."""
    tasks = TaskAdmission.objects.filter(unit=unit).order_by("department__name")
    return list(tasks.values_list("department", "department__name").distinct())


def offices_above(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the offices of whose communities somebody's departments may ask something."""
    listed = departments_of(viewer).values_list("unit__path", flat=True)
    below = reduce(or_, (Q(path__startswith=path) for path in listed), Q(pk__in=[]))
    kept = AdmissionRule.objects.filter(replaced_at=None).values("unit")
    return offices().filter(below, pk__in=kept).order_by("path")


def departments_known_to(unit: AdminUnit) -> QuerySet[Organisation]:
    return organisations_known_to(unit).filter(kind__in=DEPARTMENTS)


def departments_of(viewer: Person) -> QuerySet[Organisation]:
    """Return the departments for which somebody speaks today."""
    if not viewer.is_authenticated:
        return Organisation.objects.none()
    return organisations_spoken_for_by(viewer).filter(kind__in=DEPARTMENTS)


def is_contact(viewer: Person) -> bool:
    """Return whether somebody is known as the contact of a department; asks nothing more."""
    return any(part.role == Role.DEPARTMENT_CONTACT for part in parts_of(viewer))


def speaks_for(viewer: Person, department: Organisation) -> bool:
    return departments_of(viewer).filter(pk=department.pk).exists()


def works_below(viewer: Person, unit: AdminUnit) -> bool:
    """Return whether somebody works in this unit's office or in a community below it."""
    return any(
        part.role in OFFICE
        and (part.unit.path.startswith(unit.path) or unit.path.startswith(part.unit.path))
        for part in parts_of(viewer)
    )


def place_below(viewer: Person, unit: AdminUnit) -> AdminUnit:
    """Return the place in this office's area for which somebody works."""
    places = [part.unit for part in parts_of(viewer) if part.role in OFFICE]
    return next((place for place in places if place.path.startswith(unit.path)), unit)


def people_of(department: Organisation) -> list[int]:
    """Return the keys of those who speak for a department today."""
    today = timezone.localdate()
    members = department.members.filter(Q(until_on=None) | Q(until_on__gt=today))
    return list(members.values_list("person", flat=True))


def rule_of(unit: AdminUnit) -> AdmissionRule | None:
    """Return the rule that counts for an office."""
    rules = AdmissionRule.objects.filter(unit=unit, replaced_at=None)
    return rules.select_related("document", "unit").first()


def documents_of(unit: AdminUnit) -> QuerySet[PolicyDocument]:
    return PolicyDocument.objects.filter(unit=unit)


def open_round_of(unit: AdminUnit) -> AdmissionRound | None:
    return AdmissionRound.objects.filter(unit=unit, closed_at=None).first()


def rounds_kept_by(viewer: Person) -> QuerySet[AdmissionRound]:
    return AdmissionRound.objects.filter(unit__in=offices_used_by(viewer)).select_related("unit")


def undecided_in(found: AdmissionRound) -> int:
    return found.tasks.filter(state=TaskAdmission.State.REGISTERED).count()


def tasks_visible_to(viewer: Person) -> QuerySet[TaskAdmission]:
    """Return the tasks somebody may read of: decided ones, and those of her own registers."""
    everything = TaskAdmission.objects.select_related("department", "basis", "unit", "round")
    seen = DECIDED_IN_PUBLIC & ~Q(state=TaskAdmission.State.REGISTERED)
    return everything.filter(seen | Q(unit__in=offices_used_by(viewer)))


def second_looks_at(task: TaskAdmission) -> QuerySet[SecondLook]:
    return task.second_looks.all()


def second_looks_waiting(viewer: Person) -> QuerySet[SecondLook]:
    """Return the second looks that are not yet answered, at the viewer's registers."""
    return SecondLook.objects.filter(
        answered_at=None, task__unit__in=offices_used_by(viewer)
    ).select_related("task__unit", "task__department", "asked_by")


def requests_visible_to(viewer: Person) -> QuerySet[TaskRequest]:
    """Return the requests of somebody's own department, office or communities."""
    if not viewer.is_authenticated:
        return TaskRequest.objects.none()
    return TaskRequest.objects.filter(
        Q(unit__in=offices_kept_by(viewer))
        | Q(community__in=communities_worked_for_by(viewer))
        | Q(department__in=departments_of(viewer))
    ).select_related("department", "basis", "unit", "community", "entered_by", "task", "letter")


def requests_at(viewer: Person, unit: AdminUnit, *, state: str = "") -> QuerySet[TaskRequest]:
    """Return the log of one register, as far as somebody may read it."""
    found = requests_visible_to(viewer).filter(unit=unit)
    return found.filter(state=state) if state else found


def requests_of_departments(viewer: Person) -> QuerySet[TaskRequest]:
    """Return what somebody's own departments asked for."""
    return TaskRequest.objects.filter(department__in=departments_of(viewer)).select_related(
        "department", "unit", "community", "letter"
    )


def letters_visible_to(viewer: Person) -> QuerySet[RefusalLetter]:
    return RefusalLetter.objects.filter(request__in=requests_visible_to(viewer)).select_related(
        "request", "unit", "rule__document", "rule__unit"
    )


def requests_to_answer(viewer: Person) -> QuerySet[TaskRequest]:
    """Return the open requests that somebody may answer: her register's, her communities'."""
    return TaskRequest.objects.filter(
        Q(unit__in=offices_kept_by(viewer)) | Q(community__in=communities_worked_for_by(viewer)),
        state=TaskRequest.State.ASKED,
    ).select_related("department", "unit", "community")


def second_looks_to_answer(viewer: Person) -> QuerySet[SecondLook]:
    return SecondLook.objects.filter(
        answered_at=None, task__unit__in=offices_kept_by(viewer)
    ).select_related("task")


def same_task(unit: AdminUnit, department: Organisation, name: str) -> TaskAdmission | None:
    return TaskAdmission.objects.filter(unit=unit, department=department, name=name).first()


def decided_by(person: Person) -> QuerySet[TaskAdmission]:
    return TaskAdmission.objects.filter(decided_by=person).order_by("-decided_at")


def requests_entered_by(person: Person) -> QuerySet[TaskRequest]:
    return TaskRequest.objects.filter(entered_by=person).order_by("-entered_at")


def second_looks_asked_by(person: Person) -> QuerySet[SecondLook]:
    return SecondLook.objects.filter(asked_by=person).select_related("task")
