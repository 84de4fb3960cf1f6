"""No ideas are collected before every community has looked round."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.actions import found_unit
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.programmes import blueprints, kinds
from mulin.programmes.actions import close_step, enter, launch_programme, start_cycle
from mulin.programmes.models import Cycle, Step

from .. import actions
from ..models import BaselineStudy
from ..standings import standings_of
from .heard import A_STUDY, A_WHOLE_STUDY

pytestmark = pytest.mark.django_db

PLAN = """
title: 先看看再说
kind: co_creation
steps:
  - {kind: study_baseline, days: 21}
  - {kind: collect_ideas, days: 40, requires: [baseline]}
"""


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def operator(town):
    return town.join("沈亦舟", Role.STREET_OPERATOR, town.street)


@pytest.fixture
def cycle(town, operator) -> Cycle:
    return launch_programme(
        actor=operator,
        host=town.street,
        blueprint=blueprints.check(PLAN),
        communities=[town.community, town.next_community],
        opens_at=timezone.now() - timedelta(minutes=5),
        year=2026,
        name="第一季",
    )


def collecting_of(cycle):
    """The step in which ideas are given, as if its day had come."""
    Step.objects.filter(cycle=cycle, order=2).update(opens_at=timezone.now())
    return cycle.steps.get(order=2)


def test_ideas_wait_until_every_community_has_a_whole_study(town, operator, cycle):
    collecting = collecting_of(cycle)
    with pytest.raises(Refused, match="还有 2 个社区没写好基础调研：望禾北里社区、"):
        enter(collecting)
    actions.write_study(actor=operator, community=town.next_community, **A_WHOLE_STUDY)
    with pytest.raises(Refused, match="还有 1 个社区没写好基础调研：望禾北里社区。"):
        enter(collecting)
    actions.write_study(actor=operator, community=town.community, **A_STUDY)
    with pytest.raises(Refused, match="没写好基础调研"):
        enter(collecting)
    actions.write_study(
        actor=operator, community=town.community, what_changed="四问都想了", **A_WHOLE_STUDY
    )
    assert enter(collecting) == collecting


def test_the_step_names_what_is_missing_and_keeps_which_versions_there_were(town, operator, cycle):
    step = cycle.steps.get(order=1)
    actions.write_study(actor=operator, community=town.community, **A_STUDY | {"resources": ""})
    with pytest.raises(Refused) as refusal:
        close_step(actor=operator, step=step)
    assert "望禾北里社区（缺“家底”、缺“矛盾”、缺“人手”、缺“距离”）" in str(refusal.value)
    assert "（还没写）" in str(refusal.value)
    for unit, why in ((town.community, "补齐了"), (town.next_community, "")):
        actions.write_study(actor=operator, community=unit, what_changed=why, **A_WHOLE_STUDY)
    closed = close_step(actor=operator, step=step)
    assert [one["version"] for one in closed.outcome["studies"]] == [2, 1]


def test_an_old_study_does_not_count_and_a_new_version_of_it_does(town, operator):
    for unit in (town.community, town.next_community):
        actions.write_study(actor=operator, community=unit, **A_WHOLE_STUDY)
    BaselineStudy.objects.filter(community=town.community).update(
        written_at=timezone.now() - timedelta(days=400)
    )
    cycle = launch_programme(
        actor=operator,
        host=town.street,
        blueprint=blueprints.check(PLAN),
        communities=[town.community, town.next_community],
        opens_at=timezone.now(),
        year=2026,
        name="第二季",
    )
    step = cycle.steps.get(order=1)
    old, new = (one.lacks for one in standings_of(step))
    assert "太久了，请改一版" in old[0]
    assert new == []
    actions.write_study(
        actor=operator, community=town.community, what_changed="重新数了一遍", **A_WHOLE_STUDY
    )
    assert cycle.steps.get(order=2).lacks == []


def test_a_step_that_has_begun_goes_on_when_a_later_version_leaves_something_out(
    town, operator, cycle
):
    for unit in (town.community, town.next_community):
        actions.write_study(actor=operator, community=unit, **A_WHOLE_STUDY)
    collecting = collecting_of(cycle)
    actions.write_study(
        actor=operator,
        community=town.community,
        **A_WHOLE_STUDY | {"resources": "", "what_changed": "家底要重新问"},
    )
    assert enter(collecting) == collecting


def test_a_cycle_that_does_not_ask_for_studies_is_left_as_it_was_started(town, operator):
    plan = blueprints.check(PLAN.replace(", requires: [baseline]", ""))
    cycle = launch_programme(
        actor=operator,
        host=town.street,
        blueprint=plan,
        communities=[town.community],
        opens_at=timezone.now(),
        year=2026,
        name="老一季",
    )
    assert cycle.steps.get(order=2).lacks == []
    again = start_cycle(
        actor=operator,
        programme=cycle.programme,
        blueprint=blueprints.check(PLAN),
        communities=[town.community],
        opens_at=timezone.now(),
        year=2027,
        name="新一季",
    )
    assert again.steps.get(order=2).lacks == ["baseline"]


def test_the_board_and_the_pages_tell_who_has_looked_round(client, town, operator, cycle):
    step = cycle.steps.get(order=1)
    actions.write_study(actor=operator, community=town.community, **A_WHOLE_STUDY)
    progress = kinds.get("study_baseline").progress(step)
    assert progress[town.community.pk].is_complete
    assert progress[town.next_community.pk].words == "还没写"
    public = client.get(reverse("listening:studies", args=[step.pk])).content.decode()
    assert "写好了" in public
    assert "还没写" in public
    assert "先找石奶奶" not in public, "what was written stays in the office"
    client.force_login(town.join("周晓芸", Role.SOCIAL_WORKER))
    desk = client.get(reverse("listening:studies_desk", args=[step.pk])).content.decode()
    assert "望禾北里社区" in desk
    assert town.next_community.name not in desk, "an office sees its own communities"


def test_the_page_asks_as_often_for_two_communities_as_for_twelve(client, town, cycle):
    page = reverse("listening:studies", args=[cycle.steps.get(order=1).pk])
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(10):
        unit = found_unit(
            actor=None,
            level=AdminUnit.Level.COMMUNITY,
            name=f"禾苑{number}社区",
            parent=town.street,
        )
        cycle.participations.create(community=unit)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few) <= 12
