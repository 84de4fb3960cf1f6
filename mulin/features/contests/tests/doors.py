from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.programmes.actions import close_step
from mulin.web.tests.doors import ANYONE, JUDGE, OFFICE_HERE, STREET_OPERATOR, Door

from ..actions import assign_judge
from .contests import Contest, make_contest

HOST = frozenset({STREET_OPERATOR})


def _contest(town: Town) -> list:
    return [make_contest(town).step.pk]


def _publishing(town: Town) -> list:
    return [make_contest(town).publishing.pk]


def _counted(town: Town) -> list:
    contest = make_contest(town, expert_weight=0, public_weight=100)
    close_step(actor=contest.office, step=contest.step)
    return [contest.step.pk]


def _judged(town: Town) -> Contest:
    contest = make_contest(town)
    judge = town.people[JUDGE]
    assign_judge(actor=contest.office, step=contest.step, judge=judge, proposals=[contest.a.pk])
    return contest


def _sheet(town: Town) -> list:
    contest = _judged(town)
    return [contest.sheet(town.people[JUDGE], contest.a).pk]


def _neighbour(town: Town) -> list:
    neighbour = town.join("石奶奶", Role.RESIDENT)
    neighbour.phone = None
    neighbour.save()
    return [*_contest(town), neighbour.pk]


DOORS = [
    Door("contests:contest", ANYONE, _contest),
    Door("contests:result", ANYONE, _contest),
    Door("contests:result", ANYONE, _counted),
    Door("contests:result_json", ANYONE, _counted),
    Door("contests:result_xlsx", ANYONE, _counted),
    Door("contests:publication", ANYONE, _publishing),
    Door("contests:sheets", frozenset({JUDGE}), lambda town: [_judged(town).step.pk]),
    Door("contests:sheet", frozenset({JUDGE}), _sheet),
    Door("contests:recuse", HOST | {JUDGE}, _sheet),
    Door("contests:desk", HOST, _contest),
    Door("contests:neighbours", OFFICE_HERE, _contest),
    Door("contests:neighbour", OFFICE_HERE, _neighbour),
    Door("contests:publishing", HOST, _publishing),
]
