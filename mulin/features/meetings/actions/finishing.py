"""The minutes: shown to those who were there, put right, and final."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.calendar.queries import working_days
from mulin.commons.people.models import Person
from mulin.commons.tasks.actions import close_agenda_item, take_off_agenda
from mulin.commons.tasks.queries import agenda_of
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Attendance, Meeting, MinutesCorrection, MinutesReply
from .holding import held, write_down

DAYS = 3
"""How many working days those who were there have, unless the office gives more."""


@transaction.atomic
def show_minutes(*, actor: Person, meeting: Meeting, days: int = DAYS) -> Meeting:
    """Show the minutes, and ask those who were there whether they are right."""
    require(permissions.can_keep_minutes(actor, meeting))
    meeting = held(meeting)
    if meeting.is_shown:
        raise Refused(_("纪要已经公开了。"))
    if not meeting.occasion.is_held:
        raise Refused(_("还没记下这次会开了，先记一条再公开纪要。"))
    if not meeting.matter:
        raise Refused(_("请先写一句议了什么。"))
    today = timezone.localdate()
    meeting.shown_at = timezone.now()
    meeting.confirm_until = working_days().add_workdays(today, days)
    meeting.save(update_fields=["shown_at", "confirm_until"])
    _clear_table(actor, meeting)
    write_down("meetings.minutes_shown", actor, meeting, until=str(meeting.confirm_until))
    return meeting


def _clear_table(actor: Person, meeting: Meeting) -> None:
    """Close what was talked about with what came of it; the rest goes back into the box."""
    decided: dict[int, list[str]] = {}
    for one in meeting.resolutions.filter(withdrawn_because="", agenda_item__isnull=False):
        decided.setdefault(one.agenda_item_id or 0, []).append(one.text)
    heard = set(meeting.voices.values_list("agenda_item", flat=True))
    heard |= set(meeting.options.values_list("agenda_item", flat=True))
    heard |= set(meeting.hand_counts.values_list("agenda_item", flat=True))
    for item in agenda_of(meeting.occasion).filter(state="on_agenda"):
        if item.pk in decided:
            outcome = "；".join(decided[item.pk])[:300]
            close_agenda_item(actor=actor, item=item, outcome=outcome)
        elif item.pk in heard:
            close_agenda_item(actor=actor, item=item, outcome=_("议过，还没有定下来。"))
        else:
            take_off_agenda(actor=actor, item=item)


@transaction.atomic
def correct_minutes(
    *, actor: Person, meeting: Meeting, field: str, now: str, because: str
) -> MinutesCorrection:
    """Put one field right and say why; what stood there before stays to be read."""
    require(permissions.can_keep_minutes(actor, meeting))
    meeting = held(meeting)
    if not meeting.is_shown:
        raise Refused(_("纪要还没公开，直接改草稿就行。"))
    if field not in queries.MINUTES:
        raise Refused(_("请选要改哪一栏。"))
    if not because.strip():
        raise Refused(_("请写为什么改，大家会看到。"))
    was = getattr(meeting, field)
    if was == now.strip():
        raise Refused(_("和原来的一样，没有要改的。"))
    correction = MinutesCorrection.objects.create(
        meeting=meeting,
        field=field,
        was=was,
        now=now.strip(),
        because=because.strip(),
        corrected_by=actor,
    )
    setattr(meeting, field, now.strip())
    meeting.save(update_fields=[field])
    write_down("meetings.minutes_corrected", actor, meeting, field=field, because=because)
    return correction


@transaction.atomic
def reply_to_minutes(
    *, actor: Person, meeting: Meeting, is_right: bool, text: str = ""
) -> MinutesReply:
    """Say that the minutes are right, or where they are not; a later word takes its place."""
    require(permissions.can_answer_minutes(actor, meeting))
    return _reply(actor, meeting, is_right, text, who={"person": actor})


@transaction.atomic
def reply_by_line(
    *, actor: Person | None, attendance: Attendance, is_right: bool, text: str = ""
) -> MinutesReply:
    """
    Say it with the phone that signed the list without an account.

    Whose phone it is, its signed cookie says: nobody acts who has no account.
    """
    require(actor is None or actor.is_active)
    attendance.refresh_from_db()
    require(attendance.is_by_own_word and attendance.struck_at is None)
    return _reply(actor, attendance.meeting, is_right, text, who={"attendance": attendance})


@transaction.atomic
def note_reply(
    *, actor: Person, attendance: Attendance, channel: str, is_right: bool, text: str = ""
) -> MinutesReply:
    """Write down what somebody who was there says to the minutes by phone or on paper."""
    require(permissions.can_keep_minutes(actor, attendance.meeting))
    attendance.refresh_from_db()
    if attendance.struck_at:
        raise Refused(_("这一条签到已经划掉了。"))
    if channel not in (MinutesReply.Channel.PHONE, MinutesReply.Channel.PAPER):
        raise Refused(_("请选是打电话说的，还是写在纸上的。"))
    person = attendance.person
    who = {"person": person} if person else {"attendance": attendance}
    return _reply(actor, attendance.meeting, is_right, text, who=who, channel=channel)


def _reply(
    actor: Person | None,
    meeting: Meeting,
    is_right: bool,
    text: str,
    *,
    who: dict[str, Any],
    channel: str = MinutesReply.Channel.OWN,
) -> MinutesReply:
    meeting = held(meeting)
    if not meeting.may_be_answered:
        raise Refused(_("确认的时间过了。还有不对的地方，请告诉社区。"))
    text = "" if is_right else text.strip()
    if not is_right and not text:
        raise Refused(_("请写一句哪里不对。"))
    reply, _made = MinutesReply.objects.update_or_create(
        meeting=meeting,
        **who,
        defaults={
            "is_right": is_right,
            "text": text,
            "channel": channel,
            "noted_by": None if channel == MinutesReply.Channel.OWN else actor,
            "answer": "",
            "answered_by": None,
            "answered_at": None,
        },
    )
    write_down("meetings.minutes_answered", actor, meeting, is_right=is_right, channel=channel)
    return reply


@transaction.atomic
def settle_reply(*, actor: Person, reply: MinutesReply, answer: str) -> MinutesReply:
    """Tell who found something wrong what became of it."""
    require(permissions.can_keep_minutes(actor, reply.meeting))
    meeting = held(reply.meeting)
    reply.refresh_from_db()
    if not reply.waits:
        raise Refused(_("这一条已经答复了。"))
    if not answer.strip():
        raise Refused(_("请写一句怎么处理的。"))
    reply.answer, reply.answered_by, reply.answered_at = answer.strip(), actor, timezone.now()
    reply.save(update_fields=["answer", "answered_by", "answered_at"])
    write_down("meetings.reply_settled", actor, meeting, answer=answer)
    return reply


@transaction.atomic
def finish_minutes(*, actor: Person | None, meeting: Meeting) -> Meeting:
    """Let the minutes be final once their time is over and nothing is left to answer."""
    require(actor is None or permissions.can_keep_minutes(actor, meeting))
    meeting = held(meeting)
    if meeting.is_final:
        return meeting
    if meeting.confirm_until is None or meeting.confirm_until >= timezone.localdate():
        raise Refused(_("还在等大家确认，到期后再定稿。"))
    if any(reply.waits for reply in meeting.replies.all()):
        raise Refused(_("还有人说不对，先答复再定稿。"))
    meeting.final_at = timezone.now()
    meeting.save(update_fields=["final_at"])
    meeting.attendances.exclude(door="").update(door="")
    write_down("meetings.minutes_final", actor, meeting)
    return meeting
