import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import TaskAdmission
from . import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def test_a_round_goes_from_all_tasks_to_those_that_stay(town):
    asked.closed(town)
    counted = queries.counter_of(town.street)
    assert (counted.registered, counted.admitted, counted.declined) == (2, 1, 1)
    assert counted.last.registered == 2
    assert queries.public_tasks().count() == 2


def test_nobody_reads_of_a_round_before_it_closes(town):
    task = asked.a_task(town)
    asked.decided(town, task)
    assert not queries.public_tasks().exists()
    assert queries.counter_of(town.street).registered == 0


def test_a_round_closes_only_when_every_task_is_decided(town):
    asked.a_task(town)
    with pytest.raises(Refused, match="还有 1 项"):
        actions.close_round(actor=asked.keeper(town), found=asked.opened(town))


def test_an_empty_round_is_not_closed(town):
    with pytest.raises(Refused, match="还没有事项"):
        actions.close_round(actor=asked.keeper(town), found=asked.opened(town))


def test_a_decision_needs_a_reason_and_one_entitled(town):
    task = asked.a_task(town)
    told = {"found": asked.opened(town), "tasks": [task], "verdict": "declined"}
    with pytest.raises(Refused, match="理由"):
        actions.decide_tasks(actor=asked.keeper(town), reason="", **told)
    with pytest.raises(NotAllowed):
        actions.decide_tasks(actor=asked.worker(town), reason="不归社区", **told)


def test_a_closed_round_is_changed_by_a_second_look_only(town):
    found = asked.opened(town)
    task = asked.closed(town)
    with pytest.raises(Refused, match="结束了"):
        actions.decide_tasks(
            actor=asked.keeper(town), found=found, tasks=[task], verdict="admitted", reason="改"
        )
    look = actions.ask_second_look(actor=asked.worker(town), task=task, reason="居民还要用")
    assert look.asked_for == town.community.name
    actions.answer_second_look(
        actor=asked.keeper(town), look=look, is_changed=True, answer="确实该社区做"
    )
    task.refresh_from_db()
    assert (task.is_admitted, task.reason) == (True, "确实该社区做")
    assert queries.counter_of(town.street).admitted == 2


def test_one_second_look_at_a_time(town):
    look = asked.a_look(town)
    with pytest.raises(Refused, match="已经有人"):
        actions.ask_second_look(actor=asked.worker(town), task=look.task, reason="再看")
    actions.answer_second_look(
        actor=asked.keeper(town), look=look, is_changed=False, answer="不归社区"
    )
    with pytest.raises(Refused, match="答复过"):
        actions.answer_second_look(
            actor=asked.keeper(town), look=look, is_changed=True, answer="改了"
        )


def test_a_department_asks_for_its_own_tasks_to_be_looked_at_again(town):
    task = asked.closed(town)
    look = actions.ask_second_look(actor=asked.contact(town), task=task, reason="上级要求")
    assert look.asked_for == "青禾区住建局"
    stranger = town.join("别的部门的人", Role.DEPARTMENT_CONTACT, town.street)
    with pytest.raises(NotAllowed):
        actions.ask_second_look(actor=stranger, task=task, reason="我也要")


def test_what_is_not_on_the_list_is_refused_with_the_letter_that_names_the_rule(town):
    asked.set_rule(town)
    request = asked.a_request(town)
    letter = actions.refuse_request(actor=asked.worker(town), request=request, reason="没有经费")
    assert "《社区工作准入管理办法》（望街办〔2026〕3号）" in letter.body
    assert "青禾区住建局：" in letter.body
    assert "夜市摊位满意度日报" in letter.body
    assert "没有经费。" in letter.body
    assert "0900-8800001" in letter.body
    assert not set("【<") & set(letter.body)
    assert (letter.unit, letter.number) == (town.community, 1)
    request.refresh_from_db()
    assert request.is_refused


def test_letters_are_numbered_on_the_paper_of_whoever_answers(town):
    asked.a_letter(town)
    second = actions.refuse_request(
        actor=asked.worker(town), request=asked.a_request(town, name="报刊征订任务")
    )
    of_the_street = actions.refuse_request(
        actor=asked.keeper(town), request=asked.an_application(town)
    )
    assert (second.number, of_the_street.number) == (2, 1)
    assert of_the_street.unit == town.street


def test_a_letter_that_was_sent_does_not_change_with_the_rule(town):
    letter = asked.a_letter(town)
    before = letter.body
    actions.set_rule(
        actor=asked.keeper(town),
        unit=town.street,
        document={"title": "新办法", "number": ""},
        letter="【部门】：按【规定】不接。",
        contact="别处",
    )
    letter.refresh_from_db()
    assert letter.body == before


def test_a_letter_without_the_rule_in_it_is_not_taken(town):
    with pytest.raises(Refused, match="哪个规定"):
        actions.set_rule(
            actor=asked.keeper(town),
            unit=town.street,
            document={"title": "办法", "number": ""},
            letter="不行。",
            contact="社区办",
        )


def test_without_a_rule_nothing_is_refused(town):
    with pytest.raises(Refused, match="还没有写准入规定"):
        actions.refuse_request(actor=asked.worker(town), request=asked.a_request(town))


def test_an_application_is_decided_by_the_office_and_not_by_a_community(town):
    asked.set_rule(town)
    request = asked.an_application(town)
    with pytest.raises(NotAllowed):
        actions.refuse_request(actor=asked.worker(town), request=request)
    task = actions.admit_request(
        actor=asked.keeper(town),
        request=request,
        reason="有依据，给经费",
        until_on=timezone.localdate(),
        funding=600_000,
    )
    assert (task.is_admitted, task.round, task.funding) == (True, None, 600_000)
    counted = queries.counter_of(town.street)
    assert (counted.later, counted.registered) == (1, 0)
    with pytest.raises(Refused, match="答复过"):
        actions.refuse_request(actor=asked.keeper(town), request=request)


def test_what_is_admitted_already_is_not_asked_for(town):
    stays = asked.a_task(town)
    asked.decided(town, stays)
    actions.close_round(actor=asked.keeper(town), found=asked.opened(town))
    with pytest.raises(Refused, match="本来就做"):
        asked.a_request(town, name=stays.name)


def test_what_was_declined_and_is_asked_again_is_known(town):
    goes = asked.closed(town)
    assert asked.a_request(town, name=goes.name).task == goes


def test_a_declined_task_that_a_department_then_pays_for_is_admitted_under_its_number(town):
    goes = asked.closed(town)
    request = asked.a_request(town, name=goes.name)
    task = actions.admit_request(actor=asked.keeper(town), request=request, reason="补了依据")
    assert (task.pk, task.number, task.is_admitted) == (goes.pk, goes.number, True)


def test_a_department_asks_only_offices_that_have_it_on_their_register(client, town):
    contact = asked.contact(town)
    far = town.far_community.parent
    with pytest.raises(NotAllowed):
        asked.a_request(town, actor=contact, unit=far, way="application", community=None)
    client.force_login(contact)
    page = reverse("admissions:apply", args=[town.street.pk])
    assert client.get(page).status_code == 200
    assert client.get(reverse("admissions:apply", args=[far.pk])).status_code == 404


def test_a_department_writes_only_for_itself(town):
    other = asked.department(town, "青禾区统计局")
    with pytest.raises(NotAllowed):
        asked.a_request(town, actor=asked.contact(town), department=other)


def test_a_worker_notes_only_what_her_community_was_asked(town):
    with pytest.raises(NotAllowed):
        asked.a_request(town, community=None)
    with pytest.raises(NotAllowed):
        asked.a_request(town, community=town.next_community)


def test_a_list_of_106_is_taken_in_once(town):
    asked.opened(town)
    lines = [
        {"name": f"第{n}件事", "department": "区商务局" if n % 2 else "区统计局", "basis": None}
        for n in range(106)
    ]
    take = {"actor": asked.keeper(town), "unit": town.street, "lines": lines}
    assert actions.take_list(**take) == 106
    assert actions.take_list(**take) == 0
    assert TaskAdmission.objects.count() == 106
    assert list(TaskAdmission.objects.values_list("number", flat=True)[:3]) == [1, 2, 3]


def test_a_list_that_says_how_decides(town):
    asked.opened(town)
    line = {"name": "点赞", "department": "区商务局", "basis": None}
    actions.take_list(
        actor=asked.keeper(town),
        unit=town.street,
        lines=[line | {"verdict": "declined", "reason": "没有依据"}],
    )
    assert TaskAdmission.objects.get().reason == "没有依据"


def test_a_task_is_registered_in_a_round(town):
    with pytest.raises(Refused, match="先开一轮"):
        actions.register_task(
            actor=asked.keeper(town),
            unit=town.street,
            name="人民调解",
            department=asked.department(town),
        )


def test_an_application_can_be_withdrawn_until_it_is_answered(town):
    request = asked.an_application(town)
    actions.withdraw_request(actor=asked.contact(town), request=request, reason="不做了")
    with pytest.raises(Refused, match="答复过"):
        actions.withdraw_request(actor=asked.contact(town), request=request, reason="不做了")


def test_the_nearest_register_counts_for_a_community(town):
    assert queries.register_for(town.community) is None
    asked.opened(town)
    assert queries.register_for(town.community) == town.street
    assert queries.register_for(town.far_community) is None
