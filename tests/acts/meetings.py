from typing import Any
from uuid import uuid4

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.people.models import Person
from mulin.commons.topics import actions as topics
from mulin.commons.topics.models import Settlement
from mulin.features.meetings import actions as meetings
from mulin.features.meetings.models import Meeting
from mulin.features.meetings.tests.tables import (
    a_meeting,
    a_resolution,
    contradicted,
    shown,
    signed_line,
    staff,
    today,
    written,
)
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT, SIGNED_IN

from .ground import UNCONFIRMED, Act, Ground


def at_table(act: Any, **what: Any) -> Any:
    def do(ground: Ground, who: Person) -> Any:
        return act(actor=who, meeting=a_meeting(ground.town), **what)

    return do


def final(ground: Ground, who: Person) -> Meeting:
    meeting = shown(ground.town)
    Meeting.objects.filter(pk=meeting.pk).update(confirm_until=today().replace(year=2020))
    return meetings.finish_minutes(actor=who, meeting=meeting)


def by_phone(ground: Ground, who: Person) -> Any:
    [line] = shown(ground.town).attendances.all()
    return meetings.note_reply(actor=who, attendance=line, channel="phone", is_right=True)


def by_line(ground: Ground, who: Person) -> Any:
    return meetings.reply_by_line(actor=who, attendance=signed_line(ground.town), is_right=True)


def settle(ground: Ground, who: Person) -> Settlement:
    return topics.write_settlement(
        actor=who,
        occasion=a_meeting(ground.town, kind="mediation").occasion,
        kind="undertaking",
        words="九点以后小声",
        parties={"舞队": "鲍秀兰", "一楼住户": ""},
        groups=["舞队", "一楼住户"],
        from_on=today(),
    )


MEETINGS = [
    Act(
        "call_meeting",
        OFFICE_HERE,
        lambda g, who: meetings.call_meeting(
            actor=who, unit=g.town.community, kind="council", title="议事会", on=today()
        ),
    ),
    Act(
        "describe_meeting", OFFICE_HERE, at_table(meetings.describe_meeting, changed="多了一个办法")
    ),
    Act("add_to_agenda", OFFICE_HERE, at_table(meetings.add_to_agenda, title="添几把长椅")),
    Act(
        "choose_readers",
        OFFICE_HERE,
        lambda g, who: meetings.choose_readers(
            actor=who, meeting=a_meeting(g.town, kind="mediation"), for_everybody=True
        ),
    ),
    Act("note_reply", OFFICE_HERE, by_phone),
    Act("reply_by_line", SIGNED_IN | {UNCONFIRMED} | {"former", "coming"}, by_line),
    Act(
        "sign_in",
        SIGNED_IN | {UNCONFIRMED} | {"former", "coming"},
        lambda g, who: meetings.sign_in(actor=who, meeting=a_meeting(g.town)),
    ),
    Act(
        "sign_in_by_name",
        SIGNED_IN | {UNCONFIRMED} | {"former", "coming"},
        lambda g, who: meetings.sign_in_by_name(
            actor=who,
            meeting=a_meeting(g.town, starts_at=None),
            name="蒲秀英",
            door="301",
            receipt=uuid4(),
        ),
    ),
    Act(
        "strike_attendance",
        OFFICE_HERE,
        lambda g, who: meetings.strike_attendance(
            actor=who,
            attendance=written(g.town).attendances.first(),
            because="人没来",
        ),
    ),
    Act(
        "note_attendance",
        OFFICE_HERE,
        at_table(meetings.note_attendance, name="蒲秀英", role="resident"),
    ),
    Act("note_others", OFFICE_HERE, at_table(meetings.note_others, others=15)),
    Act("note_said", OFFICE_HERE, at_table(meetings.note_said, kind="need", text="没有路灯")),
    Act("note_option", OFFICE_HERE, at_table(meetings.note_option, text="错峰放学")),
    Act(
        "note_show_of_hands",
        OFFICE_HERE,
        at_table(meetings.note_show_of_hands, question="先做照明？", agree=16),
    ),
    Act("note_resolution", OFFICE_HERE, at_table(meetings.note_resolution, text="先做照明")),
    Act(
        "note_promise",
        OFFICE_HERE,
        lambda g, who: meetings.note_promise(
            actor=who, meeting=a_meeting(g.town), what="量一次亮度", keeper=g.town.community
        ),
    ),
    Act("write_draft", OFFICE_HERE, at_table(meetings.write_draft, matter="缺什么")),
    Act(
        "add_photos",
        OFFICE_HERE,
        lambda g, who: meetings.add_photos(
            actor=who, meeting=a_meeting(g.town), pictures=[redraw(a_photo())]
        ),
    ),
    Act(
        "withdraw_resolution",
        OFFICE_HERE,
        lambda g, who: meetings.withdraw_resolution(
            actor=who, resolution=a_resolution(g.town), because="听错了"
        ),
    ),
    Act(
        "show_minutes",
        OFFICE_HERE,
        lambda g, who: meetings.show_minutes(actor=who, meeting=written(g.town)),
    ),
    Act(
        "correct_minutes",
        OFFICE_HERE,
        lambda g, who: meetings.correct_minutes(
            actor=who, meeting=shown(g.town), field="decided", now="先器材", because="记反了"
        ),
    ),
    Act(
        "reply_to_minutes",
        frozenset({RESIDENT}),
        lambda g, who: meetings.reply_to_minutes(actor=who, meeting=shown(g.town), is_right=True),
    ),
    Act(
        "settle_reply",
        OFFICE_HERE,
        lambda g, who: meetings.settle_reply(
            actor=who, reply=contradicted(g.town), answer="改过来了"
        ),
    ),
    Act("finish_minutes", OFFICE_HERE, final),
    Act("write_settlement", OFFICE_HERE, settle),
    Act(
        "end_settlement",
        OFFICE_HERE,
        lambda g, who: topics.end_settlement(
            actor=who, settlement=settle(g, staff(g.town)), because="球场要修"
        ),
    ),
]
