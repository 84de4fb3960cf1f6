from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    JUDGE,
    OFFICE_HERE,
    STREET_OPERATOR,
    Door,
)

from . import asked

KEEPER = frozenset({STREET_OPERATOR})
ANSWERING = OFFICE_HERE | {JUDGE}


def _office(town: Town) -> list:
    asked.closed(town)
    asked.set_rule(town)
    return [town.street.pk]


def _running(town: Town) -> list:
    asked.set_rule(town)
    asked.a_task(town)
    return [town.street.pk]


def _task(town: Town) -> list:
    return [asked.closed(town).pk]


def _request(town: Town) -> list:
    asked.contact(town)
    asked.set_rule(town)
    return [asked.a_request(town).pk]


def _letter(town: Town) -> list:
    asked.contact(town)
    return [asked.a_letter(town).pk]


def _department(town: Town) -> list:
    asked.contact(town)
    return _office(town)


def _own_requests(town: Town) -> list:
    asked.an_application(town)
    return []


NOTED = {"name": "夜市日报", "department": "1", "way": "phone", "asked_on": "gestern"}

DOORS = [
    Door("admissions:counter", ANYONE, _office),
    Door("admissions:sheet", ANYONE, _office),
    Door("admissions:paper", ANYONE, _office),
    Door("admissions:task", ANYONE, _task),
    Door("admissions:second_look", OFFICE_HERE, _task),
    Door("admissions:apply", frozenset({JUDGE}), _department),
    Door("admissions:mine", frozenset({JUDGE}), _own_requests),
    Door("admissions:request", ANSWERING, _request),
    Door("admissions:admit", KEEPER, _request, "post", {"reason": ""}),
    Door("admissions:refuse", OFFICE_HERE, _request, "post"),
    Door("admissions:withdraw", KEEPER | {JUDGE}, _request),
    Door("admissions:letter", ANSWERING, _letter),
    Door("admissions:letter_pdf", ANSWERING, _letter),
    Door("admissions:offices", OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}),
    Door("admissions:desk", OFFICE_HERE, _running),
    Door("admissions:open_round", KEEPER, _office),
    Door("admissions:register", KEEPER, _running),
    Door("admissions:upload", KEEPER, _running),
    Door("admissions:template", KEEPER, _running),
    Door("admissions:decide", KEEPER, _running, "post"),
    Door("admissions:rule", KEEPER, _office),
    Door("admissions:log", OFFICE_HERE, _office),
    Door("admissions:log_sheet", OFFICE_HERE, _office),
    Door("admissions:note", OFFICE_HERE, _office),
    Door("admissions:note", OFFICE_HERE, _office, "post", NOTED),
    Door("admissions:close_round", KEEPER, lambda town: [asked.opened(town).pk], "post"),
    Door("admissions:answer_look", KEEPER, lambda town: [asked.a_look(town).pk]),
]
