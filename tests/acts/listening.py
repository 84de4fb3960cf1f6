from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.features.listening import actions
from mulin.features.listening.tests.heard import A_STUDY, SAID, Listening, a_key, make_listening
from mulin.web.tests.doors import GRID_WORKER, OFFICE_HERE

from .ground import Act, Ground

WRITES_LOGS = OFFICE_HERE | {GRID_WORKER}


def heard(g: Ground) -> Listening:
    return make_listening(g.town)


def write_letter(g: Ground, who: Any) -> None:
    actions.write_letter(
        actor=who,
        letter=heard(g).planned(),
        words="写一句也行。",
        is_by_household=False,
        returns_until=timezone.localdate() + timedelta(days=14),
    )


def print_letters(g: Ground, who: Any) -> None:
    listening = heard(g)
    actions.print_letters(actor=who, letter=listening.written(), buildings=listening.buildings)


def enter_return(g: Ground, who: Any) -> None:
    actions.enter_return(actor=who, letter=heard(g).sent(), said=SAID)


def correct_return(g: Ground, who: Any) -> None:
    listening = heard(g)
    returned = listening.entered(listening.sent())
    actions.correct_return(actor=who, returned=returned, said={}, because="录错了")


def answer_opinions(g: Ground, who: Any) -> None:
    listening = heard(g)
    letter = listening.sent()
    listening.entered(letter)
    actions.answer_opinions(
        actor=who,
        letter=letter,
        title="楼道灯",
        reply="adopted",
        text="换灯",
        opinions=listening.opinions(letter),
    )


def note_interview(g: Ground, who: Any) -> None:
    today = timezone.localdate()
    actions.note_interview(
        actor=who, community=g.town.community, talked_on=today, key=a_key(), notes="聊了"
    )


def write_log(g: Ground, who: Any) -> None:
    actions.write_log(actor=who, community=g.town.community, kind="quiet", key=a_key())


def note_outreach(g: Ground, who: Any) -> None:
    listening = heard(g)
    actions.note_outreach(
        actor=who,
        community=g.town.community,
        method="door",
        happened_on=timezone.localdate(),
        about="改造",
        key=a_key(),
        reached={listening.buildings[0]: 2},
    )


def form_team(g: Ground, who: Any) -> None:
    actions.form_team(actor=who, community=g.town.community, name="宣传一组", size=5)


def take_back_outreach(g: Ground, who: Any) -> None:
    record = heard(g).reach(1)
    actions.take_back_outreach(actor=who, record=record, because="记错了")


def take_back_leaflets(g: Ground, who: Any) -> None:
    batch = heard(g).batch()
    actions.take_back_leaflets(actor=who, batch=batch, because="记错了")


def print_leaflets(g: Ground, who: Any) -> None:
    actions.print_leaflets(
        actor=who,
        community=g.town.community,
        title="一问一答",
        printed=100,
        printed_on=timezone.localdate(),
    )


LISTENING = [
    Act("write_letter", OFFICE_HERE, write_letter),
    Act("print_letters", OFFICE_HERE, print_letters),
    Act(
        "send_letter",
        OFFICE_HERE,
        lambda g, who: actions.send_letter(actor=who, letter=heard(g).printed()),
    ),
    Act("enter_return", OFFICE_HERE, enter_return),
    Act("correct_return", OFFICE_HERE, correct_return),
    Act("answer_opinions", OFFICE_HERE, answer_opinions),
    Act(
        "publish_letter",
        OFFICE_HERE,
        lambda g, who: actions.publish_letter(actor=who, letter=heard(g).ready(), summary="好"),
    ),
    Act("note_interview", WRITES_LOGS, note_interview),
    Act("write_log", WRITES_LOGS, write_log),
    Act(
        "hear_log",
        OFFICE_HERE,
        lambda g, who: actions.hear_log(actor=who, log=heard(g).log(), kind="need"),
    ),
    Act("note_outreach", OFFICE_HERE, note_outreach),
    Act(
        "note_taken_along",
        OFFICE_HERE,
        lambda g, who: actions.note_taken_along(
            actor=who, community=g.town.community, what="interviews"
        ),
    ),
    Act("form_team", OFFICE_HERE, form_team),
    Act(
        "end_team",
        OFFICE_HERE,
        lambda g, who: actions.end_team(actor=who, team=heard(g).team()),
    ),
    Act("print_leaflets", OFFICE_HERE, print_leaflets),
    Act("take_back_outreach", OFFICE_HERE, take_back_outreach),
    Act("take_back_leaflets", OFFICE_HERE, take_back_leaflets),
    Act(
        "write_study",
        OFFICE_HERE,
        lambda g, who: actions.write_study(actor=who, community=g.town.community, **A_STUDY),
    ),
]
