"""A case on its way: taken, handed on, paused, solved, told, confirmed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.notices.queries import messages_for
from mulin.commons.people.actions import anonymise
from mulin.commons.places.roles import Role
from mulin.commons.tasks.actions import hand_over_everything
from mulin.commons.tasks.models import ActionItem, AgendaItem
from mulin.commons.tasks.todo import waiting_for
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..cards import story_of
from ..models import Case
from .desk import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def newest(person) -> str:
    return next(iter(messages_for(person))).text


def test_whoever_takes_a_new_case_has_it_to_the_end(desk):
    case = desk.accepted()
    assert case.owner == case.first_contact == desk.worker
    assert newest(desk.tian) == "您报的“3 号楼门口的灯不亮”，阮*接了，一直办到底"
    with pytest.raises(Refused, match="做不了"):
        actions.accept_case(actor=desk.secretary, case=case)


def test_a_transfer_needs_a_yes(desk):
    case = desk.accepted()
    offer = actions.offer_transfer(
        actor=desk.worker, case=case, to=desk.secretary, reason="要协调物业"
    )
    assert fresh(case).owner == desk.worker
    assert "要协调物业" in newest(desk.secretary)
    with pytest.raises(Refused, match="等他答复"):
        actions.offer_transfer(actor=desk.worker, case=case, to=desk.secretary, reason="再请")
    with pytest.raises(Refused, match="请写一句原因"):
        actions.answer_offer(actor=desk.secretary, transfer=offer, accepts=False)
    with pytest.raises(NotAllowed):
        actions.answer_offer(actor=desk.worker, transfer=offer, accepts=True)
    actions.answer_offer(actor=desk.secretary, transfer=offer, accepts=True)
    assert fresh(case).owner == desk.secretary
    assert fresh(case).first_contact == desk.worker


def test_a_no_leaves_it_where_it_was(desk):
    case = desk.reported()
    offer = actions.assign_case(actor=desk.secretary, case=case, to=desk.worker)
    assert fresh(case).state == "assigned"
    actions.answer_offer(actor=desk.worker, transfer=offer, accepts=False, answer="在休假")
    assert (fresh(case).state, fresh(case).owner) == ("new", None)


def test_an_assigned_case_is_the_others_once_they_say_yes(desk):
    case = desk.reported()
    offer = actions.assign_case(actor=desk.secretary, case=case, to=desk.worker)
    actions.answer_offer(actor=desk.worker, transfer=offer, accepts=True)
    assert (fresh(case).state, fresh(case).first_contact) == ("accepted", desk.worker)


def test_nobody_from_elsewhere_gets_a_case(desk):
    far = desk.town.join("戴云舒", Role.DIRECTOR, desk.town.far_community)
    with pytest.raises(Refused, match="不在这里办事"):
        actions.assign_case(actor=desk.secretary, case=desk.reported(), to=far)


def test_the_clock_stops_only_for_a_reason_and_runs_on(desk):
    case = desk.captured(kind="safety")
    was = case.due_at
    with pytest.raises(Refused, match="等谁"):
        actions.pause_case(actor=desk.worker, case=case, waiting_for="供电", reason=" ")
    pause = actions.pause_case(
        actor=desk.worker, case=case, waiting_for="供电所", reason="等停电许可"
    )
    pause.paused_at -= timedelta(hours=5)
    pause.save()
    Case.objects.filter(pk=case.pk).update(due_from=case.due_from - timedelta(hours=6))
    assert not fresh(case).is_late
    with pytest.raises(Refused, match="做不了"):
        actions.begin_case(actor=desk.worker, case=case)
    case = actions.resume_case(actor=desk.worker, case=case)
    later = case.due_at - (was - timedelta(hours=6))
    assert timedelta(hours=5) <= later < timedelta(hours=5, minutes=1)
    assert case.state == "in_progress"


def test_solving_from_a_pause_ends_the_pause(desk):
    case = desk.captured()
    actions.pause_case(actor=desk.worker, case=case, waiting_for="公交公司", reason="等答复")
    desk.solved(fresh(case), "开通了")
    assert case.pauses.get().resumed_at is not None


def test_the_reporter_is_told_before_anybody_else(desk):
    case = desk.captured(reporter_name="田奶奶", may_be_public=True)
    actions.publish_case(actor=desk.secretary, case=case)
    case = desk.solved(case, "301 专线开通")
    assert case.told_at is None, "she left only a name, so somebody has to go and tell her"
    assert "301" not in str(story_of(case, knows_result=False))
    assert "301" in str(story_of(case, knows_result=True))
    case = actions.note_told(actor=desk.worker, case=case, how="in_person")
    assert "301" in str(story_of(case, knows_result=False))
    with pytest.raises(Refused, match="已经告诉过"):
        actions.note_told(actor=desk.worker, case=case, how="phone")


def test_an_account_and_a_mobile_number_are_told_at_once(
    desk, capsys, django_capture_on_commit_callbacks, settings
):
    settings.DEMO = True
    assert desk.solved().told_how == "message"
    assert newest(desk.tian).startswith("您报的“3 号楼门口的灯不亮”办好了：换了新灯")
    case = desk.accepted(desk.reported(by=None, reporter_phone="13900001111"))
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.solved(case).told_how == "sms"
    assert "SMS 13900001111 [case]" in capsys.readouterr().out


def test_the_reporter_confirms_and_says_how_well(desk):
    case = desk.solved()
    with pytest.raises(NotAllowed):
        actions.confirm_case(actor=desk.secretary, case=case, satisfaction=5)
    with pytest.raises(Refused, match="1 到 5"):
        actions.confirm_case(actor=desk.tian, case=case, satisfaction=None)
    case = actions.confirm_case(actor=desk.tian, case=case, satisfaction=5)
    assert (case.state, case.satisfaction) == ("confirmed", 5)
    with pytest.raises(Refused, match="做不了"):
        actions.confirm_case(actor=desk.tian, case=case, satisfaction=1)


def test_whoever_holds_the_code_judges_and_a_wrong_code_does_not(desk):
    case = desk.solved(desk.accepted(desk.reported(by=None)))
    for wrong in ("", "222222222222"):
        with pytest.raises(NotAllowed):
            actions.reopen_case(actor=None, case=case, code=wrong, opinion="没修")
    case = actions.reopen_case(actor=None, case=case, code=case.code, opinion="又灭了")
    assert (case.state, case.owner, case.told_at) == ("reopened", desk.worker, None)
    assert case.due_at > timezone.now()
    assert newest(desk.worker) == "“3 号楼门口的灯不亮”还没办好：又灭了"


def test_a_solved_case_closes_itself_after_a_week_of_silence_and_says_so(desk):
    silent, fresh_one = desk.solved(), desk.solved(desk.accepted(desk.reported("井盖响")))
    untold = desk.solved(desk.captured())
    week = timezone.now() - timedelta(days=7, minutes=1)
    Case.objects.filter(pk=silent.pk).update(told_at=week)
    assert actions.close_silent_cases() == 1
    assert fresh(silent).closed_itself
    assert "七天没有回音" in newest(desk.tian)
    assert fresh(fresh_one).is_resolved
    assert fresh(untold).is_resolved, "who was not told cannot be silent"
    actions.reopen_case(actor=desk.tian, case=silent, opinion="刚看到，没好")
    assert not fresh(silent).closed_itself


def test_a_case_is_public_only_where_its_reporter_agrees(desk):
    case = desk.accepted()
    with pytest.raises(Refused, match="没有同意"):
        actions.publish_case(actor=desk.secretary, case=case)
    found = desk.captured("井盖松了", source="proactive", reporter_name="")
    assert actions.publish_case(actor=desk.secretary, case=found).is_public
    assert not actions.hide_case(actor=desk.secretary, case=found).is_public


def test_what_the_law_gives_to_a_department_is_passed_on(desk):
    case = desk.captured(kind="by_law")
    with pytest.raises(Refused, match="哪个单位"):
        actions.pass_on_case(actor=desk.secretary, case=case, to=None, to_name="", reason="归水务")
    case = actions.pass_on_case(
        actor=desk.secretary, case=case, to=None, to_name="区水务局", reason="河道归水务管"
    )
    assert (case.state, case.passed_to_name) == ("transferred", "区水务局")


def test_a_case_rises_to_the_street_and_never_falls(desk):
    case = desk.captured()
    up = actions.escalate_case(actor=desk.worker, case=case, level="district", reason="线路要批")
    assert up.level == "district"
    with pytest.raises(Refused, match="已经报到"):
        actions.escalate_case(actor=desk.worker, case=case, level="subdistrict", reason="再报")


def test_a_case_is_brought_to_the_joint_meeting_once(desk):
    case = desk.captured()
    first = actions.bring_up_case(actor=desk.secretary, case=case)
    assert actions.bring_up_case(actor=desk.secretary, case=case) == first
    assert AgendaItem.objects.get().origin_id == case.pk


def test_a_relapse_opens_it_again_asks_why_and_opens_two_promises(desk):
    case = desk.solved(desk.captured("空地又堆满了垃圾", kind="environment"))
    task = case.rechecks.get()
    assert task.due_on == timezone.localdate() + timedelta(days=7)
    look = {"actor": desk.secretary, "task": task}
    with pytest.raises(Refused, match="请选原因"):
        actions.recheck_case(**look, outcome="relapsed")
    case = actions.recheck_case(**look, outcome="relapsed", cause="both", note="又堆满了")
    assert (case.state, case.relapses, case.cause) == ("reopened", 1, "both")
    promised = ActionItem.objects.filter(origin_type="cases.case", origin_id=case.pk)
    assert len(promised) == 2
    assert {item.keeper for item in promised} == {desk.worker}
    assert desk.solved(case).rechecks.filter(done_at=None).count() == 1


def test_where_no_cause_is_asked_a_relapse_only_opens_it_again(desk):
    case = desk.solved(desk.captured("井盖又松了", kind="safety"))
    look = {"actor": desk.secretary, "task": case.rechecks.get()}
    case = actions.recheck_case(**look, outcome="relapsed", note="又松了")
    assert (case.state, case.relapses, case.cause) == ("reopened", 1, "")
    assert not ActionItem.objects.exists()


def test_another_kind_keeps_the_time_its_clock_stood_still(desk):
    case = desk.captured(kind="consult")
    pause = actions.pause_case(actor=desk.worker, case=case, waiting_for="街道", reason="等答复")
    Case.objects.filter(pk=case.pk).update(due_from=case.due_from - timedelta(hours=6))
    pause.paused_at -= timedelta(hours=5)
    pause.save()
    actions.resume_case(actor=desk.worker, case=fresh(case))
    case = actions.sort_case(actor=desk.worker, case=case, kind="danger")
    stood = case.due_at - (case.due_from + timedelta(hours=2))
    assert timedelta(hours=5) <= stood < timedelta(hours=5, minutes=1)


def test_another_kind_counts_from_when_it_was_opened_again(desk):
    case = desk.solved()
    case = actions.reopen_case(actor=desk.tian, case=case, opinion="又灭了")
    Case.objects.filter(pk=case.pk).update(came_at=case.came_at - timedelta(days=90))
    case = actions.sort_case(actor=desk.worker, case=case, kind="danger")
    assert case.due_at == case.due_from + timedelta(hours=2)
    assert not case.is_late


def test_solving_it_ends_what_a_colleague_was_asked(desk):
    case = desk.captured()
    offer = actions.offer_transfer(actor=desk.worker, case=case, to=desk.secretary, reason="要协调")
    desk.solved(case)
    with pytest.raises(Refused, match="已经答复过"):
        actions.answer_offer(actor=desk.secretary, transfer=offer, accepts=True)


def test_an_offer_can_be_withdrawn_until_it_is_answered(desk):
    case = desk.reported()
    offer = actions.assign_case(actor=desk.secretary, case=case, to=desk.worker)
    with pytest.raises(NotAllowed):
        actions.withdraw_offer(actor=desk.tian, transfer=offer)
    actions.withdraw_offer(actor=desk.secretary, transfer=offer)
    assert fresh(case).is_new
    with pytest.raises(Refused, match="已经答复过"):
        actions.withdraw_offer(actor=desk.secretary, transfer=offer)


def test_what_stayed_solved_stays_closed(desk):
    case = desk.solved(desk.captured(kind="environment"))
    task = case.rechecks.get()
    actions.recheck_case(actor=desk.secretary, task=task, outcome="kept", note="干净")
    with pytest.raises(Refused, match="已经复查过"):
        actions.recheck_case(actor=desk.secretary, task=task, outcome="kept")
    assert fresh(case).is_resolved


def test_everything_in_hand_is_handed_over_with_its_history(desk):
    case, done = desk.captured(), desk.solved(desk.captured("井盖响"))
    new = desk.town.join("桑榆", Role.GRID_WORKER)
    hand_over_everything(
        actor=desk.secretary,
        leaver=desk.worker,
        successor=new,
        unit=desk.town.community,
        because="调去街道",
    )
    assert fresh(case).owner == new
    assert fresh(case).first_contact == desk.worker
    assert case.transfers.get().reason == "调去街道"
    assert fresh(done).owner == desk.worker
    assert any("走到地铁" in todo.title for one in waiting_for(new) for todo in one.todos)


def test_nobody_leaves_with_cases_in_hand(desk):
    desk.captured()
    with pytest.raises(Refused, match="先交给同事"):
        anonymise(actor=desk.worker)


def test_two_cases_are_linked_both_ways(desk):
    one, other = desk.captured(), desk.captured("公交太远")
    actions.link_cases(actor=desk.worker, case=one, other=other)
    assert list(other.related_cases.all()) == [one]
    with pytest.raises(Refused, match="已经连"):
        actions.link_cases(actor=desk.worker, case=other, other=one)
    with pytest.raises(Refused, match="自己"):
        actions.link_cases(actor=desk.worker, case=one, other=one)


def test_first_contact_completion_leaves_out_what_the_law_gives_away(desk):
    desk.solved(desk.captured("一"))
    handed = desk.captured("二")
    offer = actions.offer_transfer(
        actor=desk.worker, case=handed, to=desk.secretary, reason="要协调"
    )
    actions.answer_offer(actor=desk.secretary, transfer=offer, accepts=True)
    desk.solved(fresh(handed))
    desk.solved(desk.captured("三", kind="by_law"))
    desk.captured("四", source="proactive")
    figures = queries.figures_of(desk.town.community, timezone.now() - timedelta(days=1))
    assert (figures.came, figures.solved, figures.found, figures.brought) == (4, 3, 1, 3)
    assert str(figures.first_contact_completion) == "50.0"
    assert str(figures.solution) == "75.0"
    assert figures.satisfaction is None
    street = queries.figures_of(desk.town.street, timezone.now() - timedelta(days=1))
    assert street == figures
