"""Files of households that were handed in."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person

from ..models import AdminUnit, RollImport
from .units import communities_worked_for_by


def rolls_of(community: AdminUnit) -> QuerySet[RollImport]:
    """Return the files handed in for a community, newest first."""
    return RollImport.objects.filter(community=community).select_related("by").order_by("-id")


def rolls_visible_to(viewer: Person) -> QuerySet[RollImport]:
    return RollImport.objects.filter(
        community__in=communities_worked_for_by(viewer)
    ).select_related("community", "by")


def roll_waiting(roll_id: int) -> RollImport | None:
    """Return a file the worker has something to do with."""
    roll = (
        RollImport.objects.select_related("community", "compound", "by").filter(pk=roll_id).first()
    )
    return roll if roll and roll.is_waiting else None


LYING = timedelta(minutes=1)
"""After how long without progress work counts as left lying."""


def rolls_left_lying() -> QuerySet[RollImport]:
    """Return the files that were begun and not finished, because whoever worked on them died."""
    return RollImport.objects.filter(
        state__in=(RollImport.State.UPLOADED, RollImport.State.CONFIRMED),
        progress_at__lt=timezone.now() - LYING,
    ).select_related("community", "by")
