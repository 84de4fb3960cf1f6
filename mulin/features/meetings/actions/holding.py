"""What every act at a table begins and ends with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from mulin import locks
from mulin.commons.audit.actions import record
from mulin.commons.occasions.actions import hold_occasion
from mulin.commons.people.models import Person
from mulin.commons.places.permissions import role_at
from mulin.commons.tasks.models import AgendaItem
from mulin.errors import Refused, require

from .. import permissions
from ..models import Meeting

LONGEST_WAIT = timedelta(days=14)
"""How long a note may have waited on a phone for a line."""


@dataclass(frozen=True)
class Said:
    """When a note was made, about which matter, and the key that lets it count once."""

    agenda_item: AgendaItem | None = None
    at: datetime | None = None
    receipt: UUID = field(default_factory=uuid4)


def once(said: Said | None) -> Said:
    """Return how a line was said, held by its key: sent twice at one moment, one comes second."""
    said = said or Said()
    locks.hold_alone(f"meetings.line:{said.receipt}")
    return said


def held(meeting: Meeting) -> Meeting:
    """Hold the meeting for the act that changes it."""
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("occasion__unit", "occasion__series", "topic")
        .get(pk=meeting.pk)
    )


def at_table(actor: Person, meeting: Meeting, said: Said) -> Meeting:
    """
    Hold a meeting to write down what is said; the first note says that it takes place.

    Once the minutes are shown nothing is added, but for what waited on a phone since before.
    """
    require(permissions.can_keep_minutes(actor, meeting))
    meeting = held(meeting)
    at = said.at or timezone.now()
    if at < timezone.now() - LONGEST_WAIT:
        raise Refused(_("这是两个多星期前记的，请补进纪要的更正里。"))
    if meeting.shown_at and at >= meeting.shown_at:
        raise Refused(_("纪要已经公开了。要改，请点“更正纪要”，写明原因。"))
    item = said.agenda_item
    if item is not None and item.occasion_id != meeting.occasion_id:
        raise Refused(_("这个议题不在这次会的议程上。"))
    hold_occasion(actor=actor, occasion=meeting.occasion)
    return meeting


def write_down(verb: str, actor: Person | None, meeting: Meeting, **details: Any) -> None:
    """Record what was done at a table."""
    unit = meeting.occasion.unit
    role = role_at(actor, unit) if actor else ""
    details.setdefault("title", meeting.occasion.title)
    record(verb, by=actor, role=role, about=meeting, unit=unit, **details)
