from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from mulin.commons.organisations.models import Organisation, PartnerUnit
from mulin.commons.organisations.queries import organisations_known_to
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import units_worked_for_by

from .models import Occasion, Series

OFFICES = ("department", "police", "traffic_police", "enforcement", "property_company", "school")
MOST_A_YEAR = 600
MOST_TIMES = 60
LATELY = timedelta(days=90)
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""What a calendar shows; a year beyond is a slip of the finger."""

NEW_YEAR_IN_SIGHT = 11
"""From this month on, the next year's times are written down too."""


def is_in_reach(day: date) -> bool:
    """Return whether a day lies in the years that calendars show."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def horizon(today: date) -> date:
    """Return until when the times of every series are written down."""
    ahead = 1 if today.month >= NEW_YEAR_IN_SIGHT else 0
    return date(today.year + ahead, 12, 31)


def series_of(unit: AdminUnit) -> QuerySet[Series]:
    """Return the series of one unit, those that run first."""
    today = timezone.localdate()
    running = Q(ends_on=None) | Q(ends_on__gte=today)
    return Series.objects.filter(unit=unit).filter(running).order_by("starts_on", "id")


def units() -> QuerySet[AdminUnit]:
    """Return the units whose year anybody may read."""
    return AdminUnit.objects.all()


def series_with_next(unit: AdminUnit) -> QuerySet[Series]:
    """Return the series of one unit, each with the day of its next time."""
    coming = Occasion.objects.filter(
        series=OuterRef("pk"), state=Occasion.State.PLANNED, on__gte=timezone.localdate()
    ).order_by("on")
    return series_of(unit).annotate(next_on=Subquery(coming.values("on")[:1]))


def figures_of(occasions: Iterable[Occasion]) -> dict[str, int]:
    """Count how many were held, missed, moved and forgotten among these."""
    counted: Counter[str] = Counter()
    for one in occasions:
        counted[one.state] += 1
        counted["moved"] += one.is_moved
        counted["forgotten"] += one.is_forgotten
    return counted


def lately_and_soon(unit: AdminUnit) -> QuerySet[Occasion]:
    """Return what a calendar of a unit shows: a quarter back and all that is written down."""
    since = timezone.localdate() - LATELY
    found = Occasion.objects.filter(unit=unit, is_public=True, on__gte=since)
    return found.select_related("series")[:MOST_A_YEAR]


def partners_for(unit: AdminUnit) -> QuerySet[Organisation]:
    """Return the organisations that may sit at a unit's table: its partners, and offices."""
    joined = PartnerUnit.objects.filter(community=unit, until_on=None).values("organisation")
    return organisations_known_to(unit).filter(Q(pk__in=joined) | Q(kind__in=OFFICES))


def series_visible_to(viewer: Person) -> QuerySet[Series]:
    """Return the series a person may change."""
    return Series.objects.filter(unit__in=units_worked_for_by(viewer)).select_related(
        "unit", "host"
    )


def series_to_extend(today: date) -> QuerySet[Series]:
    """Return the series whose times are not all written down."""
    until = horizon(today)
    return (
        Series.objects.filter(Q(planned_through=None) | Q(planned_through__lt=until))
        .filter(Q(ends_on=None) | Q(ends_on__gt=today))
        .order_by("pk")
    )


def occasions_visible_to(viewer: Person | None) -> QuerySet[Occasion]:
    """Return what a person may know of: what is public, and what she plans."""
    found = Q(is_public=True)
    if viewer is not None and viewer.is_authenticated:
        found |= Q(unit__in=units_worked_for_by(viewer))
    return Occasion.objects.filter(found).select_related("unit", "series")


def occasions_of(unit: AdminUnit, year: int) -> QuerySet[Occasion]:
    """Return what takes place at one unit in one year."""
    return Occasion.objects.filter(unit=unit, on__year=year).select_related("series")


def coming_at(unit: AdminUnit) -> QuerySet[Occasion]:
    """Return what is still to come at one unit, the next first."""
    today = timezone.localdate()
    return Occasion.objects.filter(
        unit=unit, state=Occasion.State.PLANNED, on__gte=today, is_public=True
    ).select_related("series")


def next_of(series: Series, *, after: date | None = None) -> Occasion | None:
    """Return the next time of a series."""
    return (
        series.occasions.filter(state=Occasion.State.PLANNED, on__gte=after or timezone.localdate())
        .order_by("on", "id")
        .first()
    )


def before(occasion: Occasion) -> QuerySet[Occasion]:
    """Return the earlier times of an occasion's series, the last first."""
    if occasion.series_id is None:
        return Occasion.objects.none()
    return (
        Occasion.objects.filter(series=occasion.series_id, on__lte=occasion.on)
        .exclude(pk=occasion.pk)
        .order_by("-on", "-id")
    )
