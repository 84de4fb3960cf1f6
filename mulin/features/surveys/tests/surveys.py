"""A community, its homes and what it is asked, for tests of this room and of the house."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.homes import build, door
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions, queries
from ..kits import kit
from ..models import Survey, SurveyQuestion, SurveySheet

RIDE = [
    {
        "kind": "single",
        "text": "坐不坐公交",
        "is_required": True,
        "settings": {"options": ["坐", "不坐"]},
    },
    {
        "kind": "place",
        "text": "在哪里上车",
        "is_required": True,
        "only_if": 1,
        "only_if_choices": [1],
        "settings": {"options": ["南门", "北门"], "buildings": True},
    },
    {
        "kind": "price",
        "text": "最多几元",
        "only_if": 1,
        "only_if_choices": [1],
        "settings": {"low": 0, "high": 2000},
    },
    {"kind": "text", "text": "还有什么要说", "settings": {}},
]
"""A short survey in which whoever does not ride is asked little."""

RIDES = (1, {"choice": 1}, 200)
WALKS = (2,)
"""What somebody answers there who rides, and who does not."""


def staff(town: Town) -> Person:
    return town.people.get(SOCIAL_WORKER) or town.join(SOCIAL_WORKER, Role.SOCIAL_WORKER)


def facts(**more: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "title": "公交专线怎么开",
        "intro": "想知道大家几点走。",
        "purpose": "只用来和公交公司谈站点、时间和票价。",
        "language": "zh-hans",
        "one_per": "household",
        "counting": "last",
        "least": 5,
        "opens_at": now - timedelta(days=2),
        "closes_at": now + timedelta(days=12),
    } | more


def drafted(town: Town, questions: Any = RIDE, **more: Any) -> Survey:
    return actions.draft_survey(
        actor=staff(town), unit=town.community, questions=questions, **facts(**more)
    )


def opened(town: Town, questions: Any = RIDE, **more: Any) -> Survey:
    return actions.open_survey(actor=staff(town), survey=drafted(town, questions, **more))


def bus_line(town: Town, **more: Any) -> Survey:
    """Return an open survey made from the template of the house."""
    return opened(town, kit("bus_line")["questions"], **more)


def closed(town: Town, **more: Any) -> Survey:
    survey = opened(town, **more)
    return actions.close_survey(actor=staff(town), survey=survey)


def published(town: Town, **more: Any) -> Survey:
    return actions.publish_results(actor=staff(town), survey=closed(town, **more))


def keys(survey: Survey) -> list[int]:
    """Return the keys of a survey's questions in their order."""
    return [one.pk for one in queries.questions_of(survey)]


def said(survey: Survey, *values: Any) -> dict[int, Any]:
    """Return answers to a survey's questions in their order; None is no answer."""
    return {key: value for key, value in zip(keys(survey), values, strict=False) if value}


def homes(town: Town, doors: int = 6, name: str = "3号楼") -> list[Household]:
    building = build(town, name, doors=doors)
    return [door(building, str(100 * number + 1)) for number in range(1, doors + 1)]


def lives_at(town: Town, name: str, home: Household) -> Person:
    return town.join(name, Role.RESIDENT, household=home)


def building_of(home: Household) -> Building:
    return home.dwelling.entrance.building


def answer(survey: Survey, person: Person | None, home: Household | None, *values: Any) -> Any:
    return actions.answer_survey(
        actor=person,
        survey=survey,
        household=home,
        answers=said(survey, *values),
        receipt=uuid4(),
    )


def at_door(town: Town, survey: Survey, home: Household, *values: Any) -> Any:
    return actions.answer_at_door(
        actor=staff(town),
        survey=survey,
        household=home,
        answers=said(survey, *values),
        receipt=uuid4(),
    )


def a_sheet(town: Town, survey: Survey, home: Household | None = None) -> SurveySheet:
    [sheet] = actions.print_sheets(
        actor=staff(town),
        survey=survey,
        households=[home] if home else [],
        count=0 if home else 1,
    )
    return sheet


def read(town: Town, sheet: SurveySheet, reader: Person, *values: Any, **more: Any) -> str:
    return actions.read_sheet(
        actor=reader,
        sheet=sheet,
        answers=said(sheet.survey, *values),
        returned_on=more.pop("returned_on", timezone.localdate()),
        **more,
    )


def first_question(survey: Survey) -> SurveyQuestion:
    found = queries.questions_of(survey)[0]
    found.survey = survey
    return found
