from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    JUDGE,
    OFFICE_HERE,
    RESIDENT,
    SIGNED_IN,
    STREET_OPERATOR,
    Door,
)

from . import asked

ADVISER = frozenset({JUDGE})


def _unit(town: Town) -> list:
    asked.an_answer(town)
    asked.a_request(town, title="公告栏与老巷风貌")
    return [town.community.pk]


def _street(town: Town) -> list:
    asked.a_request(town)
    asked.a_question(town)
    return [town.street.pk]


def _request(town: Town) -> list:
    return [asked.a_request(town).pk]


def _answered(town: Town) -> list:
    return [asked.an_answer(town).pk]


def _mine(town: Town) -> list:
    asked.a_request(town)
    return []


DOORS = [
    Door("advice:advisers", ANYONE, _unit),
    Door("advice:propose", SIGNED_IN, _unit),
    Door(
        "advice:propose",
        frozenset({RESIDENT}),
        _unit,
        method="post",
        data={"text": "外墙渗水找谁"},
        shut=403,
    ),
    Door("advice:mine", SIGNED_IN, _mine),
    Door("advice:request", ANYONE, _answered),
    Door("advice:accept", ADVISER, _request, "post"),
    Door("advice:decline", ADVISER, _request),
    Door("advice:answer", ADVISER, _request),
    Door("advice:visit", OFFICE_HERE | ADVISER, _request),
    Door("advice:offices", OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}),
    Door("advice:desk", OFFICE_HERE, _unit),
    Door("advice:desk", frozenset({STREET_OPERATOR}), _street),
    Door("advice:sheet", OFFICE_HERE, _unit),
    Door("advice:ask", OFFICE_HERE, _unit),
    Door("advice:term", frozenset({STREET_OPERATOR}), _street),
    Door("advice:question", OFFICE_HERE, lambda town: [asked.a_question(town).pk]),
    Door("advice:enter", OFFICE_HERE, _request),
    Door("advice:promise", OFFICE_HERE, _answered),
    Door("advice:withdraw", OFFICE_HERE, _request),
]
