from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import OFFICE_HERE, SOCIAL_WORKER, Door

from ..actions import put_up_plan


def community(town: Town) -> list:
    return [town.community.pk]


def a_plan(town: Town) -> list:
    plan = put_up_plan(
        actor=town.people[SOCIAL_WORKER],
        community=town.community,
        name="北里平面图",
        picture=redraw(a_photo()),
    )
    return [town.community.pk, plan.pk]


DOORS: list[Door] = [
    Door("siteplans:plans", OFFICE_HERE, community),
    Door("siteplans:plans", OFFICE_HERE, community, "post", {"name": ""}),
    Door("siteplans:take_down", OFFICE_HERE, a_plan, "post"),
]
