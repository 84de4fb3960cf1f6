"""What households answer, which answer counts, and what contradicts it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.electorates.actions import strike_elector
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step
from mulin.programmes.tests.cycles import shift

from .. import actions, queries
from ..actions import answering
from ..models import AnswerConflict, HouseholdConsent
from .rounds import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    return make_round()


def counted(asking):
    return queries.count_of(asking.round)


def test_a_household_answers_by_its_code_and_changes_its_mind(asking):
    lin = asking.neighbour("林秋月", 0)
    asking.by_code(lin, 0, "disagree")
    asking.by_code(lin, 0, "agree")
    count = counted(asking)
    assert (count.registered, count.agree, count.disagree, count.answered) == (10, 1, 0, 1)
    assert [one.answer for one in queries.history_of(asking.round, asking.home(0))] == [
        "disagree",
        "agree",
    ]
    assert Record.objects.filter(verb="consents.answered").count() == 2
    assert not AnswerConflict.objects.exists()


def test_nobody_answers_for_another_home(asking):
    lin = asking.neighbour("林秋月", 0)
    with pytest.raises(NotAllowed):
        asking.by_code(lin, 1)
    with pytest.raises(NotAllowed):
        asking.at_door(1, by=lin)
    assert counted(asking).answered == 0


def test_a_neighbour_whose_home_nobody_confirmed_cannot_answer(asking):
    lin = asking.town.join("林秋月", Role.RESIDENT)
    with pytest.raises(NotAllowed):
        asking.by_code(lin, 0)


def test_the_same_request_sent_twice_counts_once(asking):
    lin = asking.neighbour("林秋月", 0)
    first = asking.by_code(lin, 0, key="once")
    again = asking.by_code(lin, 0, key="once")
    assert again == first
    assert HouseholdConsent.objects.count() == 1
    with pytest.raises(Refused, match="已经交过一次"):
        asking.by_code(lin, 0, "disagree", key="once")


def test_an_answer_is_never_changed_or_deleted(asking):
    kept = asking.at_door(0)
    for tamper in (
        lambda: HouseholdConsent.objects.filter(pk=kept.pk).update(answer="disagree"),
        lambda: HouseholdConsent.objects.filter(pk=kept.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            tamper()


def test_a_door_where_nobody_is_met_lights_no_window(asking):
    asking.at_door(0, "not_reached")
    count = counted(asking)
    assert (count.answered, count.not_reached) == (0, 1)
    lin = asking.neighbour("林秋月", 0)
    asking.by_code(lin, 0)
    assert counted(asking).agree == 1
    with pytest.raises(Refused, match="已经答复过了"):
        asking.at_door(0, "not_reached")


def test_phone_and_door_that_differ_are_a_conflict_and_count_for_nothing(asking):
    lin = asking.neighbour("林秋月", 0)
    asking.by_code(lin, 0, "agree")
    asking.at_door(0, "disagree")
    count = counted(asking)
    assert (count.agree, count.disagree, count.conflicting, count.answered) == (0, 0, 1, 1)
    assert count.tally.waiting == 10


@pytest.fixture
def long_asking(asking):
    """The round has been open for days, so that answers can be long ago."""
    asking.round.opened_at = timezone.now() - timedelta(days=4)
    asking.round.save()
    return asking


def test_the_household_itself_changes_long_after_what_was_said_at_its_door(long_asking):
    long_asking.at_door(0, "disagree", said_at=timezone.now() - timedelta(hours=30))
    long_asking.by_code(long_asking.neighbour("林秋月", 0), 0, "agree")
    assert counted(long_asking).agree == 1
    assert not AnswerConflict.objects.exists()


def test_what_the_household_said_on_its_phone_nobody_changes_alone_however_long_ago(long_asking):
    lin = long_asking.neighbour("林秋月", 0)
    long_asking.by_code(lin, 0, "agree", said_at=timezone.now() - timedelta(days=3))
    long_asking.at_door(0, "disagree")
    assert (counted(long_asking).disagree, counted(long_asking).conflicting) == (0, 1)
    assert AnswerConflict.objects.get().first.channel == "code"


def test_who_first_repeats_an_old_answer_from_a_phone_does_not_change_it_alone(long_asking):
    lin = long_asking.neighbour("林秋月", 0)
    long_asking.by_code(lin, 0, "agree", said_at=timezone.now() - timedelta(days=3))
    long_asking.at_door(0, "agree", said_at=timezone.now() - timedelta(days=2))
    long_asking.at_door(0, "disagree")
    assert counted(long_asking).conflicting == 1
    assert AnswerConflict.objects.get().first.channel == "code"


def test_what_was_settled_nobody_at_the_door_changes_alone_but_the_household_does(long_asking):
    conflict = conflict_of(long_asking)
    settled = actions.settle_conflict(
        actor=long_asking.colleague("周小雨"), conflict=conflict, answer="agree", reason="问过了"
    ).settled_as
    for channel, is_against in (("door", True), ("code", False)):
        new = HouseholdConsent(
            answer="disagree", channel=channel, said_at=settled.said_at + timedelta(days=3)
        )
        assert answering.overturns(settled, new) is is_against


def test_the_door_that_repeats_what_the_phone_said_last_is_no_conflict(long_asking):
    lin, deng = long_asking.neighbour("林秋月", 0), long_asking.neighbour("邓建国", 0)
    long_asking.by_code(lin, 0, "agree", said_at=timezone.now() - timedelta(days=3))
    long_asking.by_code(deng, 0, "disagree", said_at=timezone.now() - timedelta(days=1, hours=6))
    long_asking.at_door(0, "disagree")
    assert (counted(long_asking).disagree, counted(long_asking).conflicting) == (1, 0)


def test_what_was_said_earlier_and_sent_later_does_not_displace_the_answer(long_asking):
    long_asking.by_code(long_asking.neighbour("林秋月", 0), 0, "agree")
    long_asking.at_door(0, "disagree", said_at=timezone.now() - timedelta(days=3))
    assert (counted(long_asking).agree, counted(long_asking).conflicting) == (1, 0)


def test_nothing_was_said_before_the_round_opened(asking):
    with pytest.raises(Refused, match="还没有开始问"):
        asking.at_door(0, said_at=timezone.now() - timedelta(days=1))


def test_the_visitor_who_mistyped_corrects_it_without_a_conflict(asking):
    asking.at_door(0, "disagree")
    asking.at_door(0, "agree")
    assert counted(asking).agree == 1


def test_two_visitors_at_one_door_contradict_each_other(asking):
    asking.at_door(0, "disagree")
    asking.at_door(0, "agree", by=asking.colleague("周小雨"))
    assert counted(asking).conflicting == 1


def test_a_visitor_who_first_repeats_an_answer_does_not_make_it_hers_to_change(asking):
    asking.by_code(asking.neighbour("林秋月", 0), 0, "agree")
    asking.at_door(0, "agree")
    asking.at_door(0, "disagree")
    assert (counted(asking).disagree, counted(asking).conflicting) == (0, 1)
    assert AnswerConflict.objects.get().first.channel == "code"


def test_what_was_settled_does_not_rise_again(asking):
    conflict = conflict_of(asking)
    zhou = asking.colleague("周小雨")
    actions.settle_conflict(actor=zhou, conflict=conflict, answer="agree", reason="问过了")
    asking.at_door(0, "agree")
    assert (counted(asking).agree, counted(asking).conflicting) == (1, 0)


def test_who_adds_an_answer_to_a_conflict_does_not_settle_it(asking):
    conflict = conflict_of(asking)
    zhou = asking.colleague("周小雨")
    asking.at_door(0, "abstain", by=zhou)
    with pytest.raises(NotAllowed, match="另一位同事"):
        actions.settle_conflict(actor=zhou, conflict=conflict, answer="abstain", reason="我听的")
    assert counted(asking).conflicting == 1


def test_nobody_takes_the_key_with_which_a_conflict_will_be_settled(asking):
    conflict = conflict_of(asking)
    neighbour = asking.neighbour("马小军", 2)
    for key in (f"settled:{conflict.pk}", f"paper:{asking.home(1).pk}:1"):
        with pytest.raises(Refused, match="不完整"):
            asking.by_code(neighbour, 2, key=key)


def conflict_of(asking):
    asking.at_door(0, "disagree")
    asking.by_code(asking.neighbour("林秋月", 0), 0, "agree")
    return AnswerConflict.objects.get()


def test_somebody_else_settles_a_conflict_for_a_reason(asking):
    conflict = conflict_of(asking)
    kind = {"conflict": conflict, "answer": "agree", "reason": "打电话问过林秋月，以手机上的为准"}
    with pytest.raises(NotAllowed, match="另一位同事"):
        actions.settle_conflict(actor=asking.director, **kind)
    zhou = asking.colleague("周小雨")
    with pytest.raises(Refused, match="怎么核实"):
        actions.settle_conflict(actor=zhou, **kind | {"reason": " "})
    with pytest.raises(Refused, match="说过的答复"):
        actions.settle_conflict(actor=zhou, **kind | {"answer": "abstain"})
    settled = actions.settle_conflict(actor=zhou, **kind)
    assert settled.settled_by == zhou
    assert counted(asking).agree == 1
    with pytest.raises(Refused, match="已经核实过"):
        actions.settle_conflict(actor=zhou, **kind)


def test_a_conflict_keeps_the_round_open_and_is_named(asking):
    conflict = conflict_of(asking)
    with pytest.raises(Refused, match=r"1 户的答复前后对不上.*1号楼1单元101"):
        close_step(actor=asking.director, step=asking.first)
    actions.settle_conflict(
        actor=asking.colleague("周小雨"), conflict=conflict, answer="agree", reason="问过了"
    )
    assert close_step(actor=asking.director, step=asking.first).is_closed


def test_a_conflict_can_be_settled_when_the_time_is_over_but_nobody_answers(asking):
    conflict = conflict_of(asking)
    shift(asking.first, opens_in=-5, closes_in=-1)
    with pytest.raises(Refused, match="时间已经过了"):
        asking.at_door(1)
    actions.settle_conflict(
        actor=asking.colleague("周小雨"), conflict=conflict, answer="agree", reason="问过了"
    )


def test_nobody_answers_before_the_round_opens_or_after_it_closes():
    asking = make_round(opened=False)
    with pytest.raises(Refused, match="还没有开始问"):
        asking.at_door(0)
    actions.open_round(actor=asking.director, round=asking.round)
    asking.at_door(0)
    close_step(actor=asking.director, step=asking.first)
    with pytest.raises(Refused, match="已经结束"):
        asking.at_door(1)


def test_a_household_struck_off_the_roll_is_not_asked(asking):
    asking.at_door(0)
    home = asking.home(0)
    strike_elector(actor=asking.director, elector=home, because="拆了，没有这一户")
    assert (counted(asking).registered, counted(asking).answered) == (9, 0)
    with pytest.raises(Refused, match="不在这一轮的名册上"):
        actions.answer(
            actor=asking.director,
            round=asking.round,
            elector=home,
            answer="agree",
            channel="door",
            key="late",
        )


def test_many_doors_are_entered_in_one_act_or_not_at_all(asking):
    asking.all_say("agree", "agree", "disagree")
    count = counted(asking)
    assert (count.agree, count.disagree) == (2, 1)
    bad = [
        actions.Told(asking.home(4), "agree", "one"),
        actions.Told(asking.home(4), "disagree", "two"),
    ]
    with pytest.raises(Refused, match="出现了两次"):
        actions.answer_many(actor=asking.director, round=asking.round, told=bad)
    assert counted(asking).answered == 3


def test_what_is_no_answer_is_refused_in_a_sentence(asking):
    with pytest.raises(Refused, match="请选一个答复"):
        asking.at_door(0, "maybe")
    with pytest.raises(Refused, match="不完整"):
        asking.at_door(0, key="")


def test_a_vacant_home_is_left_out_only_where_the_rule_says_so_and_only_while_silent():
    asking = make_round(of="occupied", opened=False)
    line = asking.home(0)
    line.is_vacant = True
    line.save()
    actions.open_round(actor=asking.director, round=asking.round)
    assert counted(asking).vacant == 1
    asking.at_door(0)
    assert (counted(asking).vacant, counted(asking).agree) == (0, 1)
