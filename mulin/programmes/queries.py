from django.db.models import QuerySet
from django.utils import timezone

from mulin.commons.places.models import AdminUnit

from .models import Cycle, Step


def cycles_running() -> QuerySet[Cycle]:
    """Return cycles with a step still to close, newest first."""
    return (
        Cycle.objects.filter(steps__closed_at=None)
        .distinct()
        .select_related("programme__host")
        .order_by("-started_at")
    )


def cycles_of(community: AdminUnit) -> QuerySet[Cycle]:
    """Return the cycles a community takes part in, newest first."""
    return (
        Cycle.objects.filter(participations__community=community)
        .select_related("programme")
        .order_by("-started_at")
    )


def open_steps(kind: str) -> QuerySet[Step]:
    """Return the steps of a kind that are open now."""
    now = timezone.now()
    return Step.objects.filter(
        kind=kind, closed_at=None, opens_at__lte=now, closes_at__gt=now
    ).select_related("cycle__programme__host")
