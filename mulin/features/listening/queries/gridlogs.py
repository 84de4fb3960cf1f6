from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

from ..models import GridLog
from .units import communities_logged_by, communities_run_by


def logs() -> QuerySet[GridLog]:
    return GridLog.objects.select_related(
        "community", "grid", "building__compound", "photo", "written_by"
    )


def logs_visible_to(viewer: Person) -> QuerySet[GridLog]:
    """Return the viewer's own logs, while she still keeps one there, and those of her office."""
    own = Q(written_by=viewer.pk, community__in=communities_logged_by(viewer))
    return logs().filter(own | Q(community__in=communities_run_by(viewer)))


def logs_of(person: Person, community: AdminUnit) -> QuerySet[GridLog]:
    """Return what one person wrote in one community, the latest first."""
    return logs().filter(written_by=person, community=community)


def logs_written_by(person: Person) -> QuerySet[GridLog]:
    """Return everything one person wrote, for that person's own eyes."""
    return logs().filter(written_by=person)


def log_of_request(person: Person, key: str) -> GridLog | None:
    return GridLog.objects.filter(written_by=person, key=key).first()


def logs_by_day(found: Iterable[GridLog]) -> list[tuple[date, list[GridLog]]]:
    """Put logs under their days."""

    def day(log: GridLog) -> date:
        return timezone.localdate(log.happened_at)

    return [(on, list(ones)) for on, ones in groupby(found, day)]


def logs_found(
    community: AdminUnit,
    *,
    kind: str = "",
    writer: int | None = None,
    since: date | None = None,
    until: date | None = None,
    words: str = "",
) -> QuerySet[GridLog]:
    """Return a community's logs that fit, the latest first."""
    found = logs().filter(community=community)
    if kind:
        found = found.filter(kind=kind)
    if writer:
        found = found.filter(written_by=writer)
    if since:
        found = found.filter(happened_at__date__gte=since)
    if until:
        found = found.filter(happened_at__date__lte=until)
    if words:
        found = found.filter(Q(text__icontains=words) | Q(spot__icontains=words))
    return found


def writers_in(community: AdminUnit) -> list[Person]:
    """Return who keeps a log in a community."""
    writing = GridLog.objects.filter(community=community).order_by().values("written_by")
    return list(Person.objects.filter(pk__in=writing).order_by("pk"))
