"""How a place fares with its cases: a few questions, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Avg, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.tasks.models import ActionItem, AgendaItem
from mulin.commons.tasks.queries import items_visible_to, open_first

from .. import states
from ..models import CalledUnit, Case
from ..models.cases import SATISFIED

A_DAY = timedelta(days=1)
FOUND_BY_STAFF = (Case.Source.PROACTIVE, Case.Source.GRID_LOG)
SOLVED = Q(state__in=states.DONE)


@dataclass(frozen=True)
class Figures:
    """What came in some time and what became of it."""

    came: int
    answered: int
    answerable: int
    solved: int
    passed_on: int
    rated: int
    satisfied: int
    first_contact: int
    by_us: int
    found: int
    brought: int
    late: int
    waiting: int

    @property
    def response(self) -> Decimal | None:
        """Of a hundred, how many somebody took within a day."""
        return percent(self.answered, self.answerable)

    @property
    def solution(self) -> Decimal | None:
        """Of a hundred that came, how many are solved."""
        return percent(self.solved, self.came - self.passed_on)

    @property
    def satisfaction(self) -> Decimal | None:
        """Of a hundred that were rated, how many got four or five of five."""
        return percent(self.satisfied, self.rated)

    @property
    def first_contact_completion(self) -> Decimal | None:
        """
        Of a hundred solved, how many by whom their reporter asked first.

        Kinds that the law gives to a department are left out.
        """
        return percent(self.first_contact, self.by_us)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share of a hundred to the first decimal, or nothing when there is no whole."""
    if not whole:
        return None
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def figures_of(unit: AdminUnit, since: datetime) -> Figures:
    """Count the cases of a unit that came since a moment; one question."""
    now = timezone.now()
    in_time = Q(answered_at__lte=F("came_at") + A_DAY)
    ours = SOLVED & Q(kind__is_by_law=False)
    counted = (
        _of(unit)
        .filter(came_at__gte=since)
        .aggregate(
            came=Count("pk"),
            answered=Count("pk", filter=in_time),
            answerable=Count("pk", filter=in_time | Q(came_at__lte=now - A_DAY)),
            solved=Count("pk", filter=SOLVED),
            passed_on=Count("pk", filter=Q(state=states.State.TRANSFERRED)),
            rated=Count("satisfaction"),
            satisfied=Count("pk", filter=Q(satisfaction__gte=SATISFIED)),
            first_contact=Count("pk", filter=ours & Q(resolved_by=F("first_contact"))),
            by_us=Count("pk", filter=ours),
            found=Count("pk", filter=Q(source__in=FOUND_BY_STAFF)),
            brought=Count("pk", filter=~Q(source__in=FOUND_BY_STAFF)),
            late=Count("pk", filter=Q(state__in=states.RUNNING, due_at__lt=now)),
            waiting=Count("pk", filter=Q(state=states.State.WAITING)),
        )
    )
    return Figures(**counted)


def _of(unit: AdminUnit) -> QuerySet[Case]:
    if unit.is_community:
        return Case.objects.filter(community=unit)
    return Case.objects.filter(community__path__startswith=unit.path)


def public_cases(community: AdminUnit) -> QuerySet[Case]:
    """Return what neighbours may read of, the newest first."""
    return Case.objects.filter(community=community, is_public=True).select_related(
        "kind", "building__compound", "shared_place", "reporter"
    )


@dataclass(frozen=True)
class Chronic:
    """One of the five chronic problems: how many compounds have it, and how many cases."""

    label: str
    compounds: int
    cases: int
    open: int


def chronic_problems(unit: AdminUnit) -> list[Chronic]:
    """Return the chronic problems in their order, each with how many compounds have it."""
    compound = Coalesce("building__compound", "shared_place__compound")
    counted = (
        _of(unit)
        .exclude(problem="")
        .order_by()
        .values("problem")
        .annotate(
            compounds=Count(compound, distinct=True),
            cases=Count("pk"),
            still_open=Count("pk", filter=Q(state__in=states.OPEN)),
        )
    )
    met = {one["problem"]: one for one in counted}
    return [
        Chronic(str(label), met[key]["compounds"], met[key]["cases"], met[key]["still_open"])
        for key, label in Case.ChronicProblem.choices
        if key in met
    ]


@dataclass(frozen=True)
class Fared:
    """How one community below an office fares."""

    community: AdminUnit
    came: int
    waiting_for_somebody: int
    late: int
    raised: int


def communities_fared(unit: AdminUnit, since: datetime) -> list[Fared]:
    """Return how each community of a unit fares, by their names and never by their rank."""
    late = Q(state__in=states.RUNNING, due_at__lt=timezone.now())
    raised = Q(state__in=states.OPEN) & ~Q(level=Case.Level.COMMUNITY)
    counted = (
        _of(unit)
        .order_by()
        .values("community")
        .annotate(
            came=Count("pk", filter=Q(came_at__gte=since)),
            waiting_for_somebody=Count("pk", filter=Q(state=states.State.NEW)),
            late=Count("pk", filter=late),
            raised=Count("pk", filter=raised),
        )
    )
    fared = {one["community"]: one for one in counted}
    here = AdminUnit.objects.filter(
        path__startswith=unit.path, level=AdminUnit.Level.COMMUNITY, pk__in=fared
    )
    return [
        Fared(
            one,
            came=fared[one.pk]["came"],
            waiting_for_somebody=fared[one.pk]["waiting_for_somebody"],
            late=fared[one.pk]["late"],
            raised=fared[one.pk]["raised"],
        )
        for one in here.order_by("path")
    ]


def response_times(unit: AdminUnit, since: datetime) -> list[dict[str, Any]]:
    """Return for each organisation called: how often, how often it came, how fast, how rated."""
    took = models.ExpressionWrapper(
        F("checked_in_at") - F("whistle__sounded_at"), output_field=models.DurationField()
    )
    counted = (
        CalledUnit.objects.filter(
            whistle__case__in=_of(unit).values("pk"), whistle__sounded_at__gte=since
        )
        .order_by()
        .values(name=F("organisation__name"))
        .annotate(
            called=Count("pk"),
            came=Count("checked_in_at"),
            in_time=Count("pk", filter=Q(checked_in_at__lte=F("whistle__come_by"))),
            wait=Avg(took),
            rating=Avg("rating"),
        )
        .order_by("name")
    )
    return [dict(one) | {"minutes": _minutes(one["wait"])} for one in counted]


def _minutes(wait: timedelta | None) -> int | None:
    return int(wait.total_seconds() // 60) if wait is not None else None


def promises_for(case: Case, viewer: Person) -> QuerySet[ActionItem]:
    """Return what was promised for a case, as far as the viewer may look at it."""
    kind, key = things.key_of(case)
    promised = items_visible_to(viewer).filter(origin_type=kind, origin_id=key)
    return open_first(promised)


def story_sources(case: Case, *, in_public: bool) -> Iterable[models.Model]:
    """Return everything that belongs to a case's story: itself, and what was begun for it."""
    kind, key = things.key_of(case)
    origin = {"origin_type": kind, "origin_id": key}
    brought = AgendaItem.objects.filter(**origin).order_by()
    promised = ActionItem.objects.filter(**origin).order_by()
    if in_public:
        promised = promised.filter(is_public=True)
    found = brought.values_list("pk", Value(0)).union(promised.values_list("pk", Value(1)))
    return [
        case,
        *((AgendaItem, ActionItem)[model](pk=pk) for pk, model in found),
        *things.begun_for(case),
    ]
