from mulin.commons.electorates.actions import draw_up
from mulin.commons.electorates.queries import roll_of
from mulin.commons.places.roles import Role
from mulin.web.tests.doors import OFFICE_HERE, SOCIAL_WORKER, Door


def community(town):
    return [town.community.pk]


def owners_table(town):
    return [town.community.pk, "owners"]


def _roll(town):
    town.join("丁桂香", Role.RESIDENT_DELEGATE)
    return draw_up(
        actor=town.people[SOCIAL_WORKER], unit=town.community, kind="delegates", name="代表名册"
    )


def a_roll(town):
    return [_roll(town).pk]


def a_line(town):
    return [roll_of(_roll(town)).first().pk]


DOORS = [
    Door("electorates:electorates", OFFICE_HERE, community),
    Door("electorates:electorates", OFFICE_HERE, community, "post", {"name": ""}),
    Door("electorates:empty_sheet", OFFICE_HERE, owners_table),
    Door("electorates:roll", OFFICE_HERE, a_roll),
    Door("electorates:add", OFFICE_HERE, a_roll, "post", {"name": ""}),
    Door("electorates:join", OFFICE_HERE, a_roll),
    Door("electorates:join", OFFICE_HERE, a_roll, "post", {}),
    Door("electorates:sheet", OFFICE_HERE, a_roll),
    Door("electorates:check_list", OFFICE_HERE, a_roll),
    Door("electorates:correct", OFFICE_HERE, a_line),
    Door("electorates:correct", OFFICE_HERE, a_line, "post", {"because": ""}),
]
