from datetime import timedelta

import pytest
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.errors import Refused

from .. import actions, queries
from ..models import SurveyAnswer, SurveyResponse
from .surveys import (
    RIDES,
    WALKS,
    a_sheet,
    at_door,
    homes,
    opened,
    read,
    staff,
)

pytestmark = pytest.mark.django_db


def test_two_people_read_a_sheet_before_it_counts(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey, home), town.join("另一位", Role.SOCIAL_WORKER)
    assert read(town, sheet, staff(town), *RIDES, "早上 车少") == "waits"
    with pytest.raises(Refused, match="已经录过"):
        read(town, sheet, staff(town), *RIDES)
    assert read(town, sheet, other, *RIDES, "早上车少。") == "counts"
    response = SurveyResponse.objects.get()
    assert (response.household, response.channel) == (home, "paper")
    assert SurveyAnswer.objects.get(question__kind="text").text == "早上车少。"
    with pytest.raises(Refused, match="核对完"):
        read(town, sheet, staff(town), *RIDES)


def test_a_sheet_read_differently_is_read_again_by_two(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey, home), town.join("另一位", Role.SOCIAL_WORKER)
    read(town, sheet, staff(town), *RIDES)
    assert read(town, sheet, other, 1, {"choice": 2}, 200) == "differs"
    state = queries.sheet_numbered(survey, sheet.number)
    assert actions.words_that_differ(survey, state) == ["2. 在哪里上车"]
    assert [one.differs for one in queries.waiting_sheets(survey)] == [True]
    read(town, sheet, other, *RIDES)
    assert read(town, sheet, staff(town), *RIDES) == "counts"
    assert not queries.waiting_sheets(survey)


def test_a_sheet_without_a_door_needs_one_written_on_it(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet = a_sheet(town, survey)
    with pytest.raises(Refused, match="哪一户"):
        read(town, sheet, staff(town), *RIDES)
    assert queries.household_named(survey, "3号楼1单元101") == home
    assert read(town, sheet, staff(town), *RIDES, household=home) == "waits"


def test_two_may_agree_that_a_sheet_is_spoilt(town):
    survey = opened(town)
    sheet, other = a_sheet(town, survey), town.join("另一位", Role.SOCIAL_WORKER)
    read(town, sheet, staff(town), is_spoilt=True)
    assert read(town, sheet, other, is_spoilt=True) == "spoilt"
    assert not queries.waiting_sheets(survey)
    assert not SurveyResponse.objects.exists()


def test_a_sheet_brought_before_a_later_answer_does_not_overturn_it(town):
    survey = opened(town)
    [home, *_] = homes(town)
    sheet, other = a_sheet(town, survey, home), town.join("另一位", Role.SOCIAL_WORKER)
    at_door(town, survey, home, *WALKS)
    yesterday = timezone.localdate() - timedelta(days=1)
    read(town, sheet, staff(town), *RIDES, returned_on=yesterday)
    assert read(town, sheet, other, *RIDES, returned_on=yesterday) == "double"
    assert SurveyResponse.objects.get(counts=True).channel == "door"


def test_sheets_of_a_building_keep_their_numbers_when_printed_again(town):
    survey = opened(town)
    doors = homes(town)
    once = actions.print_sheets(actor=staff(town), survey=survey, households=doors[:2])
    actions.print_sheets(actor=staff(town), survey=survey, count=3)
    again = actions.print_sheets(actor=staff(town), survey=survey, households=doors[:3])
    assert {one.pk for one in once} < {one.pk for one in again}
    assert sorted(queries.sheets_of(survey).values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
