"""Two at the same moment: a gate has one answer, a quarrel one settlement."""

import pytest
from django.utils import timezone

from mulin.commons.occasions.tests.gatherings import an_occasion
from mulin.commons.places.tests.people import make_town
from mulin.web.tests.threads import each_at_once, refused

from .. import actions
from ..models import Settlement, TopicAnswer
from .matters import THREE_QUESTIONS, make_topic, office_of

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4


@pytest.fixture
def town():
    return make_town()


def test_whether_has_one_answer_of_two_that_are_written_at_once(town):
    topic = make_topic(town, **THREE_QUESTIONS)
    came = each_at_once(
        lambda whether: actions.answer_question(
            actor=office_of(town),
            topic=topic,
            question="whether",
            whether=whether,
            decided_by="全院开会",
            decided_on=timezone.localdate(),
        ),
        *("yes", "no") * 2,
    )
    assert len(refused(came)) == THREADS - 1
    assert TopicAnswer.objects.count() == 1


def test_one_settlement_is_agreed_on_at_a_table_and_ends_once(town):
    occasion = an_occasion(town)
    came = each_at_once(
        lambda _n: actions.write_settlement(
            actor=office_of(town),
            occasion=occasion,
            kind="undertaking",
            words="各让一步",
            parties={"球队": "小郝", "舞蹈队": ""},
            groups=["球队", "舞蹈队"],
            from_on=timezone.localdate(),
        ),
        *range(THREADS),
    )
    assert len(refused(came)) == THREADS - 1
    settlement = Settlement.objects.get()
    ended = each_at_once(
        lambda _n: actions.end_settlement(
            actor=office_of(town), settlement=settlement, because="换了场地"
        ),
        *range(THREADS),
    )
    assert len(refused(ended)) == THREADS - 1


def test_a_topic_is_closed_once(town):
    topic = make_topic(town)
    came = each_at_once(
        lambda _n: actions.close_topic(
            actor=office_of(town), topic=topic, state="dropped", outcome="不做了"
        ),
        *range(THREADS),
    )
    assert len(refused(came)) == THREADS - 1
