from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.actions import found_unit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.budgets.tests.budget_votes import make_voting
from mulin.features.ideas.actions import submit_idea
from mulin.portal.front import yard
from mulin.programmes import blueprints
from mulin.programmes.actions import launch_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    town.join("米素珍", Role.RESIDENT)
    return town


def launch(town, name):
    return launch_programme(
        actor=town.people["沈亦舟"],
        host=town.street,
        blueprint=blueprints.load_named("neighbour-ideas"),
        title=name,
        opens_at=timezone.now() - timedelta(hours=1),
        communities=[town.community],
        year=2026,
        name="精品季",
    )


def test_who_comes_home_is_greeted_by_her_own_name(client, town):
    client.force_login(town.people["米素珍"])
    assert "米素珍</" in client.get(reverse("portal:home")).text


def test_a_stranger_sees_what_goes_on_and_a_neighbour_what_goes_on_at_home(client, town):
    launch(town, "邻里点子")
    assert "邻里点子" in client.get("/").content.decode()
    client.force_login(town.people["米素珍"])
    home = client.get("/").content.decode()
    assert town.community.name in home
    assert "提个金点子" in home


def test_a_lamp_is_lit_for_whoever_took_part(client, town):
    cycle = launch(town, "邻里点子")
    client.force_login(town.people["米素珍"])
    assert "<b>0 位</b>" in client.get("/").content.decode()
    submit_idea(
        actor=town.people["米素珍"],
        step=cycle.steps.get(kind="collect_ideas"),
        community=town.community,
        category="safety",
        title="换灯",
    )
    assert "<b>1 位</b>" in client.get("/").content.decode()


@pytest.mark.parametrize(("windows", "lit"), [(0, 0), (1, 1), (7, 3), (186, 131), (2980, 14)])
def test_the_yard_has_as_many_windows_and_lights_as_told(windows, lit):
    for houses in ([], [44, 44, 45], [72]):
        blocks = yard(windows, lit, houses)
        assert sum(block.homes for block in blocks) == windows
        assert sum(block.lit for block in blocks) == lit
        assert all(block.lit <= block.homes for block in blocks)


@pytest.mark.parametrize("person", [None, "米素珍", "沈亦舟"])
@pytest.mark.parametrize("cycles", [1, 4])
def test_the_front_page_costs_the_same_for_few_and_many(
    client, town, person, cycles, django_assert_max_num_queries
):
    for number in range(cycles):
        launch(town, f"计划{number}")
    if person:
        client.force_login(town.people[person])
    with django_assert_max_num_queries(12):
        client.get("/")


def test_a_community_is_found_by_a_part_of_its_name(client, town):
    page = client.get(reverse("portal:communities"), {"q": "北里"}).content.decode()
    assert "望禾北里社区" in page
    assert "朱槿巷社区" not in page
    assert "没找到" in client.get(reverse("portal:communities"), {"q": "无此地"}).content.decode()


def test_many_communities_are_paged(client, town):
    for number in range(35):
        found_unit(actor=None, level="community", name=f"新{number}社区", parent=town.street)
    page = client.get(reverse("portal:communities"), {"page": 2}).content.decode()
    assert "第 2 页" in page


def test_the_workbench_says_what_waits(client, town):
    launch(town, "邻里点子")
    pan = town.join("潘予安", Role.SOCIAL_WORKER)
    town.join("石小满", Role.RESIDENT, confirmed=False)
    client.force_login(pan)
    desk = client.get(reverse("portal:desk")).content.decode()
    assert "今天有 1 件事" in desk
    assert "征集点子" in desk


def test_the_workbench_leads_to_a_desk_or_else_to_what_everybody_reads(client, town):
    step = make_voting(town).step
    desk, page = (reverse(f"budgets:{name}", args=[step.pk]) for name in ("vote_desk", "vote"))
    client.force_login(town.join("潘予安", Role.SOCIAL_WORKER))
    assert desk in client.get("/desk/").text
    client.force_login(town.join("桑榆", Role.GRID_WORKER))
    seen = client.get("/desk/").text
    assert page in seen
    assert desk not in seen


def test_a_neighbour_of_two_communities_finds_both(client, town):
    town.join("米素珍", Role.RESIDENT, town.next_community)
    client.force_login(town.people["米素珍"])
    home = client.get("/").text
    for community in (town.community, town.next_community):
        assert reverse("portal:community", args=[community.pk]) in home


def test_the_workbench_says_for_which_of_several_places(client, town):
    zhou = town.join("周念", Role.SOCIAL_WORKER)
    client.force_login(zhou)
    assert "户数准了" in client.get("/desk/").text
    town.join("周念", Role.SOCIAL_WORKER, town.next_community)
    desk = client.get("/desk/").text
    assert "户数准了" not in desk
    for community in (town.community, town.next_community):
        assert reverse("places:roll", args=[community.pk]) in desk
        assert f'todo__sub">{community.name}' in desk


def test_a_coach_finds_the_proposals_and_a_neighbour_is_asked_for_nothing(client, town):
    client.force_login(town.join("秦朗", Role.COACH, town.street))
    assert reverse("proposals:mine") in client.get("/").content.decode()

    client.force_login(town.people["米素珍"])
    assert reverse("proposals:mine") not in client.get("/").content.decode()
