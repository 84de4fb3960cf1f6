from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.electorates.actions import draw_up, strike_elector
from mulin.commons.electorates.drawing import Line
from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.threads import at_once

from .. import actions, queries
from ..counting import counts_of
from ..models import BallotDelivery, BallotReading, BallotWithdrawal, OwnersBallot, OwnersVote
from .votes import (
    announced,
    bring_in,
    closed,
    colleague,
    days_later,
    draft,
    elector,
    facts,
    lines,
    make_roll,
    opened,
    proposed,
    proxied,
    shut,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def read_paper(town, vote, by, answer="agree", number=1, **how):
    return actions.enter_paper_ballot(
        actor=by,
        vote=vote,
        elector=elector(vote, number),
        answers={"1": answer},
        returned_on=timezone.localdate(),
        **how,
    )


def on_the_roll(town, **more):
    me = town.join("鲍秀兰", Role.RESIDENT)
    return me, opened(town, lines([5000, 6000, 7000], me), **more)


def by_area(vote):
    [count] = counts_of(vote)
    return next(one.tally for one in count.outcome.lines if one.threshold.measure == "area")


def agreed(vote):
    return by_area(vote).agree


def test_paper_that_only_one_person_read_is_named_and_not_counted(town):
    _me, vote = on_the_roll(town)
    first, second = staff(town), town.join("社工小何", Role.SOCIAL_WORKER)
    read_paper(town, vote, first, number=2)
    assert queries.half_read(vote) == [2]
    read_paper(town, vote, second, answer="disagree", number=2)
    assert queries.half_read(vote) == [2], "the two differ"
    for who in (first, second):
        read_paper(town, vote, who, number=2)
    assert queries.half_read(vote) == []


def test_a_household_roll_never_decides_for_owners(town):
    roll = draw_up(
        actor=staff(town),
        unit=town.community,
        kind="households",
        name="各户",
        lines=[Line(key="household:1", address="1号楼101")],
    )
    with pytest.raises(Refused, match="业主共同决定只能用业主名册"):
        actions.prepare_vote(actor=staff(town), electorate=roll, questions=["?"], **facts())


def test_the_database_refuses_a_household_roll_too(town):
    vote = draft(town)
    roll = draw_up(
        actor=staff(town),
        unit=town.community,
        kind="households",
        name="各户",
        lines=[Line(key="household:1", address="1号楼101")],
    )
    with pytest.raises(IntegrityError, match="decided by the owners"), transaction.atomic():
        OwnersVote.objects.filter(pk=vote.pk).update(electorate=roll)


def test_a_roll_serves_one_vote(town):
    vote = draft(town)
    with pytest.raises(Refused, match="这份名册已经用过了"):
        actions.prepare_vote(
            actor=staff(town), electorate=vote.electorate, questions=["?"], **facts()
        )


def test_an_announcement_freezes_the_roll_and_hangs_on_the_board(town):
    vote = announced(town)
    vote.electorate.refresh_from_db()
    assert vote.electorate.is_frozen
    notice = PublicNotice.objects.get()
    assert notice.title.startswith("麦香苑业主共同决定公告")
    assert "四分之三以上" in notice.body
    assert "不算参加，也不算同意" in notice.body
    with pytest.raises(Refused, match="已经公告了"):
        actions.change_vote(actor=staff(town), vote=vote, questions=["改"], **facts())


def test_the_days_of_notice_are_kept(town):
    vote = draft(town, opens_at=timezone.now() + timedelta(days=15))
    with pytest.raises(Refused, match="要提前 15 天公告"):
        actions.announce_vote(actor=staff(town), vote=vote)
    assert not PublicNotice.objects.exists()


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


def test_paper_counts_when_two_people_read_the_same(town):
    vote = opened(town)
    assert read_paper(town, vote, staff(town)) is None
    assert agreed(vote) == 0
    ballot = read_paper(town, vote, colleague(town))
    assert (ballot.entered_by, ballot.confirmed_by) == (staff(town), colleague(town))
    assert agreed(vote) == 5000
    assert queries.deliveries_of(vote).keys() == {elector(vote).pk}


def test_one_person_does_not_read_for_two(town):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    with pytest.raises(Refused, match="要由另一位同事"):
        read_paper(town, vote, staff(town))


def test_two_who_differ_both_read_again(town):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    assert read_paper(town, vote, colleague(town), "disagree") is None
    assert read_paper(town, vote, colleague(town), "disagree") is None
    assert read_paper(town, vote, staff(town), "disagree").answers == {"1": "disagree"}


def test_after_closing_a_ballot_is_withdrawn_by_two(town):
    ballot = proposed(town)
    vote = ballot.vote
    assert agreed(vote) == 5000
    with pytest.raises(Refused, match="等另一位确认"):
        actions.withdraw_ballot(actor=staff(town), ballot=ballot, because="再来一次")
    with pytest.raises(Refused, match="另一位同事"):
        actions.confirm_withdrawal(actor=colleague(town), ballot=ballot)
    actions.confirm_withdrawal(actor=staff(town), ballot=ballot)
    assert agreed(vote) == 0
    gone = BallotWithdrawal.objects.get(ballot=ballot)
    assert (gone.withdrawn_by, gone.confirmed_by) == (colleague(town), staff(town))
    assert gone.because == "看错了一行"


def test_what_only_one_wants_withdrawn_counts(town):
    vote = proposed(town).vote
    actions.conclude_vote(actor=staff(town), vote=vote)
    assert agreed(vote) == 5000


def test_a_ballot_misread_is_withdrawn_with_a_reason_and_read_again(town):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    ballot = read_paper(town, vote, colleague(town))
    with pytest.raises(Refused, match="已经登记过了"):
        read_paper(town, vote, staff(town))
    actions.withdraw_ballot(actor=staff(town), ballot=ballot, because="看错了一行")
    assert agreed(vote) == 0
    read_paper(town, vote, staff(town), "abstain")
    again = read_paper(town, vote, colleague(town), "abstain")
    assert again.number == 2
    assert "看错了一行" in str([r.details for r in Record.objects.filter(about_id=vote.pk)])


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


def test_what_was_brought_before_the_announcement_is_no_delivery(town):
    vote = opened(town)
    with pytest.raises(Refused, match="公告以前送的"):
        actions.record_deliveries(
            actor=staff(town),
            vote=vote,
            electors=[elector(vote)],
            channel="hand",
            delivered_at=vote.announced_at - timedelta(days=1),
        )


def test_an_owner_without_an_area_keeps_a_roll_from_being_announced(town):
    with pytest.raises(Refused, match="名册第 2 行没有面积"):
        announced(town, lines([5000, 0, 7000]))


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


def test_a_line_struck_off_the_roll_counts_no_more(town):
    vote = opened(town)
    bring_in(town, vote, [(1, {"1": "agree"}), (2, {"1": "agree"})])
    strike_elector(actor=staff(town), elector=elector(vote, 2), because="重复登记")
    tally = by_area(vote)
    assert (tally.registered, tally.agree) == (20000, 5000)


def test_nothing_comes_in_after_the_count(town):
    vote = closed(town)
    vote = actions.conclude_vote(actor=staff(town), vote=vote)
    with pytest.raises(Refused, match="计票以前才能录票"):
        read_paper(town, vote, staff(town))
    with pytest.raises(Refused, match="一次表决只计一次"):
        actions.conclude_vote(actor=staff(town), vote=vote)
    with pytest.raises(Refused, match="已经结束了"):
        actions.call_off_vote(actor=staff(town), vote=vote, because="不想要这个结果")


def test_paper_returned_in_time_is_entered_after_closing(town):
    vote = closed(town)
    read_paper(town, vote, staff(town))
    ballot = read_paper(town, vote, colleague(town))
    assert ballot.returned_at <= vote.closes_at


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


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_colleagues_enter_the_same_ballot_and_it_counts_once(self):
        town = make_town()
        vote = opened(town)
        people = [staff(town), colleague(town)]
        outcomes = at_once(*(lambda who=who: read_paper(town, vote, who) for who in people))
        assert sum(isinstance(one, OwnersBallot) for one in outcomes) == 1
        assert OwnersBallot.objects.count() == 1
        assert agreed(vote) == 5000

    def test_one_colleague_pressing_twice_reads_once(self):
        town = make_town()
        vote = opened(town)
        who = staff(town)
        outcomes = at_once(*[lambda: read_paper(town, vote, who)] * 3)
        assert sum(isinstance(one, Refused) for one in outcomes) == 2
        assert BallotReading.objects.count() == 1

    def test_an_owner_answering_twice_at_once_has_one_ballot_that_counts(self):
        town = make_town()
        me, vote = on_the_roll(town)
        at_once(
            *(
                lambda said=said: actions.answer_vote(actor=me, vote=vote, answers={"1": said})
                for said in ("agree", "disagree", "agree", "disagree")
            )
        )
        assert queries.standing_ballots(vote).count() == 1

    def test_paper_and_count_at_once_leave_nothing_half_done(self):
        town = make_town()
        vote = closed(town)
        read_paper(town, vote, staff(town))
        who = colleague(town)
        at_once(
            lambda: read_paper(town, vote, who),
            lambda: actions.conclude_vote(actor=staff(town), vote=vote),
        )
        vote.refresh_from_db()
        [count] = counts_of(vote)
        entered = OwnersBallot.objects.count()
        assert count.outcome.lines[1].tally.agree == entered
