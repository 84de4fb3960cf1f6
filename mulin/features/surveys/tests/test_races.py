"""What happens to a survey when people act at the same moment."""

from uuid import uuid4

import pytest

from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.web.tests.threads import at_once
from tests.town import people_a_town

from .. import actions, queries
from ..models import SurveyResponse
from .surveys import a_sheet, answer, at_door, homes, lives_at, opened, read, said, staff

pytestmark = pytest.mark.django_db(transaction=True)
WALKS = (2,)


@pytest.mark.parametrize("counting", ["last", "first"])
def test_of_answers_of_one_home_at_the_same_moment_one_counts(counting):
    town = people_a_town()
    survey = opened(town, counting=counting)
    for place, home in enumerate(homes(town, doors=3)):
        lin = lives_at(town, f"邻居{place}", home)
        came = at_once(
            *[lambda lin=lin, home=home: answer(survey, lin, home, *WALKS)] * 3,
            *[lambda home=home: at_door(town, survey, home, *WALKS)] * 3,
        )
        assert all(isinstance(one, SurveyResponse) for one in came)
    tally = queries.tally_of(survey)
    assert (tally["counted"], tally["set_aside"]) == (3, 15)


def test_one_form_sent_many_times_at_once_counts_once():
    town = people_a_town()
    survey = opened(town, one_per="anybody")
    receipt, answers = uuid4(), said(survey, *WALKS)
    came = at_once(
        *[
            lambda: actions.answer_survey(
                actor=None, survey=survey, answers=answers, receipt=receipt
            )
        ]
        * 6
    )
    assert len({one.pk for one in came}) == 1
    assert SurveyResponse.objects.count() == 1


def test_a_sheet_read_by_three_at_once_makes_one_response():
    town = people_a_town()
    survey = opened(town)
    [home, *_] = homes(town)
    sheet = a_sheet(town, survey, home)
    readers = [staff(town), *(town.join(f"录卷{n}", Role.SOCIAL_WORKER) for n in range(2))]
    came = at_once(*[lambda reader=reader: read(town, sheet, reader, *WALKS) for reader in readers])
    assert sorted(str(one) for one in came if isinstance(one, str)) == ["counts", "waits"]
    assert sum(isinstance(one, Refused) for one in came) == 1
    assert SurveyResponse.objects.count() == 1


def test_an_answer_while_the_survey_closes_is_counted_or_refused():
    town = people_a_town()
    survey = opened(town)
    doors = homes(town, doors=6)
    came = at_once(
        *[lambda home=home: at_door(town, survey, home, *WALKS) for home in doors],
        lambda: actions.close_survey(actor=staff(town), survey=survey),
    )
    kept = [one for one in came[:-1] if isinstance(one, SurveyResponse)]
    assert all(isinstance(one, SurveyResponse | Refused) for one in came[:-1])
    survey = actions.publish_results(actor=staff(town), survey=survey)
    assert survey.outcome["counted"] == len(kept)
