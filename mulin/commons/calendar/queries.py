from datetime import MAXYEAR, MINYEAR

from django.db.models import QuerySet

from .days import WorkingDays
from .models import WorkdayOverride


def working_days() -> WorkingDays:
    """Return what is known about working days."""
    return WorkingDays(dict(WorkdayOverride.objects.values_list("date", "is_workday")))


def overrides_of(year: int) -> QuerySet[WorkdayOverride]:
    """Return one year's plan."""
    if not MINYEAR <= year <= MAXYEAR:
        return WorkdayOverride.objects.none()
    return WorkdayOverride.objects.filter(date__year=year)


def years_planned() -> list[int]:
    """Return the years of which something is known, the latest first."""
    years = WorkdayOverride.objects.dates("date", "year", order="DESC")
    return [day.year for day in years]
