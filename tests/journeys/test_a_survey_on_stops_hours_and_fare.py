"""S4-6, the survey's half: stops, hours and fare, asked on the phone, on paper and at the door."""

import pytest
from django.test import Client
from django.urls import reverse

from mulin.commons.notices.queries import messages_for
from mulin.commons.places.actions import issue_codes
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.surveys import actions, queries
from mulin.features.surveys.kits import kit
from mulin.features.surveys.tests.surveys import at_door, facts, homes, keys, read

pytestmark = pytest.mark.django_db

MORNING, TWO_YUAN = [430, 520], 200
SOUTH, NORTH = {"choice": 1}, {"choice": 2}
RIDES = (3, SOUTH, [1, 2], MORNING, 4000, TWO_YUAN)
WALKS = (4,)


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def secretary(town):
    return town.join("周明岚", Role.SECRETARY)


@pytest.fixture
def director(town):
    return town.join("陶志远", Role.DIRECTOR)


def test_stops_hours_and_fare_are_asked_three_ways_and_counted_together(
    client, town, secretary, director
):
    doors = homes(town, doors=30)
    lin = town.join("林秋月", Role.RESIDENT)
    survey = actions.draft_survey(
        actor=secretary,
        unit=town.community,
        questions=kit("bus_line")["questions"],
        **facts(title="公交专线怎么开才用得上"),
    )
    survey = actions.open_survey(actor=secretary, survey=survey)
    assert "公交专线怎么开才用得上" in next(iter(messages_for(lin))).text

    # Twelve households answer on their phones with the codes on their letters.
    address = reverse("surveys:answer", args=[survey.pk])
    rides, where, _to, when, walk, fare, _words = keys(survey)
    codes = issue_codes(actor=secretary, community=town.community, households=doors[:12])
    for _home, code in codes:
        phone = Client()
        phone.post(f"/h/{code}/?next={address}")
        typed = {f"q{rides}": "3", f"q{where}_0": "choice:1", f"q{walk}": "40", f"q{fare}": "2"}
        typed |= {f"q{when}_0": "07:10", f"q{when}_1": "08:40"}
        assert phone.post(address, typed).status_code == 303

    # Eight hand in a sheet of paper, which two people read; one of them had answered already.
    for home in doors[11:19]:
        sheet = a_sheet_for(secretary, survey, home)
        read(town, sheet, secretary, *RIDES)
        read(town, sheet, director, *RIDES)
    # The grid worker asks seven at their doors; two of them never go by bus.
    for place, home in enumerate(doors[19:26]):
        at_door(town, survey, home, *(WALKS if place < 2 else (2, NORTH, None, MORNING, 1500, 100)))

    survey = actions.close_survey(actor=secretary, survey=survey)
    survey = actions.publish_results(actor=director, survey=survey)
    assert survey.outcome["counted"] == 26
    assert survey.outcome["set_aside"] == 1
    assert (survey.outcome["reached"], survey.outcome["households"]) == (26, 30)

    page = client.get(reverse("surveys:results", args=[survey.pk])).text
    for words in ("26", "另有 1 份", "中位数 2 元", "中位数从 07:10 到 08:40", "南门"):
        assert words in page
    assert "不坐</span>" not in page, "two households are too few to be named"
    assert "26 / 30 户" in page


def a_sheet_for(actor, survey, home):
    [sheet] = actions.print_sheets(actor=actor, survey=survey, households=[home])
    return sheet


def test_what_was_asked_stays_as_it_was_asked(town, secretary):
    survey = actions.draft_survey(
        actor=secretary,
        unit=town.community,
        questions=kit("bus_line")["questions"],
        **facts(),
    )
    survey = actions.open_survey(actor=secretary, survey=survey)
    before = actions.as_written(queries.questions_of(survey))
    again = actions.copy_survey(
        actor=secretary,
        survey=survey,
        title="301 专线开了一年，时间还合适吗",
        opens_at=survey.opens_at,
        closes_at=survey.closes_at,
    )
    last = queries.questions_of(again)[-1]
    last.survey = again
    actions.remove_question(actor=secretary, question=last)
    assert actions.as_written(queries.questions_of(survey)) == before
    assert len(queries.questions_of(again)) == len(before) - 1
