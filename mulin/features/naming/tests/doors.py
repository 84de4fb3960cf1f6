from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    RESIDENT,
    SIGNED_IN,
    Door,
)

from .. import actions
from .contests import collected, collecting, counting, decided, voting

OFFICES = OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}


def _collecting(town: Town) -> list:
    return [collecting(town).pk]


def _collected(town: Town) -> list:
    return [collected(town).pk]


def _voting(town: Town) -> list:
    return [voting(town).pk]


def _counting(town: Town) -> list:
    return [counting(town, town.people[RESIDENT]).pk]


def _decided(town: Town) -> list:
    return [decided(town, town.people[RESIDENT]).pk]


def _name(town: Town) -> list:
    return [collected(town).candidates.first().pk]


def _slip(town: Town) -> list:
    contest = collecting(town)
    return [actions.submit_name(actor=None, contest=contest, name="清桐驿").receipt]


DOORS = [
    Door("naming:contests", ANYONE),
    Door("naming:contest", ANYONE, _voting),
    Door("naming:contest", ANYONE, _decided),
    Door("naming:give", ANYONE, _collecting),
    Door("naming:give", ANYONE, _collecting, "post", {"name": ""}),
    Door("naming:slip", ANYONE, _slip),
    Door("naming:withdraw", ANYONE, _slip, "post"),
    Door("naming:vote", frozenset({RESIDENT}), _voting),
    Door("naming:vote", frozenset({RESIDENT}), _voting, "post", {}),
    Door("naming:paper", ANYONE, _voting),
    Door("naming:outcome", ANYONE, _decided),
    Door("naming:plaque", ANYONE, _decided),
    Door("naming:plaque_pdf", ANYONE, _decided),
    Door("naming:plaque", frozenset(), _voting, hides_from_strangers=True),
    Door("naming:mine", SIGNED_IN),
    Door("naming:desk", OFFICES),
    Door("naming:new", OFFICES),
    Door("naming:new", OFFICES, method="post", data={"why": ""}),
    Door("naming:held", OFFICE_HERE, _collected),
    Door("naming:enter", OFFICE_HERE, _collecting),
    Door("naming:enter", OFFICE_HERE, _collecting, "post", {"names": ""}),
    Door("naming:show", OFFICE_HERE, _name, "post"),
    Door("naming:hide", OFFICE_HERE, _name),
    Door("naming:hide", OFFICE_HERE, _name, "post", {"because": ""}),
    Door("naming:shortlist", OFFICE_HERE, _collected),
    Door("naming:shortlist", OFFICE_HERE, _collected, "post", {}),
    Door("naming:prolong", OFFICE_HERE, _collecting),
    Door("naming:prolong", OFFICE_HERE, _collecting, "post", {}),
    Door("naming:call_off", OFFICE_HERE, _collecting),
    Door("naming:call_off", OFFICE_HERE, _collecting, "post", {"because": ""}),
    Door("naming:conclude", OFFICE_HERE, _counting),
    Door("naming:conclude", OFFICE_HERE, _counting, "post"),
    Door("naming:opening", OFFICE_HERE, _decided),
    Door("naming:opening", OFFICE_HERE, _decided, "post", {"text": ""}),
    Door("naming:table", OFFICE_HERE, _voting),
    Door("naming:table", OFFICE_HERE, _voting, "post", {"elector": "1"}),
    Door("naming:count", OFFICE_HERE, _counting),
    Door("naming:count", OFFICE_HERE, _counting, "post", {}),
]
