"""Meetings, what was said at them, and what waits for those who write it up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from mulin.commons.occasions.models import Occasion, Series
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Place
from mulin.commons.places.queries import parts_of, units_worked_for_by
from mulin.commons.places.roles import OFFICE
from mulin.commons.tasks.models import AgendaItem
from mulin.commons.topics.models import Topic

from ..models import (
    Attendance,
    HandCount,
    Meeting,
    MinutesCorrection,
    MinutesReply,
    Resolution,
    Voice,
    WayOut,
)

AHEAD = 8
"""How many meetings to come stand on a page."""


@dataclass(frozen=True, order=True)
class Line:
    """An option, a count of hands or a resolution."""

    kind: str
    pk: int
    agenda_item: int | None
    text: str
    number: int
    """A resolution's number, or how many raised a hand for it."""

    disagree: int
    abstain: int

    @property
    def total(self) -> int:
        return self.number + self.disagree + self.abstain

    @property
    def is_asked(self) -> bool:
        """Whether it ends in a question mark already."""
        return self.text.endswith(("？", "?"))

    @property
    def shares(self) -> list[str]:
        counts = (self.number, self.disagree, self.abstain)
        return [f"{100 * count / self.total:.1f}" if self.total else "0" for count in counts]


MINUTES = ("matter", "facts", "heard", "decided", "left")


def meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related(
        "occasion__unit", "occasion__series__host", "topic", "place", "facilitator"
    )


def with_numbers(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Add the how-manieth round of its topic and time of its series each meeting is."""
    rounds = Meeting.objects.filter(
        Q(occasion__on__lt=OuterRef("occasion__on"))
        | Q(occasion__on=OuterRef("occasion__on"), pk__lte=OuterRef("pk")),
        topic=OuterRef("topic"),
    ).exclude(occasion__state=Occasion.State.CALLED_OFF)
    times = Occasion.objects.filter(
        series=OuterRef("occasion__series"),
        on__lte=OuterRef("occasion__on"),
        state=Occasion.State.HELD,
    )
    return found.annotate(
        round_number=_count(rounds),
        time_number=_count(times),
        has_photos=Exists(Meeting.photos.through.objects.filter(meeting=OuterRef("pk"))),
        has_corrections=Exists(MinutesCorrection.objects.filter(meeting=OuterRef("pk"))),
        **LINES,
        has_agenda=Exists(AgendaItem.objects.filter(occasion=OuterRef("occasion"))),
        has_partners=Exists(
            Series.partners.through.objects.filter(series=OuterRef("occasion__series"))
        ),
    )


def with_word_of(found: QuerySet[Meeting], viewer: Person) -> QuerySet[Meeting]:
    """Add what one person said to the minutes: whether they are right, and what became of it."""
    own = MinutesReply.objects.filter(
        meeting=OuterRef("pk"), person=viewer.pk, person__isnull=False
    )
    return found.annotate(
        said_right=Subquery(own.values("is_right")[:1]),
        told=Subquery(own.values("answer")[:1]),
    )


def word_of_line(line: Attendance) -> MinutesReply | None:
    """Return what was said to the minutes by who signed the list without an account."""
    return MinutesReply.objects.filter(attendance=line).first()


def _count(found: QuerySet[Any]) -> Subquery:
    counted = found.order_by().annotate(all=Func(F("pk"), function="COUNT"))
    return Subquery(counted.values("all"))


def _rows_of(found: QuerySet[Any], kind: str, text: str, **numbers: str) -> ArraySubquery:
    counted = dict.fromkeys(("number", "disagree", "abstain"), Value(0)) | numbers
    row = JSONObject(kind=Value(kind), pk="pk", agenda_item="agenda_item_id", text=text, **counted)
    return ArraySubquery(found.filter(meeting=OuterRef("pk")).order_by().values_list(row))


LINES: dict[str, ArraySubquery] = {
    "rows_of_options": _rows_of(WayOut.objects.all(), "option", "text"),
    "rows_of_hands": _rows_of(
        HandCount.objects.all(),
        "hands",
        "question",
        number="agree",
        disagree="disagree",
        abstain="abstain",
    ),
    "rows_of_resolutions": _rows_of(
        Resolution.objects.filter(withdrawn_because=""), "resolution", "text", number="number"
    ),
}
"""What comes along with the meeting itself, in the same question."""


def lines_of(meeting: Meeting) -> list[Line]:
    """Return options, counts of hands and resolutions of a table."""
    if not hasattr(meeting, "rows_of_options"):
        meeting = Meeting.objects.annotate(**LINES).get(pk=meeting.pk)
    return sorted(Line(**row) for name in LINES for row in getattr(meeting, name))


def meetings_visible_to(viewer: Person) -> QuerySet[Meeting]:
    """Return the meetings a person may read about: public ones, hers, and her office's."""
    found = Q(occasion__is_public=True)
    if viewer.is_authenticated:
        came = Attendance.objects.filter(meeting=OuterRef("pk"), person=viewer.pk, struck_at=None)
        found |= Q(Exists(came)) | Q(occasion__unit__in=units_worked_for_by(viewer))
    return meetings().filter(found)


def meetings_kept_by(viewer: Person) -> QuerySet[Meeting]:
    """Return the meetings whose minutes a person writes."""
    return meetings().filter(occasion__unit__in=units_worked_for_by(viewer))


def units() -> QuerySet[AdminUnit]:
    """Return the places that may meet: all of them."""
    return AdminUnit.objects.all()


def held_at(unit: AdminUnit) -> QuerySet[Meeting]:
    """Return what was held at a unit and below it, the last first."""
    return (
        meetings()
        .filter(
            occasion__unit__path__startswith=unit.path,
            occasion__is_public=True,
            occasion__on__lte=timezone.localdate(),
        )
        .exclude(occasion__state=Occasion.State.PLANNED)
        .order_by("-occasion__on", "-id")
    )


def coming_at(unit: AdminUnit) -> QuerySet[Meeting]:
    """Return the next meetings at a unit and below it; of each series the next one alone."""
    return _coming(unit).filter(occasion__is_public=True)[:AHEAD]


def coming_to_office(unit: AdminUnit) -> QuerySet[Meeting]:
    """Return the same for its office: its own that not everybody may read of, but none of today."""
    todays = Q(occasion__unit=unit, occasion__on=timezone.localdate())
    open_or_own = Q(occasion__is_public=True) | Q(occasion__unit=unit)
    return _coming(unit).filter(open_or_own).exclude(todays)[:AHEAD]


def _coming(unit: AdminUnit) -> QuerySet[Meeting]:
    today = timezone.localdate()
    planned = Occasion.objects.filter(is_public=True, state=Occasion.State.PLANNED, on__gte=today)
    sooner = planned.filter(
        Q(on__lt=OuterRef("occasion__on"))
        | Q(on=OuterRef("occasion__on"), pk__lt=OuterRef("occasion")),
        series=OuterRef("occasion__series"),
    )
    return (
        meetings()
        .filter(
            ~Exists(sooner),
            occasion__unit__path__startswith=unit.path,
            occasion__state=Occasion.State.PLANNED,
            occasion__on__gte=today,
        )
        .order_by("occasion__on", "id")
    )


def to_do_at(unit: AdminUnit) -> list[Meeting]:
    """Return what waits for an office: meetings today, unheld, unwritten, answered as wrong."""
    wrong = MinutesReply.objects.filter(meeting=OuterRef("pk"), is_right=False, answered_at=None)
    found = (
        meetings()
        .filter(occasion__unit=unit, occasion__on__lte=timezone.localdate(), final_at=None)
        .filter(occasion__state__in=(Occasion.State.PLANNED, Occasion.State.HELD))
        .annotate(is_contradicted=Exists(wrong))
        .order_by("-occasion__on", "-id")
    )
    return list(found[: 3 * AHEAD])


def opinions_at(meeting: Meeting) -> list[Voice]:
    """Return what was said at a table, each with for whom, and what was about which matter."""
    found = (
        Voice.objects.filter(meeting=meeting, opinion__withdrawn_because="")
        .select_related("opinion__speaker", "opinion__building")
        .order_by("id")
    )
    return list(found)


def rounds_of(topic: Topic, viewer: Person) -> list[Meeting]:
    """Return the rounds of a topic a person may read about, the first first."""
    return list(
        meetings_visible_to(viewer)
        .filter(topic=topic)
        .exclude(occasion__state=Occasion.State.CALLED_OFF)
        .annotate(came=Count("attendances", filter=Q(attendances__struck_at=None)))
        .order_by("occasion__on", "id")
    )


def next_tables_of(unit: AdminUnit, kind: str = "") -> list[Occasion]:
    """Return the meetings to come onto whose agenda something can be put: open ones."""
    found = (
        Meeting.objects.filter(
            occasion__unit=unit,
            occasion__is_public=True,
            occasion__state=Occasion.State.PLANNED,
            occasion__on__gte=timezone.localdate(),
        )
        .select_related("occasion__unit")
        .order_by("occasion__on", "pk")
    )
    if kind:
        found = found.filter(occasion__kind=kind)
    return [one.occasion for one in found[:AHEAD]]


def items_mine(viewer: Person, unit: AdminUnit) -> QuerySet[AgendaItem]:
    """Return what a person brought up at a unit, the last first."""
    return (
        AgendaItem.objects.filter(raised_by=viewer.pk, unit=unit)
        .select_related("occasion")
        .order_by("-id")
    )


def topics_open_at(unit: AdminUnit) -> list[Topic]:
    return list(Topic.objects.filter(community__path__startswith=unit.path, state=Topic.State.OPEN))


def places_at(unit: AdminUnit) -> list[Place]:
    return list(Place.objects.filter(community__path__startswith=unit.path).order_by("name"))


def minutes_due(today: date) -> QuerySet[Meeting]:
    """Return the minutes whose time to be corrected is over and that nothing holds open."""
    wrong = MinutesReply.objects.filter(meeting=OuterRef("pk"), is_right=False, answered_at=None)
    return meetings().filter(
        ~Exists(wrong), shown_at__isnull=False, final_at=None, confirm_until__lt=today
    )


def minutes_to_answer(person: Person) -> QuerySet[Meeting]:
    """Return the minutes a person who was there may still confirm or correct."""
    said = MinutesReply.objects.filter(meeting=OuterRef("pk"), person=person.pk)
    return meetings().filter(
        ~Exists(said),
        Exists(Attendance.objects.filter(meeting=OuterRef("pk"), person=person.pk, struck_at=None)),
        shown_at__isnull=False,
        final_at=None,
        confirm_until__gte=timezone.localdate(),
    )


def replies_to_settle(viewer: Person) -> QuerySet[MinutesReply]:
    """Return what was said to be wrong in minutes a person's office wrote."""
    return MinutesReply.objects.filter(
        meeting__occasion__unit__in=units_worked_for_by(viewer)
    ).select_related("meeting__occasion__unit", "person", "attendance")


def unwritten_for(viewer: Person) -> QuerySet[Meeting]:
    """Return meetings without minutes yet, for their own office; not for the one above it."""
    own = {part.unit_id for part in parts_of(viewer) if part.role in OFFICE}
    return (
        meetings()
        .filter(
            occasion__unit__in=own,
            occasion__on__lte=timezone.localdate(),
            shown_at=None,
        )
        .exclude(occasion__kind="upkeep")
        .filter(occasion__state__in=(Occasion.State.PLANNED, Occasion.State.HELD))
        .order_by("occasion__on")
    )


def resolutions_kept_by(viewer: Person) -> QuerySet[Resolution]:
    """Return the resolutions in minutes a person's office writes."""
    return Resolution.objects.filter(
        meeting__occasion__unit__in=units_worked_for_by(viewer), withdrawn_because=""
    ).select_related("meeting__occasion__unit")
