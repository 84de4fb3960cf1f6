"""Meetings and those around the table, for tests."""

from datetime import date, time, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.utils import timezone

from mulin.commons.occasions.actions import plan_occasion, start_series
from mulin.commons.occasions.tests.gatherings import staff
from mulin.commons.people.models import Person
from mulin.commons.places.tests.people import Town
from mulin.commons.tasks.tests.promises import neighbour
from mulin.web.tests.doors import RESIDENT

from .. import actions
from ..models import Attendance, Meeting, MinutesReply, Resolution

__all__ = ["neighbour", "staff"]


def today() -> date:
    return timezone.localdate()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def a_meeting(
    town: Town, *, kind: str = "coordination", on: date | None = None, **how: Any
) -> Meeting:
    facts = {"title": "榕树下第一次碰头", "where": "大榕树下", "starts_at": time(19, 30)}
    if kind == "mediation":
        facts["incident"] = "球擦过老人的肩膀"
    return actions.call_meeting(
        actor=staff(town), unit=town.community, kind=kind, on=on or today(), **facts | how
    )


def table(town: Town, kind: str, **how: Any) -> Meeting:
    """Lay the first table of a new series, today."""
    series = start_series(
        actor=staff(town), unit=town.community, kind=kind, starts_on=today(), **how
    )
    meeting = Meeting.objects.filter(occasion__series=series).order_by("occasion__on")[0]
    return on_day(meeting, today())


def on_day(meeting: Meeting, day: date) -> Meeting:
    """Let a meeting have been announced for another day."""
    occasion = meeting.occasion
    occasion.planned_on = occasion.on = day
    occasion.save()
    return meeting


def note(town: Town, act: Any, meeting: Meeting, **what: Any) -> Any:
    return act(actor=staff(town), meeting=meeting, **what)


def signed_in(town: Town, meeting: Meeting, who: Person | None = None) -> Person:
    person = who or neighbour(town)
    actions.sign_in(actor=person, meeting=meeting)
    return person


def among_those_who_came(town: Town) -> Meeting:
    """Return the shown minutes of a mediation that is not for everybody."""
    return shown(town, kind="mediation", title="三楼和四楼")


def written(town: Town, **how: Any) -> Meeting:
    """Return a meeting somebody came to, with minutes that are not shown yet."""
    meeting = a_meeting(town, **how)
    signed_in(town, meeting)
    say = partial(note, town, meeting=meeting)
    say(actions.note_said, kind="need", text="小区里没有路灯", speaker_name="蒲秀英")
    say(actions.note_said, kind="constraint", text="不要占用停车位", speaker_name="任德贵")
    say(actions.note_show_of_hands, question="先做照明？", agree=61, disagree=1, abstain=1)
    say(actions.note_resolution, text="先做照明与器材")
    say(actions.note_promise, what="请人来量一次亮度", keeper=town.community, due_on=in_days(10))
    say(actions.write_draft, matter="三号院缺什么", decided="先照明，车位不减")
    meeting.refresh_from_db()
    return meeting


def shown(town: Town, **how: Any) -> Meeting:
    return actions.show_minutes(actor=staff(town), meeting=written(town, **how))


def signed_line(town: Town, **how: Any) -> Attendance:
    """Return the line of a neighbour without an account in minutes that are shown."""
    meeting = written(town, starts_at=None, **how)
    line = actions.sign_in_by_name(
        actor=None, meeting=meeting, name="蒲秀英", door="301", receipt=uuid4()
    )
    actions.show_minutes(actor=staff(town), meeting=meeting)
    return line


def contradicted(town: Town) -> MinutesReply:
    meeting = shown(town)
    return actions.reply_to_minutes(
        actor=town.people[RESIDENT], meeting=meeting, is_right=False, text="是器材先，照明后"
    )


def a_resolution(town: Town) -> Resolution:
    return written(town).resolutions.get()


def single(town: Town) -> Any:
    return plan_occasion(
        actor=staff(town), unit=town.community, kind="council", title="议事会", on=in_days(3)
    )
