"""What a street and its social workers do at a desk: the board, and the queue of ideas."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.features.ideas.actions import submit_idea
from mulin.features.ideas.models import Idea
from mulin.features.listening.actions import write_study
from mulin.features.listening.tests.heard import A_WHOLE_STUDY
from mulin.programmes import blueprints
from mulin.programmes.actions import assign_zones, launch_programme
from mulin.programmes.tests.cycles import shift
from mulin.web.tests.doors import RESIDENT, SOCIAL_WORKER, STREET_OPERATOR
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cycle(town):
    """A cycle of 22 communities in three zones, its ideas given and being screened."""
    units = [town.community, town.next_community] + [
        found_unit(
            actor=None,
            level=AdminUnit.Level.COMMUNITY,
            name=f"禾苑{number}社区",
            parent=town.street,
        )
        for number in range(3, 23)
    ]
    operator = town.people[STREET_OPERATOR]
    cycle = launch_programme(
        actor=operator,
        host=town.street,
        blueprint=blueprints.load_named("co-creation"),
        opens_at=timezone.now() - timedelta(minutes=5),
        communities=units,
        year=2026,
        name="精品季",
    )
    for unit in units:
        write_study(actor=operator, community=unit, **A_WHOLE_STUDY)
    zones = [zone.pk for zone in cycle.zones.all()]
    chosen = {unit.pk: zones[place % 3] for place, unit in enumerate(units)}
    assign_zones(actor=operator, cycle=cycle, zones=chosen)
    collecting, screening = cycle.steps.all()[2:4]
    shift(collecting, opens_in=-9, closes_in=1)
    shift(screening, opens_in=-1, closes_in=6)
    for title in ("自家门锁坏了", "楼道里堆了东西", "路灯不亮", "广场边种花"):
        submit_idea(
            actor=town.people[RESIDENT],
            step=collecting,
            community=town.community,
            category="environment",
            title=title,
        )
    return cycle


def test_the_board_of_22_communities_and_the_queue_of_ideas(desk, town, cycle):
    walk = Walk.at_a_desk(desk, town, cycle)
    _see_the_board(walk)
    _answer_several_at_once(walk)


def _see_the_board(walk):
    walk.be(STREET_OPERATOR, f"/desk/cycles/{walk.cycle.pk}/board/")
    rows = walk.page.locator(".programmes-board tbody tr")
    expect(rows).to_have_count(22 + 3)
    for zone in walk.cycle.zones.all():
        walk.says(zone.name)
    walk.page.get_by_role("link", name="落在后面的排前面").click()
    walk.page.wait_for_load_state()
    expect(rows).to_have_count(22)
    walk.look()
    walk.page.get_by_role("link", name="按片区排").click()
    walk.page.wait_for_load_state()
    walk.look()


def _answer_several_at_once(walk):
    walk.be(SOCIAL_WORKER, f"/desk/steps/{walk.step('screen_ideas').pk}/screening/")
    for title in ("自家门锁坏了", "楼道里堆了东西"):
        walk.page.get_by_role("checkbox", name=f"选中“{title}”").check()
    bulk = walk.page.locator("[data-bulk]")
    walk.look()
    bulk.get_by_role("button").first.click()
    walk.page.wait_for_load_state()
    walk.says("自家门锁坏了")
    walk.look()
    walk.page.locator("[name=verdict][value=too_individual]").locator("..").click()
    walk.press("一起办")
    walk.says("请给提点子的人回一句话，说明原因。")
    walk.look()
    assert not Idea.objects.exclude(verdict="pending").exists(), "without a reply nothing is done"
    walk.write(reply="几家人的事，楼长周六带大家一起办。")
    walk.press("一起办")
    expect(walk.page.locator("body")).to_contain_text("2 条都办好了，提的人会收到。")
    answered = Idea.objects.filter(verdict="too_individual")
    assert sorted(answered.values_list("title", flat=True)) == ["楼道里堆了东西", "自家门锁坏了"]
    walk.look()
