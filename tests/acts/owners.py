from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.roles import Role
from mulin.features.owners import actions as owners
from mulin.features.owners.models import OfficialResult, OwnersBallot, OwnersVote
from mulin.features.owners.tests.votes import (
    QUESTION,
    bring_in,
    closed,
    draft,
    elector,
    facts,
    lines,
    make_roll,
    opened,
    proposed,
    proxied,
    staff,
)
from mulin.web.tests.doors import OFFICE_HERE, RESIDENT

from .ground import CONFIRMED, Act, Ground


def of_the_resident(ground: Ground) -> OwnersVote:
    return opened(ground.town, lines([5000, 6000], ground.town.people[RESIDENT]))


def a_ballot(ground: Ground) -> OwnersBallot:
    vote = opened(ground.town)
    bring_in(ground.town, vote, [(1, {"1": "agree"})])
    return OwnersBallot.objects.get(vote=vote)


def with_proxy(ground: Ground) -> OwnersVote:
    vote = opened(ground.town)
    proxied(ground.town, vote)
    return vote


def delivered(ground: Ground) -> OwnersVote:
    vote = opened(ground.town)
    owners.record_deliveries(
        actor=staff(ground.town),
        vote=vote,
        electors=[elector(vote)],
        channel="hand",
        delivered_at=timezone.now(),
    )
    return vote


def a_file(ground: Ground) -> OfficialResult:
    another = ground.town.join("传文件的人", Role.SOCIAL_WORKER)
    return owners.upload_official_result(
        actor=another,
        vote=opened(ground.town),
        name="结果.xlsx",
        sha256="a" * 64,
        lines=[(1, {"1": "agree"})],
    )


def answering(ground: Ground, who):
    return owners.answer_vote(actor=who, vote=of_the_resident(ground), answers={"1": "agree"})


def entering(ground: Ground, who):
    vote = opened(ground.town)
    return owners.enter_paper_ballot(
        actor=who,
        vote=vote,
        elector=elector(vote),
        answers={"1": "agree"},
        returned_on=timezone.localdate(),
    )


def keeping(ground: Ground, who):
    vote = opened(ground.town)
    return owners.keep_proxy(
        actor=who, vote=vote, elector=elector(vote), name="侄子", photo=redraw(a_photo())
    )


def delivering(ground: Ground, who):
    vote = opened(ground.town)
    return owners.record_deliveries(
        actor=who,
        vote=vote,
        electors=[elector(vote)],
        channel="hand",
        delivered_at=timezone.now(),
    )


def taking_back(act, prepared):
    def do(ground: Ground, who):
        vote = prepared(ground)
        return act(actor=who, vote=vote, elector=elector(vote), because="登错了")

    return do


OWNERS = [
    Act(
        "prepare_vote",
        OFFICE_HERE,
        lambda g, who: owners.prepare_vote(
            actor=who, electorate=make_roll(g.town), questions=[QUESTION], **facts()
        ),
    ),
    Act(
        "change_vote",
        OFFICE_HERE,
        lambda g, who: owners.change_vote(
            actor=who, vote=draft(g.town), questions=[QUESTION], **facts(title="改了题目")
        ),
    ),
    Act(
        "announce_vote",
        OFFICE_HERE,
        lambda g, who: owners.announce_vote(actor=who, vote=draft(g.town)),
    ),
    Act(
        "call_off_vote",
        OFFICE_HERE,
        lambda g, who: owners.call_off_vote(actor=who, vote=opened(g.town), because="名册有误"),
    ),
    Act(
        "conclude_vote",
        OFFICE_HERE,
        lambda g, who: owners.conclude_vote(actor=who, vote=closed(g.town)),
    ),
    Act(
        "write_matter_note",
        OFFICE_HERE,
        lambda g, who: owners.write_matter_note(
            actor=who, unit=g.town.community, topic="lifts", text="公示十天", source="某办法第三条"
        ),
    ),
    Act("record_deliveries", OFFICE_HERE, delivering),
    Act("withdraw_delivery", OFFICE_HERE, taking_back(owners.withdraw_delivery, delivered)),
    Act("keep_proxy", OFFICE_HERE, keeping),
    Act("withdraw_proxy", OFFICE_HERE, taking_back(owners.withdraw_proxy, with_proxy)),
    Act("answer_vote", CONFIRMED, answering),
    Act("enter_paper_ballot", OFFICE_HERE, entering),
    Act(
        "withdraw_ballot",
        OFFICE_HERE,
        lambda g, who: owners.withdraw_ballot(actor=who, ballot=a_ballot(g), because="录错了"),
    ),
    Act(
        "confirm_withdrawal",
        OFFICE_HERE,
        lambda g, who: owners.confirm_withdrawal(actor=who, ballot=proposed(g.town)),
    ),
    Act(
        "note_roll_read",
        OFFICE_HERE | CONFIRMED,
        lambda g, who: owners.note_roll_read(actor=who, vote=of_the_resident(g), what="list"),
    ),
    Act(
        "upload_official_result",
        OFFICE_HERE,
        lambda g, who: owners.upload_official_result(
            actor=who,
            vote=opened(g.town),
            name="结果.xlsx",
            sha256="b" * 64,
            lines=[(1, {"1": "agree"})],
        ),
    ),
    Act(
        "confirm_official_result",
        OFFICE_HERE,
        lambda g, who: owners.confirm_official_result(actor=who, result=a_file(g)),
    ),
]
