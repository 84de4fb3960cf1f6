import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..counting import counts_of
from ..models import BallotDelivery, BallotReading, OwnersBallot
from .votes import (
    agreed,
    announced,
    bring_in,
    by_area,
    closed,
    colleague,
    days_later,
    draft,
    elector,
    lines,
    make_roll,
    on_the_roll,
    opened,
    proxied,
    read_paper,
    shut,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_nobody_answers_before_it_opens_or_after_it_closed(town):
    me = town.join("鲍秀兰", Role.RESIDENT)
    vote = announced(town, lines([5000, 6000], me))
    with pytest.raises(Refused, match="现在不在表决时间里"):
        actions.answer_vote(actor=me, vote=vote, answers={"1": "agree"})
    with pytest.raises(Refused, match="现在不在表决时间里"):
        actions.answer_vote(actor=me, vote=shut(vote), answers={"1": "agree"})


def test_an_owner_answers_and_changes_her_mind_and_both_are_kept(town):
    me, vote = on_the_roll(town)
    first = actions.answer_vote(actor=me, vote=vote, answers={"1": "agree"})
    assert actions.answer_vote(actor=me, vote=vote, answers={"1": "agree"}) == first
    actions.answer_vote(actor=me, vote=vote, answers={"1": "disagree"})
    assert [one.number for one in queries.history_of(vote, elector(vote))] == [1, 2]
    assert agreed(vote) == 0
    assert queries.ballot_of(vote, elector(vote)).answers == {"1": "disagree"}
    assert first.withdrawal.because == "本人在截止前改了答复"


def test_who_is_not_on_the_roll_does_not_answer(town):
    _me, vote = on_the_roll(town)
    somebody = town.join("任伯", Role.RESIDENT)
    with pytest.raises(NotAllowed, match="只有名册上的业主"):
        actions.answer_vote(actor=somebody, vote=vote, answers={"1": "agree"})


@pytest.mark.parametrize(
    "answers", [{}, {"1": "yes"}, {"1": "agree", "2": "agree"}, {"2": "agree"}]
)
def test_every_question_gets_one_of_three_answers(town, answers):
    me, vote = on_the_roll(town)
    with pytest.raises(Refused, match="每一题都要答"):
        actions.answer_vote(actor=me, vote=vote, answers=answers)


def test_questions_on_one_delivery_are_decided_each_by_itself(town):
    vote = opened(town, questions=["同意改吗？", "同意收费吗？"])
    said = [(n, {"1": "agree", "2": "disagree"}) for n in (1, 2, 3, 4)]
    bring_in(town, vote, said)
    actions.conclude_vote(actor=staff(town), vote=shut(vote))
    vote.refresh_from_db()
    assert [one.outcome.passed for one in counts_of(vote)] == [True, False]


def test_ballots_are_never_changed_or_deleted(town):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"})])
    read_paper(town, vote, staff(town), number=2)
    for rows in (OwnersBallot.objects.all(), BallotReading.objects.all()):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows.update(answers={"1": "disagree"})
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM owners_ownersballot")


def test_a_proxy_hands_in_paper_only_with_a_document(town):
    vote = opened(town)
    with pytest.raises(Refused, match="还没有委托书"):
        read_paper(town, vote, staff(town), by_proxy=True)
    proxied(town, vote)
    read_paper(town, vote, staff(town), by_proxy=True)
    ballot = read_paper(town, vote, colleague(town), by_proxy=True)
    assert (ballot.channel, ballot.proxy.name) == ("proxy", "代办的侄子")
    with pytest.raises(Refused, match="已经用来交票了"):
        actions.withdraw_proxy(
            actor=staff(town), vote=vote, elector=elector(vote), because="本人改主意"
        )


def test_one_proxy_document_of_an_owner(town):
    vote = opened(town)
    proxied(town, vote)
    with pytest.raises(Refused, match="已经有一份委托书了"):
        proxied(town, vote)
    actions.withdraw_proxy(actor=staff(town), vote=vote, elector=elector(vote), because="本人来了")
    assert proxied(town, vote).withdrawn_at is None


def test_a_delivery_is_entered_once_and_withdrawn_with_a_reason(town):
    vote = opened(town)
    every = list(queries.electors_of(vote))
    told = {"actor": staff(town), "vote": vote, "channel": "hand", "delivered_at": timezone.now()}
    assert actions.record_deliveries(electors=every[:3], **told) == 3
    assert actions.record_deliveries(electors=every, **told) == 1
    actions.withdraw_delivery(actor=staff(town), vote=vote, elector=every[0], because="没人在")
    assert len(queries.deliveries_of(vote)) == 3
    assert BallotDelivery.objects.count() == 4


def test_silence_counts_only_when_delivered_and_the_rule_says_so(town):
    rule = {"unreturned": "takes_part", "unreturned_source": "《麦香苑议事规则》第十二条"}
    vote = opened(town, **rule)
    actions.record_deliveries(
        actor=staff(town),
        vote=vote,
        electors=[elector(vote, 2)],
        channel="hand",
        delivered_at=timezone.now(),
    )
    bring_in(town, vote, [(1, {"1": "agree"})])
    tally = by_area(vote)
    assert (tally.agree, tally.silent, tally.waiting) == (5000, 6000, 15000)


def test_silence_needs_a_source(town):
    with pytest.raises(IntegrityError, match="silence_counts_only"), transaction.atomic():
        draft(town, unreturned="takes_part", unreturned_source="")


def test_the_governments_result_counts_after_another_person_confirmed_it(town):
    vote = opened(town)
    result = actions.upload_official_result(
        actor=staff(town), vote=vote, name="a", sha256="a" * 64, lines=[(1, {"1": "agree"})]
    )
    assert agreed(vote) == 0
    with pytest.raises(Refused, match="要由另一位同事核对确认"):
        actions.confirm_official_result(actor=staff(town), result=result)
    assert actions.confirm_official_result(actor=colleague(town), result=result) == 1
    assert agreed(vote) == 5000
    with pytest.raises(Refused, match="已经确认过了"):
        actions.confirm_official_result(actor=colleague(town), result=result)


def test_the_governments_result_contradicts_nothing_that_is_here(town):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"})])
    with pytest.raises(Refused, match="已经有不同的答复：1"):
        bring_in(town, vote, [(1, {"1": "disagree"})], name="b")
    assert bring_in(town, vote, [(1, {"1": "agree"}), (2, {"1": "agree"})], name="c") == 1


def test_nothing_comes_in_after_the_count(town):
    vote = closed(town)
    vote = actions.conclude_vote(actor=staff(town), vote=vote)
    with pytest.raises(Refused, match="计票以前才能录票"):
        read_paper(town, vote, staff(town))
    with pytest.raises(Refused, match="一次表决只计一次"):
        actions.conclude_vote(actor=staff(town), vote=vote)
    with pytest.raises(Refused, match="已经结束了"):
        actions.call_off_vote(actor=staff(town), vote=vote, because="不想要这个结果")


def test_proof_is_kept_for_five_years(town):
    vote = closed(town)
    with days_later(1):
        vote = actions.conclude_vote(actor=staff(town), vote=vote)
    assert (vote.kept_until - vote.concluded_at).days >= 5 * 365


def test_looking_at_the_lists_is_written_down(town):
    me, vote = on_the_roll(town)
    actions.note_roll_read(actor=me, vote=vote, what="list")
    assert Record.objects.get(verb="owners.roll_read").by_id == me.pk
    with pytest.raises(NotAllowed):
        actions.note_roll_read(actor=town.join("任伯", Role.RESIDENT), vote=vote, what="list")


def test_a_note_on_a_matter_is_replaced_by_the_next(town):
    told = {"actor": staff(town), "unit": town.community, "topic": "lifts", "source": "某办法"}
    actions.write_matter_note(text="公示七天", **told)
    actions.write_matter_note(text="公示十天", **told)
    assert [note.text for note in queries.notes()] == ["公示十天"]
    assert make_roll(town).pk
