from mulin.commons.organisations.actions import found_group
from mulin.web.tests.doors import OFFICE_HERE, SOCIAL_WORKER, Door


def community(town):
    return [town.community.pk]


def groups(town):
    return [town.community.pk, "groups"]


def a_group(town):
    group = found_group(
        actor=town.people[SOCIAL_WORKER], community=town.community, name="麦香苑舞蹈队"
    )
    return [town.community.pk, "groups", group.pk]


DOORS = [
    Door("organisations:registers", OFFICE_HERE, community),
    Door("organisations:register", OFFICE_HERE, groups),
    Door("organisations:register", OFFICE_HERE, groups, "post", {"name": ""}),
    Door("organisations:retire", OFFICE_HERE, a_group, "post"),
    Door("organisations:sheet", OFFICE_HERE, groups),
]
