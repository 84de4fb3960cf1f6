"""Until when an idea must be answered: so many natural or working days after it came."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from mulin.commons.calendar.days import DayKind, WorkingDays
from mulin.commons.calendar.queries import working_days
from mulin.programmes.models import Step

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """How long a step of screening leaves for an answer."""

    days: int
    kind: str
    calendar: WorkingDays

    def of(self, came_at: datetime) -> date:
        """Return the last day on which what came then can be answered in time."""
        return self.calendar.add(timezone.localdate(came_at), self.days, self.kind)

    def passed_for_all_before(self) -> datetime:
        """Return the moment before which everything that came is overdue by now."""
        today = timezone.localdate()
        day = today
        while self.calendar.add(day, self.days, self.kind) >= today:
            day -= ONE_DAY
        start = datetime.combine(day + ONE_DAY, datetime.min.time())
        return timezone.make_aware(start)

    def is_over(self, came_at: datetime) -> bool:
        return self.of(came_at) < timezone.localdate()


def deadline_of(step: Step, working: WorkingDays | None = None) -> Deadline:
    """Return how long a step of screening leaves; older steps count natural days."""
    kind = step.settings.get("reply_day_kind", DayKind.NATURAL)
    calendar = WorkingDays()
    if kind == DayKind.WORKING:
        calendar = working or working_days()
    return Deadline(step.settings["reply_days"], kind, calendar)
