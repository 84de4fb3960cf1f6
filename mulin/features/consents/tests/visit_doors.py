"""Who may open the pages of visits, objections and household plans."""

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, RESIDENT, SIGNED_IN, Door

from ..models import Objection
from .visits import STOVE, Walk, make_planning, make_walk


def _walk(town: Town) -> Walk:
    walk = make_walk(town)
    walk.knock(0, objections=[STOVE])
    return walk


def _step(town: Town) -> list:
    return [_walk(town).asking.first.pk]


def _campaign(town: Town) -> list:
    return [_walk(town).campaign.pk]


def _building(town: Town) -> list:
    walk = _walk(town)
    return [walk.campaign.pk, walk.building.pk]


def _door(town: Town) -> list:
    walk = _walk(town)
    return [walk.campaign.pk, walk.asking.home(0).pk]


def _assignment(town: Town) -> list:
    walk = _walk(town)
    walk.send("党员老秦")
    return [walk.campaign.pk, walk.campaign.assignments.get().pk]


def _objection(town: Town) -> list:
    _walk(town)
    return [Objection.objects.get().pk]


def _home(town: Town) -> list:
    return [_walk(town).asking.home(0).household_id]


def _plans(town: Town) -> list:
    planning = make_planning(town)
    planning.slot(planning.signed(is_exemplar=True))
    return [planning.step.pk]


def _plan(town: Town) -> list:
    return [make_planning(town).written().pk]


def _slot(town: Town) -> list:
    planning = make_planning(town)
    return [planning.slot(planning.signed(is_exemplar=True)).pk]


VISIT_DOORS = [
    Door("consents:campaigns", OFFICE_HERE, _step),
    Door("consents:objections", OFFICE_HERE, _step),
    Door("consents:objections_xlsx", OFFICE_HERE, _step),
    Door("consents:topics", OFFICE_HERE, _step),
    Door("consents:objection", OFFICE_HERE, _objection),
    Door("consents:walks", SIGNED_IN),
    Door("consents:campaign", OFFICE_HERE, _campaign),
    Door("consents:assign", OFFICE_HERE, _campaign),
    Door("consents:unassign", OFFICE_HERE, _assignment, method="post"),
    Door("consents:campaign_xlsx", OFFICE_HERE, _campaign),
    Door("consents:walk_xlsx", OFFICE_HERE, _campaign),
    Door("consents:sheet_upload", OFFICE_HERE, _campaign),
    Door("consents:walk", OFFICE_HERE, _building),
    Door("consents:walk_sheet", OFFICE_HERE, _building),
    Door("consents:door", OFFICE_HERE, _door),
    Door("consents:household_card", OFFICE_HERE, _home),
    Door("consents:plans", ANYONE, _plans),
    Door("consents:plans_desk", OFFICE_HERE, _plans),
    Door("consents:plans_xlsx", OFFICE_HERE, _plans),
    Door("consents:plan", OFFICE_HERE, _plan),
    Door("consents:plan_sheet", OFFICE_HERE, _plan),
    Door("consents:slot", frozenset({RESIDENT}), _slot, method="post", shut=403),
]
