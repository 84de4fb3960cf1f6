from mulin.web.tests.doors import (
    ANYONE,
    FAR_SOCIAL_WORKER,
    FAR_STREET_OPERATOR,
    GRID_WORKER,
    SOCIAL_WORKER,
    STREET_OPERATOR,
    Door,
)

STAFF_ANYWHERE = frozenset(
    {SOCIAL_WORKER, FAR_SOCIAL_WORKER, GRID_WORKER, STREET_OPERATOR, FAR_STREET_OPERATOR}
)


def community(town):
    return [town.community.pk]


DOORS = [
    Door("portal:home", ANYONE),
    Door("portal:communities", ANYONE),
    Door("portal:selections", ANYONE),
    Door("portal:community", ANYONE, community),
    Door("portal:around", ANYONE, community),
    Door("portal:desk", STAFF_ANYWHERE),
    Door("demo:become", ANYONE, lambda town: ["nobody"], "post"),
]
