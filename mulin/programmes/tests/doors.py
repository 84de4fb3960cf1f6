from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    STREET_OPERATOR,
    Door,
)

from ..models import Cycle, Proposal, Step
from .cycles import make_cycle, make_proposal

HOST = frozenset({STREET_OPERATOR})
OFFICES = OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}


def _cycle(town: Town) -> Cycle:
    steps = [{"kind": "hold_contest", "days": 3}, {"kind": "publish_result", "days": 7}]
    communities = [town.community, town.next_community]
    return make_cycle(town.people[STREET_OPERATOR], town.street, communities, steps)


def _steps(town: Town) -> list[Step]:
    return list(_cycle(town).steps.all())


def _proposal(town: Town, state: str) -> list:
    return [make_proposal(_cycle(town), town.community, "楼道声控灯", state=state).pk]


DOORS = [
    Door("programmes:cycle", ANYONE, lambda town: [_cycle(town).pk]),
    Door("programmes:proposals", ANYONE, lambda town: [_cycle(town).pk]),
    Door("programmes:proposal", ANYONE, lambda town: _proposal(town, Proposal.State.SUBMITTED)),
    Door(
        "programmes:proposal",
        OFFICE_HERE | {"grid_worker"},
        lambda town: _proposal(town, Proposal.State.DRAFT),
        hides_from_strangers=True,
    ),
    Door("programmes:desk", OFFICES),
    Door("programmes:launch", OFFICES),
    Door("programmes:next_cycle", HOST, lambda town: [_cycle(town).programme_id]),
    Door("programmes:steer", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:settings", HOST, lambda town: [_steps(town)[1].pk]),
    Door("programmes:open_step", HOST, lambda town: [_steps(town)[0].pk], method="post"),
    Door("programmes:close_step", HOST, lambda town: [_steps(town)[0].pk], method="post"),
]
