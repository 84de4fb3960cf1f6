from mulin.commons.places.tests.doors import a_place
from mulin.commons.places.tests.homes import build
from mulin.programmes.tests.cycles import make_cycle
from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    GRID_WORKER,
    SIGNED_IN,
    SOCIAL_WORKER,
    STREET_OPERATOR,
    Door,
)

STAFF_ANYWHERE = frozenset(
    {SOCIAL_WORKER, FAR_SOCIAL_WORKER, GRID_WORKER, STREET_OPERATOR, FAR_STREET_OPERATOR}
)


def programme(town):
    steps = [{"kind": "show_evidence", "days": 3, "settings": {"what": "进展"}}]
    cycle = make_cycle(town.people[STREET_OPERATOR], town.street, [town.community], steps)
    return [cycle.programme_id]


def community(town):
    return [town.community.pk]


def compound(town):
    return [build(town, "3号楼", doors=2).compound_id]


def building(town):
    return [build(town, "3号楼", doors=2).pk]


DOORS = [
    Door("portal:home", ANYONE),
    Door("portal:communities", ANYONE),
    Door("portal:selections", ANYONE),
    Door("portal:community", ANYONE, community),
    Door("portal:place", ANYONE, a_place),
    Door("portal:compound", ANYONE, compound),
    Door("portal:building", ANYONE, building),
    Door("portal:my_building", SIGNED_IN),
    Door("portal:around", ANYONE, community),
    Door("portal:research", ANYONE, community),
    Door("portal:years", ANYONE, programme),
    Door("portal:years_xlsx", ANYONE, programme),
    Door("portal:years_json", ANYONE, programme),
    Door("portal:desk", STAFF_ANYWHERE),
    Door("demo:become", ANYONE, lambda town: ["nobody"], "post"),
]
