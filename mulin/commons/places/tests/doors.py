from mulin.web.tests.doors import OFFICE_HERE, SOCIAL_WORKER, Door

from .. import actions
from .rolls import table

LINE = ["北里一区", "3号楼", "2单元", "401"]


def community(town):
    return [town.community.pk]


def a_roll(town):
    worker = town.people[SOCIAL_WORKER]
    roll = actions.upload_roll(
        actor=worker, community=town.community, name="户册.xlsx", content=table(LINE)
    )
    actions.check_roll(actor=worker, roll=roll)
    return [roll.pk]


def a_roll_with_a_copy(town):
    worker = town.people[SOCIAL_WORKER]
    roll = actions.upload_roll(
        actor=worker, community=town.community, name="户册.xlsx", content=table(LINE, LINE)
    )
    actions.check_roll(actor=worker, roll=roll)
    return [roll.pk]


DOORS = [
    Door("places:roll", OFFICE_HERE, community),
    Door("places:roll", OFFICE_HERE, community, "post", {}),
    Door("places:roll_template", OFFICE_HERE, community),
    Door("places:roll_export", OFFICE_HERE, community),
    Door("places:roll_import", OFFICE_HERE, a_roll),
    Door("places:roll_confirm", OFFICE_HERE, a_roll, "post", {}),
    Door("places:roll_copy", OFFICE_HERE, a_roll_with_a_copy),
]
