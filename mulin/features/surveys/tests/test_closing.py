from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.audit.things import key_of
from mulin.commons.places.roles import Role
from mulin.errors import Refused

from .. import actions, queries
from ..figures import figures_of
from ..models import Survey, SurveySheet
from ..tasks import close_due_surveys
from .surveys import (
    RIDE,
    RIDES,
    WALKS,
    a_sheet,
    at_door,
    closed,
    facts,
    homes,
    opened,
    read,
    staff,
)

pytestmark = pytest.mark.django_db


def test_closing_is_on_the_record_with_what_it_was_asked_for(town):
    cause = homes(town)[0]
    survey = actions.draft_survey(
        actor=staff(town), unit=town.community, questions=RIDE, origin=key_of(cause), **facts()
    )
    actions.open_survey(actor=staff(town), survey=survey)
    actions.close_survey(actor=staff(town), survey=survey)
    record = Record.objects.get(verb="surveys.closed")
    assert record.details["origin"] == [*key_of(cause)]
    assert list(queries.surveys_about(cause)) == [survey]


def test_the_clock_closes_what_is_due(town):
    survey = opened(town)
    assert queries.surveys_to_close() == []
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    close_due_surveys(timestamp=0)
    assert Survey.objects.get(pk=survey.pk).closed_at is not None


def test_results_wait_for_sheets_and_then_stand_still(town):
    survey = opened(town)
    doors = homes(town, doors=8)
    for home in doors[:6]:
        at_door(town, survey, home, *RIDES)
    sheet, other = a_sheet(town, survey, doors[6]), town.join("另一位", Role.SOCIAL_WORKER)
    read(town, sheet, staff(town), *RIDES)
    with pytest.raises(Refused, match="先结束"):
        actions.publish_results(actor=staff(town), survey=survey)
    survey = actions.close_survey(actor=staff(town), survey=survey)
    with pytest.raises(Refused, match="1 张"):
        actions.publish_results(actor=staff(town), survey=survey)
    read(town, sheet, other, *RIDES)
    survey = actions.publish_results(actor=staff(town), survey=survey)
    assert survey.outcome["counted"] == 7
    assert survey.outcome["reached"] == 7
    assert survey.outcome["households"] == 8
    late = a_late_sheet(survey, doors[7])
    with pytest.raises(Refused, match="不录"):
        read(town, late, other, *RIDES)


def a_late_sheet(survey, home):
    return SurveySheet.objects.create(survey=survey, number=99, household=home)


def test_published_figures_break_nothing_small_down(town):
    survey = opened(town)
    doors = homes(town, doors=14)
    for number, home in enumerate(doors):
        at_door(town, survey, home, *(WALKS if number < 3 else (1, {"choice": 1}, 100 * number)))
    rides, where, price, words = figures_of(survey, least=5)["questions"]
    assert rides["bars"] == []
    assert rides["rest"] == {"options": 2, "count": 14}
    assert where["answered"] == 11
    assert [one["count"] for one in price["bins"]] == [5, 6]
    assert words["answered"] == 0
    inside = figures_of(survey)["questions"][0]
    assert [one["count"] for one in inside["bars"]] == [11, 3]


def test_words_are_released_one_by_one(town):
    survey = opened(town)
    [home, *_] = homes(town)
    at_door(town, survey, home, 2, None, None, "找 3 楼的老王，13800000000")
    answer_ = queries.texts_of(survey).get()
    assert queries.released_words(survey) == []
    actions.release_answer(actor=staff(town), answer=answer_, text="找楼里的邻居")
    assert [text for _key, text in queries.released_words(survey)] == ["找楼里的邻居"]
    actions.take_back_answer(actor=staff(town), answer=queries.texts_of(survey).get())
    assert queries.released_words(survey) == []


def test_a_closed_survey_is_closed_once(town):
    survey = closed(town)
    with pytest.raises(Refused):
        actions.close_survey(actor=staff(town), survey=survey)
