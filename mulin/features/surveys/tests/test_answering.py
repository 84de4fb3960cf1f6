from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused

from .. import actions, queries
from ..figures import figures_of
from ..models import Survey, SurveyAnswer, SurveyResponse
from .surveys import (
    RIDES,
    WALKS,
    answer,
    at_door,
    bus_line,
    homes,
    keys,
    lives_at,
    opened,
    said,
    staff,
)

pytestmark = pytest.mark.django_db


def test_a_household_answers_once_and_the_last_answer_counts(town):
    survey = opened(town)
    [home, *_] = homes(town)
    lin = lives_at(town, "林秋月", home)
    answer(survey, lin, home, *RIDES)
    at_door(town, survey, home, *WALKS)
    assert queries.tally_of(survey) == {
        "counted": 1,
        "online": 0,
        "paper": 0,
        "door": 1,
        "set_aside": 1,
    }


def test_where_the_first_counts_a_later_one_is_kept_and_does_not(town):
    survey = opened(town, counting="first")
    [home, *_] = homes(town)
    at_door(town, survey, home, *RIDES)
    later = at_door(town, survey, home, *WALKS)
    assert not later.counts
    assert queries.tally_of(survey)["counted"] == 1


def test_the_same_form_sent_twice_counts_once(town):
    survey = opened(town)
    [home, *_] = homes(town)
    lin, receipt = lives_at(town, "林秋月", home), uuid4()
    sent = {"actor": lin, "survey": survey, "household": home, "receipt": receipt}
    one = actions.answer_survey(**sent, answers=said(survey, *RIDES))
    assert actions.answer_survey(**sent, answers=said(survey, *RIDES)) == one
    assert SurveyResponse.objects.count() == 1
    actions.close_survey(actor=staff(town), survey=survey)
    assert actions.answer_survey(**sent, answers=said(survey, *RIDES)) == one, "even after the end"


def test_a_receipt_cannot_be_used_for_another_home(town):
    survey = opened(town)
    [home, other, *_] = homes(town)
    receipt = uuid4()
    for door, wanted in ((home, None), (other, Refused)):
        lives_at(town, "林秋月", door)
        sent = {
            "actor": staff(town),
            "survey": survey,
            "household": door,
            "receipt": receipt,
            "answers": said(survey, *RIDES),
        }
        if wanted:
            with pytest.raises(wanted, match="已经交过"):
                actions.answer_at_door(**sent)
        else:
            actions.answer_at_door(**sent)


def test_what_is_required_is_only_required_when_it_is_asked(town):
    survey = opened(town)
    [home, *_] = homes(town)
    with pytest.raises(Refused, match="第 2 题"):
        at_door(town, survey, home, 1)
    at_door(town, survey, home, 2, {"choice": 1}, 200)
    assert set(SurveyAnswer.objects.values_list("question", flat=True)) == {keys(survey)[0]}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 3),
        (0, "1"),
        (0, True),
        (0, [1]),
        (1, {"choice": 3}),
        (1, {"building": 10**9}),
        (1, {"text": "长" * 61}),
        (1, {"choice": 1, "text": "南门"}),
        (1, {"else": 1}),
        (1, "南门"),
        (2, -1),
        (2, 2001),
        (2, 1.5),
        (3, "长" * 2001),
        (3, 7),
    ],
)
def test_an_answer_the_question_cannot_have_is_refused(town, place, value):
    survey = opened(town)
    [home, *_] = homes(town)
    given = [1, {"choice": 1}, None, None]
    given[place] = value
    with pytest.raises(Refused):
        at_door(town, survey, home, *given)
    assert not SurveyResponse.objects.exists()


def test_only_who_lives_there_answers_for_a_home(town):
    survey = opened(town)
    [home, other, *_] = homes(town)
    lin = lives_at(town, "林秋月", home)
    with pytest.raises(NotAllowed):
        answer(survey, lin, other, *RIDES)
    with pytest.raises(NotAllowed):
        answer(survey, lin, None, *RIDES)
    with pytest.raises(NotAllowed):
        answer(survey, None, None, *RIDES)


def test_one_person_answers_once_where_persons_are_asked(town):
    survey = opened(town, one_per="person")
    resident = town.join("林秋月", Role.RESIDENT)
    answer(survey, resident, None, *RIDES)
    answer(survey, resident, None, *WALKS)
    assert queries.tally_of(survey)["counted"] == 1
    with pytest.raises(NotAllowed):
        answer(survey, town.join("远方的人", Role.RESIDENT, town.far_community), None, *RIDES)


def test_whoever_answers_without_an_account_is_not_kept(town):
    survey = opened(town, one_per="anybody")
    resident = town.join("林秋月", Role.RESIDENT)
    answer(survey, resident, None, *RIDES)
    answer(survey, None, None, *RIDES)
    assert queries.tally_of(survey)["counted"] == 2
    assert not SurveyResponse.objects.exclude(person=None).exists()
    assert not Record.objects.filter(verb="surveys.answered").exclude(by=None).exists()


def test_nobody_answers_before_the_beginning_or_after_the_end(town):
    now = timezone.now()
    [home, *_] = homes(town)
    coming = opened(town, opens_at=now + timedelta(hours=1))
    with pytest.raises(Refused, match="还没开始"):
        at_door(town, coming, home, *RIDES)
    over = opened(town)
    Survey.objects.filter(pk=over.pk).update(closes_at=now - timedelta(seconds=1))
    with pytest.raises(Refused, match="收完"):
        at_door(town, over, home, *RIDES)


def test_the_table_itself_holds_one_counted_response_of_a_household(town):
    survey = opened(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, *RIDES)
    with (
        pytest.raises(IntegrityError, match="one_counted_response_of_a_household"),
        transaction.atomic(),
    ):
        SurveyResponse.objects.create(
            survey=survey,
            household=home,
            channel="door",
            receipt=uuid4(),
            answered_at=timezone.now(),
            entered_by=staff(town),
        )


def test_the_bus_line_is_asked_and_answered(town):
    survey = bus_line(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, 1, {"text": "红砖苑口"}, [1, 2], [420, 510], 4000, 200)
    figures = figures_of(survey)["questions"]
    assert figures[3]["from"] == 420
    assert figures[5]["median"] == 200
