from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.notices.queries import messages_for, timeline_of
from mulin.commons.organisations.models import Adviser
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.commons.tasks import todo
from mulin.commons.topics.actions import open_topic
from mulin.commons.topics.parts import sections
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..models import ExpertRequest
from . import asked

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 9)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test turns; it begins on a Monday."""
    now = [timezone.make_aware(MONDAY)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


def texts(person) -> list[str]:
    return [message.text for message in messages_for(person).object_list]


def late_at(town: Town, unit) -> list[ExpertRequest]:
    return list(queries.desk_list(town.people["district_officer"], unit, "late"))


def test_an_answer_is_due_after_five_working_days(town, clock):
    request = asked.a_request(town)
    assert request.due_on == date(2026, 11, 9)
    assert request.escalates_on == date(2026, 11, 16)


def test_a_street_sets_its_own_term_for_what_is_asked_from_then_on(town, clock):
    before = asked.a_request(town)
    actions.set_answer_term(actor=asked.keeper(town), unit=town.street, days=2)
    assert asked.a_request(town, title="晒台的荷载").due_on == date(2026, 11, 4)
    before.refresh_from_db()
    assert before.due_on == date(2026, 11, 9)
    assert queries.days_for(town.far_community) == 5
    with pytest.raises(NotAllowed):
        actions.set_answer_term(actor=asked.worker(town), unit=town.street, days=9)


def test_what_nobody_answers_shows_one_level_up_and_then_two(town, clock):
    officer = town.join("district_officer", Role.DISTRICT_OFFICER, town.district)
    operator = asked.keeper(town)
    request = asked.a_request(town, department=asked.department(town))
    clock[0] += timedelta(days=7)
    assert actions.show_unanswered() == 0
    assert not late_at(town, town.street)
    clock[0] += timedelta(days=1)
    assert actions.show_unanswered() == 1
    assert actions.show_unanswered() == 0
    assert late_at(town, town.street) == [request]
    assert not late_at(town, town.district)
    assert any("到期没有答复" in text for text in texts(operator))
    assert not texts(officer)
    clock[0] += timedelta(days=7)
    assert actions.show_unanswered() == 1
    assert late_at(town, town.district) == [request]
    assert any("到期没有答复" in text for text in texts(officer))


def test_an_answer_takes_it_off_the_lists_and_says_how_late_it_came(town, clock):
    town.join("district_officer", Role.DISTRICT_OFFICER, town.district)
    request = asked.a_request(town)
    clock[0] += timedelta(days=10)
    actions.show_unanswered()
    answered = actions.answer_expert_request(
        actor=request.adviser.person, request=request, answer="每平米不过两百斤。"
    )
    assert (answered.days_late, answered.is_answered) == (3, True)
    assert not late_at(town, town.street)
    assert "晚了 3 天" in " ".join(entry.title for entry in timeline_of(answered))


def test_both_sides_are_told(town):
    request = asked.a_request(town)
    expert, worker = request.adviser.person, asked.worker(town)
    assert any("想请您帮忙" in text for text in texts(expert))
    actions.accept_expert_request(actor=expert, request=request)
    assert any("答应了" in text for text in texts(worker))
    actions.note_expert_visit(actor=worker, request=request, visited_on=timezone.localdate())
    assert any("来看过了" in text for text in texts(expert))
    actions.answer_expert_request(actor=expert, request=request, answer="可以。")
    assert any("答复了" in text for text in texts(worker))


def test_everybody_of_a_department_is_told(town):
    contact = asked.contact(town)
    asked.a_request(town, department=asked.department(town))
    assert any("想请您帮忙" in text for text in texts(contact))


def test_only_who_is_asked_answers(town):
    request = asked.a_request(town)
    other = asked.adviser(town, "别的顾问").person
    with pytest.raises(NotAllowed):
        actions.accept_expert_request(actor=other, request=request)
    with pytest.raises(NotAllowed):
        actions.answer_expert_request(actor=asked.worker(town), request=request, answer="行。")


def test_who_advises_no_more_answers_nothing_in_public(town):
    request = asked.a_request(town)
    expert = request.adviser.person
    Adviser.objects.filter(pk=request.adviser.pk).update(retired_on=timezone.localdate())
    request = queries.all_requests().get(pk=request.pk)
    assert not queries.requests_asked_of(expert)
    with pytest.raises(NotAllowed):
        actions.answer_expert_request(actor=expert, request=request, answer="我来答。")


def test_an_answered_request_is_not_answered_again(town):
    request = asked.an_answer(town)
    expert = request.adviser.person
    with pytest.raises(Refused, match="答复了"):
        actions.answer_expert_request(actor=expert, request=request, answer="不行。")
    with pytest.raises(Refused, match="答复了"):
        actions.decline_expert_request(actor=expert, request=request, reason="没空")


def test_who_accepts_twice_is_told(town):
    request = asked.a_request(town)
    expert = request.adviser.person
    actions.accept_expert_request(actor=expert, request=request)
    with pytest.raises(Refused, match="答应过"):
        actions.accept_expert_request(actor=expert, request=request)


def test_staff_enter_what_a_department_without_an_account_wrote(town):
    request = asked.a_request(town, department=asked.department(town))
    picture = redraw(SimpleUploadedFile("letter.jpg", a_photo().read(), "image/jpeg"))
    answered = actions.enter_expert_answer(
        actor=asked.worker(town),
        request=request,
        answer="承重够，防水要先做。",
        answered_on=timezone.localdate(),
        signed_by="区住建局房屋安全科",
        photos=[picture],
    )
    assert (answered.is_entered, answered.signed_by) == (True, "区住建局房屋安全科")
    assert answered.photos.get().is_public


def test_a_letter_is_not_from_before_the_request_or_from_tomorrow(town):
    request = asked.a_request(town)
    told = {"actor": asked.worker(town), "request": request, "answer": "行", "signed_by": "局里"}
    today = timezone.localdate()
    for day, words in [(today - timedelta(1), "约请之前"), (today + timedelta(1), "还没到")]:
        with pytest.raises(Refused, match=words):
            actions.enter_expert_answer(answered_on=day, **told)


def test_one_adviser_or_one_department_of_these_parts_is_asked(town):
    told = {"actor": asked.worker(town), "unit": town.community, "title": "难题", "problem": "难"}
    with pytest.raises(Refused, match="请选一位"):
        actions.ask_expert(**told)
    with pytest.raises(Refused, match="请选一位"):
        actions.ask_expert(adviser=asked.adviser(town), department=asked.department(town), **told)
    far = asked.adviser(town)
    town.join("far_social_worker", Role.SOCIAL_WORKER, town.far_community)
    with pytest.raises(Refused, match="不在您这里"):
        actions.ask_expert(
            **told | {"actor": town.people["far_social_worker"], "unit": town.far_community},
            adviser=far,
        )


def test_the_written_opinion_appears_on_the_page_of_its_topic(town):
    topic = open_topic(
        actor=asked.worker(town), community=town.community, title="楼顶种菜", problem="想种菜"
    )
    resident = asked.resident(town)
    assert "每平米" not in "".join(one.html for one in sections(topic, resident))
    asked.an_answer(town, topic=topic)
    assert "每平米不过两百斤" in "".join(one.html for one in sections(topic, resident))


def test_a_question_of_a_resident_is_taken_up_or_answered_and_she_is_told(town):
    first, second = asked.a_question(town), asked.a_question(town, "广场舞能不能晚点散")
    asked_for = actions.take_up_question(
        actor=asked.worker(town),
        question=first,
        adviser=asked.adviser(town),
        title="外墙渗水",
        problem=first.text,
    )
    actions.answer_advice_question(
        actor=asked.worker(town), question=second, answer="约好了九点散，不用请教。"
    )
    actions.answer_expert_request(
        actor=asked_for.adviser.person, request=asked_for, answer="先查窗框。"
    )
    told = texts(asked.resident(town))
    assert any("去请教" in text for text in told)
    assert any("约好了九点散" in text for text in told)
    assert any("答复了：外墙渗水" in text for text in told)
    with pytest.raises(Refused, match="有回音了"):
        actions.answer_advice_question(actor=asked.worker(town), question=first, answer="再答")


def test_three_questions_wait_at_once_and_no_more(town):
    for n in range(3):
        asked.a_question(town, f"第{n}问")
    with pytest.raises(Refused, match="还没看完"):
        asked.a_question(town, "第四问")


def test_what_is_sent_twice_is_asked_once(town):
    first = asked.a_request(town)
    assert asked.a_request(town) == first
    assert asked.a_request(town, problem="另一件事") != first
    question = asked.a_question(town)
    assert asked.a_question(town) == question
    actions.answer_advice_question(actor=asked.keeper(town), question=question, answer="物业看")
    assert asked.a_question(town) != question


def test_only_neighbours_propose_questions(town):
    stranger = town.join("路人", Role.RESIDENT, town.far_community)
    with pytest.raises(NotAllowed):
        actions.propose_question(actor=stranger, unit=town.community, text="为什么")


def test_what_waits_stands_on_the_lists_of_those_it_waits_for(town, clock):
    request = asked.a_request(town)
    asked.a_question(town)

    def waits(person) -> list[str]:
        return [one.title for w in todo.waiting_for(person) for one in w.todos]

    assert waits(request.adviser.person) == ["楼顶晒台承重"]
    assert waits(asked.worker(town)) == ["居民想请教：外墙渗水找谁看"]
    clock[0] += timedelta(days=8)
    assert any("催一催" in title for title in waits(asked.keeper(town)))


def test_a_request_that_was_taken_back_is_only_read_by_those_who_asked(town):
    request = asked.a_request(town)
    actions.withdraw_expert_request(actor=asked.worker(town), request=request, reason="解决了")
    assert not queries.requests_visible_to(asked.resident(town)).exists()
    assert queries.requests_visible_to(asked.worker(town)).exists()
