"""Items, points, when they are open and how far they are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mulin.commons.calendar.days import WorkingDays
from mulin.commons.calendar.queries import working_days
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building
from mulin.commons.places.queries import (
    ancestors_of,
    buildings_of,
    communities_worked_for_by,
    in_order,
    memberships_now,
    parts_of,
    units_worked_for_by,
)
from mulin.commons.places.roles import COMMUNITY_OFFICE, UPPER_OFFICE, Role

from ..hours import Hours, Span
from ..models import (
    DutyShift,
    Matter,
    OpeningException,
    ServiceItem,
    ServicePoint,
    WalkingTime,
)

MOST_ITEMS = 500
MOST_POINTS = 30
MOST_BUILDINGS = 200
FAR = 1000
TWO_WEEKS = timedelta(days=13)
WINDOW_ROLES = COMMUNITY_OFFICE | UPPER_OFFICE | {Role.WINDOW_CLERK, Role.GRID_WORKER}


def points() -> QuerySet[ServicePoint]:
    """Return every point there is; where windows are is for everybody to know."""
    return ServicePoint.objects.filter(retired_on=None).select_related("unit__parent")


def points_in(unit: AdminUnit) -> QuerySet[ServicePoint]:
    return (
        points()
        .filter(unit__path__startswith=unit.path)
        .prefetch_related("items", "hours", "exceptions")[:MOST_POINTS]
    )


def points_with_hours() -> QuerySet[ServicePoint]:
    return points().prefetch_related("items", "hours", "exceptions")


def points_doing(item: ServiceItem) -> list[dict[str, Any]]:
    """Return the points that do an item, each with whether it is open now."""
    found = points().filter(items=item).prefetch_related("hours", "exceptions")
    return points_open_at(found[:MOST_POINTS])


def points_kept_by(viewer: Person) -> QuerySet[ServicePoint]:
    return points().filter(unit__in=units_worked_for_by(viewer))


def points_served_by(viewer: Person) -> QuerySet[ServicePoint]:
    """Return the points at whose windows the viewer sits."""
    if not viewer.is_authenticated:
        return ServicePoint.objects.none()
    reach = Q(pk__in=[])
    for part in parts_of(viewer):
        if part.role == Role.GRID_WORKER:
            if part.grid_id:
                reach |= Q(
                    pk__in=ServicePoint.grids.through.objects.filter(grid_id=part.grid_id).values(
                        "servicepoint_id"
                    )
                )
        elif part.role in WINDOW_ROLES:
            reach |= Q(unit__path__startswith=part.unit.path)
    return points().filter(reach)


def points_at_work(viewer: Person) -> QuerySet[ServicePoint]:
    """Return the viewer's windows, each with how many wait there today and are in hand."""
    here = Matter.objects.filter(point=OuterRef("pk")).order_by().values("point")
    count = here.annotate(n=Count("pk")).values("n")
    today = count.filter(on=timezone.localdate(), state__in=Matter.COMING)
    return points_served_by(viewer).annotate(
        coming=Coalesce(Subquery(today), 0),
        in_hand=Coalesce(Subquery(count.filter(state__in=Matter.OPEN)), 0),
    )


def units_kept(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the communities whose points and catalogue the viewer keeps."""
    return communities_worked_for_by(viewer)


def grid_keys_of(point: ServicePoint) -> set[int]:
    return set(point.grids.values_list("pk", flat=True))


def items_for(unit: AdminUnit) -> QuerySet[ServiceItem]:
    """Return what may be done in a unit: its own catalogue and those of the offices above."""
    return ServiceItem.objects.filter(
        Q(unit=unit) | Q(unit__in=ancestors_of(unit)), retired_on=None
    ).order_by("category", "name")[:MOST_ITEMS]


def items_in(unit: AdminUnit) -> QuerySet[ServiceItem]:
    """Return a unit's own catalogue."""
    return ServiceItem.objects.filter(unit=unit, retired_on=None).order_by("category", "name")


def items_of(point: ServicePoint) -> list[ServiceItem]:
    """Return what a point does, one kind after the other."""
    return in_order_of_kinds(one for one in point.items.all() if one.retired_on is None)


def in_order_of_kinds(items: Iterable[ServiceItem]) -> list[ServiceItem]:
    kinds = ServiceItem.Category.values
    return sorted(items, key=lambda one: (kinds.index(one.category), one.name))


def item_visible_to_all() -> QuerySet[ServiceItem]:
    return ServiceItem.objects.filter(retired_on=None).select_related("unit")


def items_kept_by(viewer: Person) -> QuerySet[ServiceItem]:
    return item_visible_to_all().filter(unit__in=units_worked_for_by(viewer))


def hours_of(point: ServicePoint, days: WorkingDays | None = None) -> Hours:
    """Return when a point is open; reads what was prefetched, when it was."""
    week: dict[int, list[Span]] = defaultdict(list)
    for one in point.hours.all():
        week[one.day].append((one.opens_at, one.closes_at))
    exceptions: dict[date, list[Span]] = {
        one.on: [(one.opens_at, one.closes_at)] if one.opens_at and one.closes_at else []
        for one in point.exceptions.all()
    }
    return Hours(week, exceptions, days or working_days())


def points_open_at(found: Iterable[ServicePoint]) -> list[dict[str, Any]]:
    """Return points, each with its hours and whether it is open now."""
    now, days = timezone.localtime(), working_days()
    return [standing(point, hours_of(point, days), now) for point in found]


def standing(point: ServicePoint, hours: Hours, now: Any) -> dict[str, Any]:
    """Return a point and whether it is open at a moment, until when, or when next."""
    closes = hours.closes(now)
    opens = None if closes else hours.next_opening(now)
    return {
        "point": point,
        "hours": hours,
        "closes": closes,
        "next": opens,
        "days_off": (opens[0] - now.date()).days if opens else None,
        "today": hours.spans_on(now.date()),
    }


def point_for(building: Building) -> Any:
    """
    Return whose window a building's people go to, with how many minutes it is on foot.

    That is its grid's, or else the nearest; where nobody walked, the only one there is.
    """
    walks = WalkingTime.objects.filter(point=OuterRef("pk"), building=building).values("minutes")
    of_grid = ServicePoint.grids.through.objects.filter(
        servicepoint=OuterRef("pk"), grid=building.grid_id
    )
    here = Q(unit=building.compound.community) | Q(Exists(of_grid))
    found = list(
        points()
        .filter(here)
        .annotate(minutes=Subquery(walks), is_of_grid=Exists(of_grid))
        .prefetch_related("hours", "exceptions")
    )
    nearest = min(found, key=lambda one: (not one.is_of_grid, one.minutes or FAR), default=None)
    is_meant = nearest and (nearest.is_of_grid or nearest.minutes or len(found) == 1)
    return nearest if is_meant else None


def walks_to(point: ServicePoint) -> dict[int, int]:
    """Return how many minutes it is from each building that was walked from."""
    return dict(WalkingTime.objects.filter(point=point).values_list("building", "minutes"))


def buildings_near(point: ServicePoint) -> list[Building]:
    """Return the buildings of a point's grids; all of its community where it has no grid."""
    found = buildings_of(point.unit)
    if grids := grid_keys_of(point):
        found = found.filter(grid__in=grids)
    return sorted(found[:MOST_BUILDINGS], key=lambda one: in_order(one.full_name))


def buildings_beyond(community: AdminUnit, minutes: int) -> dict[str, list[Any]]:
    """Return the buildings from which the nearest point is farther, and those nobody walked."""
    nearest = dict(
        WalkingTime.objects.filter(building__compound__community=community, point__retired_on=None)
        .order_by()
        .values_list("building")
        .annotate(nearest=Min("minutes"))
    )
    found: dict[str, list[Any]] = {"far": [], "unknown": [], "near": []}
    for building in sorted(buildings_of(community), key=lambda one: in_order(one.full_name)):
        walk = nearest.get(building.pk)
        kind = "unknown" if walk is None else "far" if walk > minutes else "near"
        found[kind].append((building, walk))
    return found


def shifts_of(point: ServicePoint, first: date, last: date) -> QuerySet[DutyShift]:
    return DutyShift.objects.filter(point=point, on__range=(first, last)).select_related("person")


def colleagues_of(point: ServicePoint) -> list[Person]:
    """Return who may sit at a point's window, by name; those of its community come first."""
    above = [*ancestors_of(point.unit), point.unit]
    grids = grid_keys_of(point)
    parts = (
        memberships_now()
        .filter(unit__in=above, role__in=WINDOW_ROLES)
        .filter(~Q(role=Role.GRID_WORKER) | Q(grid__in=grids))
        .select_related("person", "unit")
        .order_by("-unit__path", "person__full_name")
    )
    return list({part.person_id: part.person for part in parts if part.person.is_active}.values())


def offices_above(point: ServicePoint) -> list[AdminUnit]:
    """Return the offices to which a matter may be passed on, the nearest first."""
    levels = AdminUnit.Level
    known = (levels.COMMUNITY, levels.SUBDISTRICT, levels.DISTRICT)
    chain = [*ancestors_of(point.unit), point.unit]
    return [unit for unit in reversed(chain) if unit.level in known]


def exceptions_of(point: ServicePoint) -> QuerySet[OpeningException]:
    """Return the days that are not as usual, from today on, with how many are awaited then."""
    booked = Matter.objects.filter(
        point=OuterRef("point"), on=OuterRef("on"), state=Matter.State.BOOKED
    )
    counted = booked.order_by().values("point").annotate(n=Count("pk")).values("n")
    found = point.exceptions.filter(on__gte=timezone.localdate())
    return found.select_related("point__unit").annotate(booked=Coalesce(Subquery(counted), 0))


def exceptions_kept_by(viewer: Person) -> QuerySet[OpeningException]:
    kept = points_kept_by(viewer).values("pk")
    return OpeningException.objects.filter(point__in=kept).select_related("point__unit")


def shifts_kept_by(viewer: Person) -> QuerySet[DutyShift]:
    kept = points_kept_by(viewer).values("pk")
    return DutyShift.objects.filter(point__in=kept).select_related("point__unit")
