"""What was said at a door where there was no line, and arrives later."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulin.errors import Refused
from mulin.web.tests.doors import RESIDENT

from .. import actions
from ..models import SurveyResponse
from .surveys import WALKS, homes, keys, opened, said, staff

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def survey(town):
    return opened(town)


@pytest.fixture
def home(town):
    return homes(town)[0]


def outbox(person, survey, home, answers, **more):
    client = Client()
    client.force_login(person)
    return client.post(
        reverse("surveys:door", args=[survey.pk, home.pk]),
        {"key": uuid4().hex, "seconds_ago": 0, **answers, **more},
        headers={"X-Outbox": str(more.pop("reader", person.pk))},
    )


def walks(survey) -> dict[str, str]:
    return {f"q{keys(survey)[0]}": "2"}


def test_what_waited_counts_from_when_it_was_said_and_once(town, survey, home):
    key = uuid4().hex
    for _time in range(2):
        told = outbox(staff(town), survey, home, walks(survey), key=key, seconds_ago=7200)
        assert told.json() == {"state": "kept"}
    response = SurveyResponse.objects.get()
    assert timezone.now() - response.answered_at >= 2 * HOUR


def test_an_outbox_is_told_which_question_was_not_taken(town, survey, home):
    told = outbox(staff(town), survey, home, {})
    assert told.status_code == 422
    assert told.json()["reasons"] == ["1. 坐不坐公交：这一题要答。"]


def test_what_waits_is_its_writers_own(town, survey, home):
    told = outbox(town.people[RESIDENT], survey, home, walks(survey), reader=staff(town).pk)
    assert told.status_code == 401
    assert not SurveyResponse.objects.exists()


def test_what_was_said_in_time_is_taken_after_the_end_until_results_are_out(town, survey, home):
    actor, before = staff(town), timezone.now()
    sent = {
        "actor": actor,
        "survey": survey,
        "household": home,
        "answers": said(survey, *WALKS),
        "answered_at": before,
    }
    survey = actions.close_survey(actor=actor, survey=survey)
    actions.answer_at_door(**sent, receipt=uuid4())
    with pytest.raises(Refused, match="收完了"):
        actions.answer_at_door(**sent | {"answered_at": None}, receipt=uuid4())
    late = survey.closed_at + timedelta(seconds=1)
    with pytest.raises(Refused, match="收完了"):
        actions.answer_at_door(**sent | {"answered_at": late}, receipt=uuid4())
    actions.publish_results(actor=actor, survey=survey)
    with pytest.raises(Refused, match="收完了"):
        actions.answer_at_door(**sent, receipt=uuid4())
