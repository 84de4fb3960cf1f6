"""Two people at one desk: one answer, one letter, and a counter that is never wrong."""

import pytest

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.web.tests.threads import at_once, each_at_once, refused

from .. import actions, queries
from ..models import AdmissionRound, RefusalLetter, TaskAdmission, TaskRequest
from . import asked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def two(town) -> list:
    """Two who keep the street's register."""
    return [asked.keeper(town), town.join("沈亦舟", Role.STREET_OPERATOR, town.street)]


def test_a_request_is_admitted_or_refused_and_never_both(town, two):
    asked.set_rule(town)
    one, other = two
    for turn in range(4):
        request = asked.an_application(town, name=f"第{turn}件事")
        came = at_once(
            lambda request=request: actions.admit_request(
                actor=one, request=request, reason="有依据"
            ),
            lambda request=request: actions.refuse_request(actor=other, request=request),
        )
        assert len(refused(came)) == 1
        request.refresh_from_db()
        has_letter = RefusalLetter.objects.filter(request=request).exists()
        is_task = TaskAdmission.objects.filter(name=request.name).exists()
        assert (request.state == "refused") == has_letter
        assert (request.state == "admitted") == is_task
    counted = queries.counter_of(town.street)
    states = list(TaskRequest.objects.values_list("state", flat=True))
    assert (counted.later, counted.refused) == (states.count("admitted"), states.count("refused"))


def test_one_letter_answers_a_request_that_two_refuse(town, two):
    asked.set_rule(town)
    request = asked.an_application(town)
    came = each_at_once(lambda who: actions.refuse_request(actor=who, request=request), *two)
    assert len(refused(came)) == 1
    assert RefusalLetter.objects.count() == 1


def test_letters_written_at_once_have_numbers_of_their_own(town):
    asked.set_rule(town)
    requests = [asked.a_request(town, name=f"第{n}份日报") for n in range(6)]
    worker = asked.worker(town)
    each_at_once(lambda one: actions.refuse_request(actor=worker, request=one), *requests)
    numbers = RefusalLetter.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_tasks_registered_at_once_have_numbers_of_their_own(town, two):
    asked.opened(town)
    names = [f"第{n}件事" for n in range(8)]
    department = asked.department(town)
    each_at_once(
        lambda name: actions.register_task(
            actor=two[0], unit=town.street, name=name, department=department
        ),
        *names,
    )
    numbers = TaskAdmission.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 9))


def test_a_task_is_registered_once_by_two(town, two):
    asked.opened(town)
    department = asked.department(town)
    came = each_at_once(
        lambda who: actions.register_task(
            actor=who, unit=town.street, name="人民调解", department=department
        ),
        *two,
    )
    assert len(refused(came)) == 1
    assert TaskAdmission.objects.count() == 1


def test_the_counter_is_what_the_closed_round_holds_whoever_decides_meanwhile(town, two):
    one, other = two
    for turn in range(3):
        tasks = [asked.a_task(town, f"{turn}-{n}") for n in range(3)]
        asked.decided(town, *tasks)
        found = asked.opened(town)
        declined = {"found": found, "tasks": tasks[:2], "verdict": "declined", "reason": "没依据"}
        at_once(
            lambda found=found: actions.close_round(actor=one, found=found),
            lambda told=declined: actions.decide_tasks(actor=other, **told),
            lambda n=turn: asked.a_task_by(town, other, f"晚来的{n}"),
        )
        if still_open := AdmissionRound.objects.filter(pk=found.pk, closed_at=None).first():
            asked.decided(town, *still_open.tasks.filter(state="registered"))
            actions.close_round(actor=one, found=still_open)
        found.refresh_from_db()
        tasks_now = TaskAdmission.objects.filter(round=found)
        assert found.registered == tasks_now.count()
        assert found.admitted == tasks_now.filter(state="admitted").count()


def test_a_round_is_closed_once(town, two):
    asked.decided(town, asked.a_task(town))
    found = asked.opened(town)
    came = each_at_once(lambda who: actions.close_round(actor=who, found=found), *two)
    assert len(refused(came)) == 1


def test_a_second_look_is_answered_once(town, two):
    look = asked.a_look(town)
    came = each_at_once(
        lambda who: actions.answer_second_look(
            actor=who, look=look, is_changed=True, answer="改过来"
        ),
        *two,
    )
    assert len(refused(came)) == 1
    look.task.refresh_from_db()
    assert look.task.is_admitted
