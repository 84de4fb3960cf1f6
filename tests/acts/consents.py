from typing import Any

from mulin.features.consents import actions as consents
from mulin.features.consents.models import AnswerConflict, ConsentRound
from mulin.features.consents.tests.rounds import Asking, make_round
from mulin.programmes.actions import close_step
from mulin.programmes.tests.cycles import shift
from mulin.web.tests.doors import OFFICE_HERE

from .ground import Act, Ground


def asking(g: Ground, **how: Any) -> Asking:
    return make_round(g.town, homes=2, **how)


def prepared(g: Ground) -> ConsentRound:
    return asking(g, opened=False).round


def answered(g: Ground, who: Any) -> Any:
    """Let somebody answer for a home at its door: the office, which sees who lives there."""
    round = asking(g)
    return consents.answer(
        actor=who,
        round=round.round,
        elector=round.home(0),
        answer="agree",
        channel="door",
        key="once",
    )


def conflict(g: Ground) -> AnswerConflict:
    round = asking(g)
    round.at_door(0, "agree")
    round.at_door(0, "disagree", by=round.colleague("周小雨"))
    return AnswerConflict.objects.get()


def reached(g: Ground) -> Asking:
    round = asking(g)
    round.all_say("agree", "agree")
    close_step(actor=round.director, step=round.first)
    return round


def ready(g: Ground) -> Any:
    round = reached(g)
    round.second.settings["is_required"] = False
    round.second.save()
    return shift(round.start, opens_in=-1, closes_in=9)


CONSENTS = [
    Act(
        "set_up_round",
        OFFICE_HERE,
        lambda g, who: consents.set_up_round(
            actor=who, step=asking(g).second, question="是否同意", unit=g.town.community
        ),
    ),
    Act(
        "prepare_round",
        OFFICE_HERE,
        lambda g, who: consents.prepare_round(
            actor=who,
            step=(round := prepared(g)).step,
            question="是否同意",
            electorate=round.electorate,
        ),
    ),
    Act(
        "open_round", OFFICE_HERE, lambda g, who: consents.open_round(actor=who, round=prepared(g))
    ),
    Act("answer", OFFICE_HERE, answered),
    Act(
        "answer_many",
        OFFICE_HERE,
        lambda g, who: consents.answer_many(
            actor=who,
            round=(round := asking(g)).round,
            told=[consents.Told(round.home(0), "agree", "once")],
        ),
    ),
    Act(
        "settle_conflict",
        OFFICE_HERE,
        lambda g, who: consents.settle_conflict(
            actor=who, conflict=conflict(g), answer="agree", reason="问过了"
        ),
    ),
    Act(
        "read_papers",
        OFFICE_HERE,
        lambda g, who: consents.read_papers(
            actor=who, round=(round := asking(g)).round, found={round.home(0): "agree"}
        ),
    ),
    Act(
        "publish_round",
        OFFICE_HERE,
        lambda g, who: consents.publish_round(
            actor=who, step=_closed(reached(g)), days=7, objection_contact="居委会"
        ),
    ),
    Act(
        "issue_start_notice",
        OFFICE_HERE,
        lambda g, who: consents.issue_start_notice(
            actor=who, step=ready(g), title="开工公告", body="今天开工。"
        ),
    ),
    Act(
        "note_card_viewing",
        OFFICE_HERE,
        lambda g, who: consents.note_card_viewing(
            actor=who, round=(round := asking(g)).round, elector=round.home(0)
        ),
    ),
    Act(
        "note_answers_taken",
        OFFICE_HERE,
        lambda g, who: consents.note_answers_taken(actor=who, round=asking(g).round),
    ),
    Act(
        "note_list_viewing",
        OFFICE_HERE,
        lambda g, who: consents.note_list_viewing(
            actor=who, round=(round := asking(g)).round, building=round.compound.buildings.get()
        ),
    ),
]


def _closed(round: Asking) -> Any:
    round.first.refresh_from_db()
    return round.first
