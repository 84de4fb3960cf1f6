"""Two at the same moment: a request ends in one way, a question is answered once."""

import pytest

from mulin.commons.places.tests.people import make_town
from mulin.web.tests.threads import at_once, each_at_once, refused

from .. import actions, queries
from . import asked

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 6


@pytest.fixture
def town():
    return make_town()


def test_a_request_is_answered_declined_or_taken_back_and_only_one_of_them(town):
    request = asked.a_request(town)
    expert = {"actor": request.adviser.person, "request": request}
    came = at_once(
        lambda: actions.answer_expert_request(**expert, answer="每平米不过两百斤。"),
        lambda: actions.decline_expert_request(**expert, reason="这月在外地"),
        lambda: actions.withdraw_expert_request(
            actor=asked.worker(town), request=request, reason="自己弄清楚了"
        ),
    )
    assert len(refused(came)) == 2


def test_a_question_is_answered_once(town):
    question, worker = asked.a_question(town), asked.worker(town)
    came = each_at_once(
        lambda n: actions.answer_advice_question(actor=worker, question=question, answer=f"答 {n}"),
        *range(THREADS),
    )
    assert len(refused(came)) == THREADS - 1


def test_no_more_questions_wait_of_one_neighbour_than_may(town):
    neighbour = asked.resident(town)
    came = each_at_once(
        lambda n: actions.propose_question(actor=neighbour, unit=town.community, text=f"第 {n} 问"),
        *range(THREADS),
    )
    assert len(refused(came)) == THREADS - queries.MOST_OPEN
