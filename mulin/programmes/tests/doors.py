from datetime import date

from mulin.commons.places.tests.people import Town
from mulin.commons.topics.tests.matters import make_topic
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    OFFICE_HERE,
    STREET_OPERATOR,
    Door,
)

from ..actions import explain_cycle, save_target, save_zone
from ..models import Cycle, Proposal, Step, Target, Zone
from .cycles import make_cycle, make_proposal

HOST = frozenset({STREET_OPERATOR})
OFFICES = OFFICE_HERE | {FAR_SOCIAL_WORKER, FAR_STREET_OPERATOR}


def _cycle(town: Town) -> Cycle:
    steps = [{"kind": "hold_contest", "days": 3}, {"kind": "publish_result", "days": 7}]
    communities = [town.community, town.next_community]
    return make_cycle(town.people[STREET_OPERATOR], town.street, communities, steps)


def _steps(town: Town) -> list[Step]:
    return list(_cycle(town).steps.all())


def _explained(town: Town) -> Cycle:
    answers = {"resident": {"what": "街坊自己的事", "how": "写一句话就行"}}
    return explain_cycle(actor=town.people[STREET_OPERATOR], cycle=_cycle(town), explainer=answers)


def _zone(town: Town) -> Zone:
    return save_zone(
        actor=town.people[STREET_OPERATOR], cycle=_cycle(town), name="绿色片", focus="多见绿"
    )


def _target(town: Town) -> Target:
    return save_target(
        actor=town.people[STREET_OPERATOR],
        cycle=_cycle(town),
        unit=None,
        indicator="selected",
        planned=4,
        due_on=date(2027, 1, 1),
    )


def _proposal(town: Town, state: str) -> list:
    return [make_proposal(_cycle(town), town.community, "楼道声控灯", state=state).pk]


def _topic(town: Town) -> list[int]:
    _cycle(town)
    return [make_topic(town).pk]


DOORS = [
    Door("programmes:take_up", OFFICE_HERE, _topic),
    Door("programmes:take_up", OFFICE_HERE, _topic, method="post", data={"where": "nowhere"}),
    Door("programmes:cycle", ANYONE, lambda town: [_cycle(town).pk]),
    Door("programmes:explainer", ANYONE, lambda town: [_explained(town).pk]),
    Door("programmes:explainer_sheet", ANYONE, lambda town: [_explained(town).pk]),
    Door("programmes:blueprint", ANYONE, lambda town: [_cycle(town).pk]),
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
    Door("programmes:earlier_years", HOST, lambda town: [_cycle(town).programme_id]),
    Door("programmes:next_cycle", HOST, lambda town: [_cycle(town).programme_id]),
    Door("programmes:steer", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:board", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:board_sheet", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:describe", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:explain", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:zones", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:zone_sheet", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:zone_file", HOST, lambda town: [_cycle(town).pk], method="post"),
    Door("programmes:new_zone", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:zone", HOST, lambda town: [_zone(town).pk]),
    Door("programmes:remove_zone", HOST, lambda town: [_zone(town).pk], method="post"),
    Door("programmes:targets", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:target_sheet", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:target_file", HOST, lambda town: [_cycle(town).pk], method="post"),
    Door("programmes:new_target", HOST, lambda town: [_cycle(town).pk]),
    Door("programmes:target", HOST, lambda town: [_target(town).pk]),
    Door("programmes:remove_target", HOST, lambda town: [_target(town).pk], method="post"),
    Door("programmes:dates", HOST, lambda town: [_steps(town)[1].pk]),
    Door("programmes:owner", HOST, lambda town: [_steps(town)[1].pk]),
    Door("programmes:settings", HOST, lambda town: [_steps(town)[1].pk]),
    Door("programmes:open_step", HOST, lambda town: [_steps(town)[0].pk], method="post"),
    Door("programmes:close_step", HOST, lambda town: [_steps(town)[0].pk], method="post"),
]
