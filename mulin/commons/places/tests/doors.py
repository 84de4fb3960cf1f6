from mulin.web.tests.doors import (
    ANYONE,
    GRID_WORKER,
    OFFICE_HERE,
    RESIDENT,
    SIGNED_IN,
    SOCIAL_WORKER,
    STREET_OPERATOR,
    Door,
)

from .. import actions
from ..queries import households_of
from ..roles import Role
from .homes import build
from .people import part_of
from .rolls import table

LINE = ["北里一区", "3号楼", "2单元", "401"]


def community(town):
    return [town.community.pk]


def subdistrict(town):
    return [town.street.pk]


def compound(town):
    return [build(town).compound_id]


def building(town):
    return [build(town).pk]


def grid(town):
    return [actions.draw_grid(actor=None, community=town.community, name="第一网格").pk]


def building_of_the_grid(town):
    """Return a building of a grid that the town's grid worker works in."""
    its = actions.draw_grid(actor=None, community=town.community, name="第一网格")
    town.join(GRID_WORKER, Role.GRID_WORKER, grid=its)
    one = build(town)
    actions.assign_buildings(actor=None, grid=its, buildings=[one])
    return [one.pk]


def a_place(town):
    found = actions.found_place(
        actor=None, community=town.community, kind="bike_shed", name="非机动车库"
    )
    return [found.pk]


def a_part(town):
    return [part_of(town.people[RESIDENT]).pk]


def a_claim(town):
    claimed = actions.claim_home(
        actor=town.people[RESIDENT], community=town.community, building=build(town), room="101"
    )
    return [claimed.pk]


def a_letter(town):
    homes = households_of(build(town))
    codes = actions.issue_codes(
        actor=town.people[SOCIAL_WORKER], community=town.community, households=homes
    )
    return [codes[0][1]]


def a_roll(town):
    return _roll(town, table(LINE))


def a_roll_with_a_copy(town):
    return _roll(town, table(LINE, LINE))


def _roll(town, content):
    worker = town.people[SOCIAL_WORKER]
    roll = actions.upload_roll(
        actor=worker, community=town.community, name="户册.xlsx", content=content
    )
    actions.check_roll(actor=worker, roll=roll)
    return [roll.pk]


OFFICE_ABOVE = frozenset({STREET_OPERATOR})
STAFF_HERE = OFFICE_HERE | {GRID_WORKER}
"""Those who read how the town's first community is laid out; only its office changes it."""

DOORS = [
    Door("places:tree", STAFF_HERE, community),
    Door("places:tree", OFFICE_ABOVE, subdistrict),
    Door("places:tree", OFFICE_HERE, community, "post", {"name": ""}),
    Door("places:tree_sheet", STAFF_HERE, community),
    Door("places:facts", OFFICE_HERE, community),
    Door("places:compound", STAFF_HERE, compound),
    Door("places:compound", OFFICE_HERE, compound, "post", {}),
    Door("places:compound_change", OFFICE_HERE, compound),
    Door("places:building", OFFICE_HERE, building),
    Door("places:building", STAFF_HERE, building_of_the_grid),
    Door("places:building_change", OFFICE_HERE, building),
    Door("places:building_change", OFFICE_HERE, building_of_the_grid),
    Door("places:letters", OFFICE_HERE, building),
    Door("places:letters", OFFICE_HERE, building_of_the_grid),
    Door("places:letters", OFFICE_HERE, building, "post"),
    Door("places:letters_revoke", OFFICE_HERE, building, "post"),
    Door("places:grids", STAFF_HERE, community),
    Door("places:grids_sheet", STAFF_HERE, community),
    Door("places:grid", STAFF_HERE, grid),
    Door("places:grids", OFFICE_HERE, community, "post", {}),
    Door("places:grid", OFFICE_HERE, grid, "post", {}),
    Door("places:grid_change", OFFICE_HERE, grid),
    Door("places:spaces", STAFF_HERE, community),
    Door("places:spaces", OFFICE_HERE, community, "post", {}),
    Door("places:spaces_sheet", STAFF_HERE, community),
    Door("places:space_change", OFFICE_HERE, a_place),
    Door("places:space_rename", OFFICE_HERE, a_place),
    Door("places:members", OFFICE_HERE, community),
    Door("places:members", OFFICE_ABOVE, subdistrict),
    Door("places:members_sheet", OFFICE_HERE, community),
    Door("places:member_give", OFFICE_HERE, community),
    Door("places:staff_invite", OFFICE_HERE, community),
    Door("places:member", OFFICE_HERE, a_part),
    Door("places:member_end", OFFICE_HERE, a_part),
    Door("places:member_hand_over", OFFICE_HERE, a_part),
    Door("places:claims", OFFICE_HERE, community),
    Door("places:claim_confirm", OFFICE_HERE, a_claim),
    Door("places:claim_refuse", OFFICE_HERE, a_claim),
    Door("places:live_here", SIGNED_IN),
    Door("places:live_in", SIGNED_IN, community),
    Door("places:live_behind", SIGNED_IN, building),
    Door("places:live_no_more", frozenset({RESIDENT}), a_claim, "post"),
    Door("places:roll", OFFICE_HERE, community),
    Door("places:roll", OFFICE_HERE, community, "post", {}),
    Door("places:roll_template", OFFICE_HERE, community),
    Door("places:roll_export", OFFICE_HERE, community),
    Door("places:roll_import", OFFICE_HERE, a_roll),
    Door("places:roll_confirm", OFFICE_HERE, a_roll, "post", {}),
    Door("places:roll_copy", OFFICE_HERE, a_roll_with_a_copy),
    Door("letters:type", ANYONE),
    Door("letters:open", ANYONE, a_letter),
]
