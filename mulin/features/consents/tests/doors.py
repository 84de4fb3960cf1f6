from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, Door

from .rounds import Asking, make_round
from .visit_doors import VISIT_DOORS


def _asking(town: Town) -> Asking:
    asking = make_round(town)
    asking.at_door(0)
    return asking


def _step(town: Town) -> list:
    return [_asking(town).first.pk]


def _home(town: Town) -> list:
    asking = _asking(town)
    household = asking.home(0).household
    town.join(RESIDENT, Role.RESIDENT, household=household)
    return [asking.first.pk]


def _number(town: Town) -> list:
    return [*_step(town), 1]


def _building(town: Town) -> list:
    asking = _asking(town)
    return [asking.first.pk, asking.compound.buildings.get().pk]


DOORS = [
    Door("consents:round", ANYONE, _step),
    Door("consents:round", ANYONE, lambda town: [make_round(town, opened=False).first.pk]),
    Door("consents:mine", frozenset({RESIDENT}), _home, shut=303),
    Door("consents:desk", OFFICE_HERE, _step),
    Door("consents:desk", OFFICE_HERE, lambda town: [make_round(town, opened=False).first.pk]),
    Door("consents:answers_xlsx", OFFICE_HERE, _step),
    Door("consents:building", OFFICE_HERE, _building),
    Door("consents:household", OFFICE_HERE, _number),
    Door("consents:paper", OFFICE_HERE, _step),
    Door("consents:paper_form", OFFICE_HERE, _number),
    Door("consents:forms", OFFICE_HERE, _building),
    Door("consents:start", ANYONE, lambda town: [make_round(town).start.pk]),
    Door("consents:start_desk", OFFICE_HERE, lambda town: [make_round(town).start.pk]),
    *VISIT_DOORS,
]
