"""Who came: by the code on the wall, or from the paper list."""

from uuid import UUID

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
from .holding import Said, at_table, held, once, write_down

Channel = Attendance.Channel

MOST_BY_OWN_WORD = 300
"""How many may sign in at one table without an account; more is no meeting but mischief."""


@transaction.atomic
def sign_in(*, actor: Person, meeting: Meeting) -> Attendance:
    """Sign in at the table with the code on its wall; twice is once."""
    require(actor.is_active)
    meeting = held(meeting)
    if earlier := meeting.attendances.filter(person=actor).first():
        if earlier.struck_at:
            raise Refused(_("社区把您的签到划掉了，请当面问问。"))
        return earlier
    _refuse_another_day(meeting)
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
def sign_in_by_name(
    *,
    actor: Person | None,
    meeting: Meeting,
    name: str,
    door: str,
    receipt: UUID,
    building: Building | None = None,
) -> Attendance:
    """
    Sign in with the code on the wall but without an account: a name, a building, a door.

    Only while people meet, and once for a door; who keeps the minutes sees it and may strike it.
    """
    require(actor is None or actor.is_active)
    meeting = held(meeting)
    if earlier := meeting.attendances.filter(receipt=receipt).first():
        return earlier
    _refuse_another_day(meeting)
    opens, closes = queries.hours_of(meeting.occasion)
    if timezone.now() < opens:
        raise Refused(_("还没到时候，开会前一个小时起可以签到。"))
    if timezone.now() > closes:
        raise Refused(_("会散了，不能再签到。来过的，请告诉社区补上。"))
    name, door = "".join(name.split()), "".join(door.split())
    if not name or not door:
        raise Refused(_("请写姓名和门牌。"))
    signed = meeting.attendances.filter(channel=Channel.CODE, person=None)
    if same := signed.filter(name=name, building=building, door=door).first():
        return same
    if signed.count() >= MOST_BY_OWN_WORD:
        raise Refused(_("扫码签到的人太多了，请在桌上的表里签名。"))
    attendance = Attendance.objects.create(
        meeting=meeting,
        name=name,
        building=building,
        door=door,
        channel=Channel.CODE,
        receipt=receipt,
    )
    write_down("meetings.signed_in", actor, meeting, channel=Channel.CODE)
    return attendance


def _refuse_another_day(meeting: Meeting) -> None:
    occasion = meeting.occasion
    if occasion.on != timezone.localdate() or not (occasion.is_planned or occasion.is_held):
        raise Refused(_("只能在开会当天签到。"))
    if meeting.is_shown:
        raise Refused(_("纪要已经公开了，不能再签到。"))


@transaction.atomic
def strike_attendance(*, actor: Person, attendance: Attendance, because: str) -> Attendance:
    """Say that somebody was not there after all, and why; the line stays to be read."""
    require(permissions.can_keep_minutes(actor, attendance.meeting))
    meeting = held(attendance.meeting)
    attendance.refresh_from_db()
    if meeting.is_shown:
        raise Refused(_("纪要已经公开了。要改，请点“更正纪要”，写明原因。"))
    if not because.strip():
        raise Refused(_("请写一句原因。"))
    if attendance.struck_at:
        raise Refused(_("这一条已经划掉了。"))
    attendance.struck_at, attendance.struck_by = timezone.now(), actor
    attendance.struck_because = because.strip()
    attendance.save(update_fields=["struck_at", "struck_by", "struck_because"])
    write_down("meetings.attendance_struck", actor, meeting, because=because)
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
    said = once(said)
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
