"""Who came: by the code on the wall, or from the paper list."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import follow
from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.queries import organisations_spoken_for_by
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Attendance, Meeting
from .holding import Said, at_table, held, write_down

Channel = Attendance.Channel


@transaction.atomic
def sign_in(*, actor: Person, meeting: Meeting) -> Attendance:
    """Sign in at the table with the code on its wall; twice is once."""
    require(actor.is_active)
    meeting = held(meeting)
    if earlier := meeting.attendances.filter(person=actor).first():
        return earlier
    occasion = meeting.occasion
    if occasion.on != timezone.localdate() or not (occasion.is_planned or occasion.is_held):
        raise Refused(_("只能在开会当天签到。"))
    if meeting.is_shown:
        raise Refused(_("纪要已经公开了，不能再签到。"))
    role, building = queries.role_at_table(actor, meeting)
    speaks_for = organisations_spoken_for_by(actor).first()
    attendance = Attendance.objects.create(
        meeting=meeting,
        person=actor,
        role=role,
        building_id=building,
        organisation=speaks_for,
        channel=Channel.CODE,
        noted_by=actor,
    )
    follow(person=actor, thing=meeting)
    write_down("meetings.signed_in", actor, meeting, channel=Channel.CODE)
    return attendance


@transaction.atomic
def note_attendance(
    *,
    actor: Person,
    meeting: Meeting,
    name: str,
    role: str,
    building: Building | None = None,
    organisation: Organisation | None = None,
    said: Said | None = None,
) -> Attendance:
    """Enter a line of the paper list; the same line sent again is one."""
    said = said or Said()
    if earlier := meeting.attendances.filter(receipt=said.receipt, noted_by=actor).first():
        return earlier
    meeting = at_table(actor, meeting, said)
    if not name.strip():
        raise Refused(_("请写来的人叫什么。"))
    attendance = Attendance.objects.create(
        meeting=meeting,
        name=name.strip(),
        role=role,
        building=building,
        organisation=organisation,
        channel=Channel.PAPER,
        noted_by=actor,
        receipt=said.receipt,
    )
    write_down("meetings.signed_in", actor, meeting, channel=Channel.PAPER)
    return attendance


@transaction.atomic
def note_others(*, actor: Person, meeting: Meeting, others: int) -> Meeting:
    """Say how many came without giving a name."""
    require(permissions.can_keep_minutes(actor, meeting))
    meeting = at_table(actor, meeting, Said())
    meeting.others = others
    meeting.save(update_fields=["others"])
    write_down("meetings.others_counted", actor, meeting, others=others)
    return meeting
