from typing import Any

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    RESIDENT,
    Door,
)

from .. import queries
from .surveys import (
    a_sheet,
    at_door,
    building_of,
    drafted,
    first_question,
    homes,
    opened,
    published,
)

OFFICES = OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}


def _draft(town: Town) -> list[Any]:
    return [drafted(town).pk]


def _open(town: Town) -> list[Any]:
    return [opened(town).pk]


def _for_anybody(town: Town) -> list[Any]:
    return [opened(town, one_per="anybody").pk]


def _for_persons(town: Town) -> list[Any]:
    return [opened(town, one_per="person").pk]


def _published(town: Town) -> list[Any]:
    return [published(town).pk]


def _answered(town: Town) -> Any:
    survey = opened(town)
    at_door(town, survey, homes(town)[0], 2, None, None, "车少")
    return survey


def _with_answers(town: Town) -> list[Any]:
    return [_answered(town).pk]


def _words(town: Town) -> list[Any]:
    survey = _answered(town)
    return [survey.pk, queries.texts_of(survey).get().pk]


def _question(town: Town) -> list[Any]:
    survey = drafted(town)
    return [survey.pk, first_question(survey).pk]


def _kind(town: Town) -> list[Any]:
    return [drafted(town).pk, "single"]


def _building(town: Town) -> list[Any]:
    return [opened(town).pk, building_of(homes(town)[0]).pk]


def _home(town: Town) -> list[Any]:
    return [opened(town).pk, homes(town)[0].pk]


def _sheet(town: Town) -> list[Any]:
    survey = opened(town)
    return [survey.pk, a_sheet(town, survey).number]


def _printed(town: Town) -> list[Any]:
    survey = opened(town)
    a_sheet(town, survey)
    return [survey.pk]


ONE = {"from": "1", "to": "1"}
TYPED = {"title": "再问一次", "opens_at": "2026-12-01T08:00", "closes_at": "2026-12-02T08:00"}
QUESTION = {"text": "坐不坐", "options": "坐\n不坐"}
DOORS = [
    Door("surveys:surveys", ANYONE),
    Door("surveys:survey", ANYONE, _open),
    Door("surveys:results", ANYONE, _published),
    Door("surveys:results", OFFICE_HERE, _with_answers, hides_from_strangers=True),
    Door("surveys:answer", ANYONE, _for_anybody),
    Door("surveys:answer", ANYONE, _for_anybody, "post", {"q1": "1"}),
    Door("surveys:answer", frozenset({RESIDENT}), _for_persons, shut=303),
    Door("surveys:answer", frozenset({RESIDENT}), _for_persons, "post", {"q1": "1"}, shut=303),
    Door("surveys:doors", OFFICE_HERE, _open),
    Door("surveys:door_list", OFFICE_HERE, _building),
    Door("surveys:door", OFFICE_HERE, _home),
    Door("surveys:door", OFFICE_HERE, _home, "post", {"q1": "1"}),
    Door("surveys:desk", OFFICES),
    Door("surveys:new", OFFICES),
    Door("surveys:new", OFFICES, method="post", data=TYPED),
    Door("surveys:held", OFFICE_HERE, _draft),
    Door("surveys:held", OFFICE_HERE, _with_answers),
    Door("surveys:change", OFFICE_HERE, _draft),
    Door("surveys:change", OFFICE_HERE, _draft, "post", TYPED),
    Door("surveys:preview", OFFICE_HERE, _draft),
    Door("surveys:open", OFFICE_HERE, _draft),
    Door("surveys:open", OFFICE_HERE, _draft, "post"),
    Door("surveys:end", OFFICE_HERE, _open),
    Door("surveys:end", OFFICE_HERE, _open, "post", {"closes_at": "2027-01-01T08:00"}),
    Door("surveys:close", OFFICE_HERE, _open),
    Door("surveys:close", OFFICE_HERE, _open, "post"),
    Door("surveys:copy", OFFICE_HERE, _open),
    Door("surveys:copy", OFFICE_HERE, _open, "post", TYPED),
    Door("surveys:publish", OFFICE_HERE, _open),
    Door("surveys:publish", OFFICE_HERE, _open, "post"),
    Door("surveys:add_question", OFFICE_HERE, _kind),
    Door("surveys:add_question", OFFICE_HERE, _kind, "post", QUESTION),
    Door("surveys:question", OFFICE_HERE, _question),
    Door("surveys:question", OFFICE_HERE, _question, "post", QUESTION),
    Door("surveys:move_question", OFFICE_HERE, _question, "post", {"way": "down"}),
    Door("surveys:remove_question", OFFICE_HERE, _question),
    Door("surveys:remove_question", OFFICE_HERE, _question, "post"),
    Door("surveys:paper", OFFICE_HERE, _printed),
    Door("surveys:paper", OFFICE_HERE, _printed, "post", {"serial": "0001-ACD"}),
    Door("surveys:print", OFFICE_HERE, _printed, "post", {"count": "2"}),
    Door("surveys:sheets", OFFICE_HERE, _printed, data=ONE),
    Door("surveys:sheets_pdf", OFFICE_HERE, _printed, data=ONE),
    Door("surveys:sheet", OFFICE_HERE, _sheet),
    Door("surveys:sheet", OFFICE_HERE, _sheet, "post", {"is_spoilt": "on"}),
    Door("surveys:texts", OFFICE_HERE, _with_answers),
    Door("surveys:release", OFFICE_HERE, _words),
    Door("surveys:release", OFFICE_HERE, _words, "post", {"text": "车少"}),
    Door("surveys:answers_xlsx", OFFICE_HERE, _with_answers),
    Door("surveys:results_xlsx", OFFICE_HERE, _with_answers),
]
