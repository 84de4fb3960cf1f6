"""Calling people to a table."""

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.files.actions import hide_photos
from mulin.commons.occasions.actions import plan_occasion, show_occasion
from mulin.commons.occasions.models import Occasion
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Place
from mulin.commons.tasks.actions import bring_up, hide_promises, put_on_agenda
from mulin.commons.tasks.models import AgendaItem
from mulin.commons.topics.actions import hide_opinions
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require

from .. import permissions
from ..models import Meeting
from .holding import held, write_down


def lay_tables(*, actor: Person | None, occasions: Sequence[Occasion]) -> list[Meeting]:
    """Make ready for what has just been planned; part of the act that plans it."""
    return Meeting.objects.bulk_create(Meeting(occasion=occasion) for occasion in occasions)


@transaction.atomic
def call_meeting(
    *,
    actor: Person,
    unit: AdminUnit,
    kind: str,
    title: str,
    on: date,
    starts_at: time | None = None,
    where: str = "",
    topic: Topic | None = None,
    changed: str = "",
    incident: str = "",
    place: Place | None = None,
    for_everybody: bool = False,
) -> Meeting:
    """Call a single meeting, today or later; a mediation is among those who come, unless told."""
    require(permissions.can_call_meeting(actor, unit))
    occasion = plan_occasion(
        actor=actor,
        unit=unit,
        kind=kind,
        title=title,
        on=on,
        starts_at=starts_at,
        where=where,
        is_public=for_everybody or kind != "mediation",
    )
    meeting = held(Meeting.objects.get(occasion=occasion))
    _describe(actor, meeting, topic, changed, incident, place)
    write_down("meetings.called", actor, meeting, on=str(on))
    return meeting


@transaction.atomic
def add_to_agenda(
    *, actor: Person, meeting: Meeting, title: str, receipt: UUID | None = None
) -> AgendaItem:
    """Put one more matter on the agenda of a meeting everybody may read of."""
    require(permissions.can_keep_minutes(actor, meeting))
    occasion = held(meeting).occasion
    if not occasion.is_public:
        raise Refused(_("只给到场的人看的会，不排议程。"))
    item = bring_up(actor=actor, unit=occasion.unit, title=title, receipt=receipt)
    if item.occasion_id == occasion.pk:
        return item
    return put_on_agenda(actor=actor, item=item, occasion=occasion)


@transaction.atomic
def choose_readers(*, actor: Person, meeting: Meeting, for_everybody: bool) -> Meeting:
    """
    Let everybody read of a mediation, or only those who came and the office.

    Once a word was said the door may still be closed, until the minutes are shown; never opened.
    """
    require(permissions.can_keep_minutes(actor, meeting))
    meeting = held(meeting)
    occasion = meeting.occasion
    if not meeting.is_mediation:
        raise Refused(_("只有调解会可以只给到场的人看。"))
    if meeting.is_shown:
        raise Refused(_("纪要已经给大家看过了，不能再换。"))
    if for_everybody and not occasion.is_planned:
        raise Refused(_("会已经开了，只能改成只给到场的人看，不能再公开。"))
    show_occasion(actor=actor, occasion=occasion, is_public=for_everybody)
    if occasion.is_held and not for_everybody:
        hide_opinions(actor=actor, occasion=occasion)
        hide_promises(actor=actor, occasion=occasion)
        hide_photos(actor=actor, photos=meeting.photos.all())
    write_down("meetings.readers_chosen", actor, meeting, for_everybody=for_everybody)
    return meeting


@transaction.atomic
def describe_meeting(
    *,
    actor: Person,
    meeting: Meeting,
    topic: Topic | None = None,
    changed: str = "",
    incident: str = "",
    place: Place | None = None,
) -> Meeting:
    """Say which matter's round it is and what is different since the last one."""
    require(permissions.can_keep_minutes(actor, meeting))
    meeting = held(meeting)
    if meeting.is_final:
        raise Refused(_("纪要已经定稿，不能再换议题。"))
    _describe(actor, meeting, topic, changed, incident, place)
    write_down("meetings.described", actor, meeting)
    return meeting


def _describe(
    actor: Person,
    meeting: Meeting,
    topic: Topic | None,
    changed: str,
    incident: str,
    place: Place | None,
) -> None:
    unit = meeting.occasion.unit
    if topic is not None and not topic.community.is_within(unit):
        raise Refused(_("这个议题不在这里。"))
    if place is not None and not place.community.is_within(unit):
        raise Refused(_("这个地方不在这里。"))
    if meeting.is_mediation and not incident:
        raise Refused(_("调解会请写一句：出了什么事。"))
    meeting.topic, meeting.changed = topic, changed
    meeting.incident, meeting.place = incident, place
    meeting.facilitator = meeting.facilitator or actor
    meeting.save(update_fields=["topic", "changed", "incident", "place", "facilitator"])
