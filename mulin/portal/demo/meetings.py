"""What the demo's communities said at tables, decided and promised."""

from datetime import time
from typing import Any

from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.occasions.actions import extend_series, miss_occasion, start_series
from mulin.commons.people.models import Person
from mulin.commons.places.actions import found_place
from mulin.commons.places.models import Place
from mulin.commons.tasks import actions as tasks
from mulin.commons.topics.actions import write_settlement
from mulin.commons.topics.models import Topic
from mulin.commons.topics.terms import Term
from mulin.features.meetings import actions as meetings
from mulin.features.meetings.models import Meeting

from .clock import at
from .data import Story
from .town import Town

DESCRIBED = ("kind", "title", "where", "changed", "incident", "for_everybody")
MOST_NAMED = 12
"""So many sign the list by name; the demo counts the others."""


def meet(story: Story, town: Town) -> None:
    """Start the series of the year, hold what was held, and leave some matters in the box."""
    known = {row["ref"]: _series(story, town, row) for row in story.rows["series"]}
    told = sorted(story.rows["meetings"], key=lambda row: row["day"])
    for row in told:
        _Table(story, town, row, known.get(row.get("series", ""))).act_out()
    for series in known.values():
        extend_series(actor=None, series=series)
    for row in story.rows["box"]:
        unit = town.units[row["community"]]
        tasks.bring_up(
            actor=town.neighbours[row["community"]][0],
            unit=unit,
            title=row["title"],
            detail=row.get("detail", ""),
        )


def _series(story: Story, town: Town, row: dict[str, Any]) -> Any:
    with at(story.moment(row["since"], 9)):
        return start_series(
            actor=town.people[row["by"]],
            unit=town.units[row["community"]],
            kind=row["kind"],
            name=row["name"],
            cadence=Cadence(
                "month", row["every"], row.get("month_day"), row.get("weekday"), row.get("nth")
            ),
            starts_on=story.day(row["since"]),
            starts_at=time.fromisoformat(row["starts_at"]),
            where=row["where"],
            required_roles=row["roles"],
            partners=[town.organisations[ref] for ref in row.get("partners", [])],
        )


class _Table:
    """One meeting while it is acted out."""

    def __init__(self, story: Story, town: Town, row: dict[str, Any], series: Any) -> None:
        self.story, self.town, self.row, self.series = story, town, row, series
        self.unit = series.unit if series else town.units[row["community"]]
        by = row.get("by") or next(
            one["by"] for one in story.rows["series"] if one["ref"] == row["series"]
        )
        self.actor: Person = town.people[by]
        self.meeting: Meeting

    def act_out(self) -> None:
        self.meeting = self._laid()
        items = [(self._brought(one), one) for one in self.row.get("items", [])]
        self.day = self.meeting.occasion.on
        if because := self.row.get("missed"):
            with at(self._moment(20)):
                miss_occasion(actor=self.actor, occasion=self.meeting.occasion, because=because)
            return
        with at(self._moment(20)):
            self._come()
            self._talk(self.row, None)
            for item, told in items:
                self._talk(told, item)
            fields = ("matter", "facts", "heard", "decided")
            self._note(
                meetings.write_draft, **{key: self.row[key] for key in fields if key in self.row}
            )
            self._settle()
        with at(self._moment(22)):
            meetings.show_minutes(actor=self.actor, meeting=self.meeting)
        if self.row.get("final"):
            meetings.finish_minutes(actor=None, meeting=self.meeting)

    def _moment(self, hour: int) -> Any:
        return self.story.moment(self.day - self.story.shift, hour)

    def _laid(self) -> Meeting:
        on = self.story.day(self.row["day"])
        if self.series:
            occasions = self.series.occasions.filter(on__lte=timezone.localdate())
            nearest = min(occasions, key=lambda one: abs((one.on - on).days))
            return Meeting.objects.get(occasion=nearest)
        with at(self.story.moment(self.row["day"], 9)):
            return meetings.call_meeting(
                actor=self.actor,
                unit=self.unit,
                on=on,
                topic=Topic.objects.filter(title=self.row.get("topic", "")).first(),
                place=self._place(),
                **{key: self.row[key] for key in DESCRIBED if key in self.row},
            )

    def _place(self) -> Place | None:
        name = self.row.get("place")
        if not name:
            return None
        found = Place.objects.filter(name=name, community=self.unit).first()
        return found or found_place(
            actor=self.actor, community=self.unit, kind=Place.Kind.SPORTS_COURT, name=name
        )

    def _brought(self, told: dict[str, Any]) -> Any:
        with at(self.story.moment(self.meeting.occasion.on - self.story.shift, 9)):
            item = tasks.bring_up(
                actor=self.actor,
                unit=self.unit,
                title=told["title"],
                organisation=self.town.organisations[told["raised_by"]],
            )
            return tasks.put_on_agenda(actor=self.actor, item=item, occasion=self.meeting.occasion)

    def _note(self, act: Any, **what: Any) -> Any:
        return act(actor=self.actor, meeting=self.meeting, **what)

    def _come(self) -> None:
        left, named = self.row.get("others", 0), 0
        for role, many in self.row["came"].items():
            for number in range(min(many, MOST_NAMED if role == "resident" else many)):
                name = self._name(named, number)
                self._note(meetings.note_attendance, name=name, role=role)
                named += 1
            left += max(0, many - MOST_NAMED) if role == "resident" else 0
        for ref in self.row.get("units", []):
            name = self._name(named, named)
            named += 1
            self._note(
                meetings.note_attendance,
                name=name,
                role="partner_contact",
                organisation=self.town.organisations[ref],
            )
        if left:
            self._note(meetings.note_others, others=left)

    def _name(self, one: int, other: int) -> str:
        surnames, given = self.story.rows["surnames"], self.story.rows["given"]
        return surnames[one % len(surnames)] + given[other % len(given)]

    def _talk(self, told: dict[str, Any], item: Any) -> None:
        for one in told.get("opinions", []):
            self._note(
                meetings.note_said,
                kind=one["kind"],
                text=one["text"],
                speaker_name=one.get("who", ""),
                spoken_for=one.get("for", ""),
                said=meetings.Said(agenda_item=item),
            )
        for text in told.get("options", []):
            self._note(meetings.note_option, text=text, said=meetings.Said(agenda_item=item))
        for hands in told.get("hands", []):
            self._note(meetings.note_show_of_hands, said=meetings.Said(agenda_item=item), **hands)
        for text in told.get("resolutions", []):
            self._note(meetings.note_resolution, text=text, said=meetings.Said(agenda_item=item))
        for one in told.get("promises", []):
            self._promise(one, item)

    def _promise(self, told: dict[str, Any], item: Any) -> None:
        keeper = told["keeper"]
        promised = self._note(
            meetings.note_promise,
            what=told["what"],
            keeper=self.town.organisations.get(keeper) or self.town.units[keeper],
            due_on=self.story.day(told["due"]),
            said=meetings.Said(agenda_item=item),
        )
        if "kept" in told:
            with at(self.story.moment(told["kept"], 17)):
                tasks.keep_promise(actor=self.actor, item=promised, note=told["note"])

    def _settle(self) -> None:
        told = self.row.get("settlement")
        if told is None:
            return
        write_settlement(
            actor=self.actor,
            occasion=self.meeting.occasion,
            kind="time_share",
            words=told["words"],
            place=self.meeting.place,
            parties=told["parties"],
            groups=list(told["parties"]),
            from_on=self.day,
            terms=[
                Term(use, time.fromisoformat(start), time.fromisoformat(end), party=who)
                for use, start, end, who in told["terms"]
            ],
        )
