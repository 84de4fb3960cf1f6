"""Sheets of paper: which were read once, and where two readers differ."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from mulin.commons.people.models import Person

from ..models import SheetReading, Survey, SurveySheet
from .surveys import surveys_held_by

MOST_PRINTED = 300


@dataclass(slots=True)
class SheetState:
    """How far one sheet has been read, and by whom."""

    sheet: SurveySheet
    readings: list[SheetReading] = field(default_factory=list)
    """Those of the last turn."""

    @property
    def is_read_once(self) -> bool:
        return len(self.readings) == 1

    @property
    def is_settled(self) -> bool:
        """Whether two read the same: a response, or that it is spoilt."""
        return hasattr(self.sheet, "response") or (
            len(self.readings) == 2 and all(one.is_spoilt for one in self.readings)
        )

    @property
    def differs(self) -> bool:
        return len(self.readings) == 2 and not self.is_settled

    @property
    def turn(self) -> int:
        """The turn that a reading made now belongs to."""
        if not self.readings:
            return 1
        last = self.readings[0].turn
        return last if self.is_read_once else last + 1

    def was_read_by(self, person: Person) -> bool:
        """Whether this person has read it in the turn that waits for another reader."""
        return self.is_read_once and self.readings[0].entered_by_id == person.pk


def sheets_of(survey: Survey) -> QuerySet[SurveySheet]:
    return SurveySheet.objects.filter(survey=survey)


def sheets_visible_to(viewer: Person) -> QuerySet[SurveySheet]:
    """Return the sheets the viewer may read."""
    return SurveySheet.objects.filter(survey__in=surveys_held_by(viewer))


def sheet_numbered(survey: Survey, number: int) -> SheetState | None:
    """Return a sheet with what was last read on it."""
    sheet = (
        sheets_of(survey)
        .filter(number=number)
        .select_related("response", "household__dwelling__entrance__building__compound__community")
        .first()
    )
    if sheet is None:
        return None
    readings = list(sheet.readings.select_related("entered_by", "household").order_by("-turn"))
    return SheetState(sheet, [one for one in readings if one.turn == readings[0].turn])


def waiting_sheets(survey: Survey) -> list[SheetState]:
    """Return the sheets that somebody still has to read, or read again."""
    states: dict[int, SheetState] = {}
    readings = SheetReading.objects.filter(sheet__survey=survey, sheet__response=None)
    for one in readings.select_related("sheet__response", "entered_by").order_by(
        "sheet__number", "turn"
    ):
        state = states.setdefault(one.sheet_id, SheetState(one.sheet))
        if state.readings and state.readings[0].turn != one.turn:
            state.readings = []
        state.readings.append(one)
    return [state for state in states.values() if not state.is_settled]


def sheets_to_print(
    survey: Survey, *, building: int = 0, first: int = 0, last: int = 0
) -> list[SurveySheet]:
    """Return the sheets of a building, or those from one number to another."""
    found = sheets_of(survey).select_related("household__dwelling__entrance__building")
    if building:
        found = found.filter(household__dwelling__entrance__building=building)
    else:
        found = found.filter(number__gte=first, number__lte=last)
    return list(found.order_by("number")[:MOST_PRINTED])


def sheet_counts(survey: Survey) -> tuple[int, int]:
    """Return how many sheets were printed and how many came back and count."""
    found = sheets_of(survey).aggregate(printed=Count("pk"), back=Count("response"))
    return found["printed"], found["back"]
