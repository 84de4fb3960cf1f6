"""When each proposal is presented."""

from django.db.models import QuerySet

from mulin.programmes.models import Proposal, Step

from ..models import Timetable, TimetableSlot
from .contests import entries_of


def timetable_of(step: Step) -> Timetable | None:
    return Timetable.objects.filter(step=step).first()


def slots_of(timetable: Timetable) -> QuerySet[TimetableSlot]:
    """Return a timetable's slots in the order of the day."""
    return timetable.slots.select_related("proposal__community", "proposal__cycle").order_by(
        "starts_at", "pk"
    )


def without_slot(step: Step) -> QuerySet[Proposal]:
    """Return the competing proposals that are on no timetable."""
    placed = TimetableSlot.objects.filter(timetable__step=step).values("proposal")
    return entries_of(step).exclude(pk__in=placed)
