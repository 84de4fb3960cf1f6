"""What is past its day, on the workbench of whoever has to see to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.evidence.models import Evidence
from mulin.features.evidence.tests.shown import AFTERWARDS, make_step, note, selected
from mulin.features.ideas.models import Idea
from mulin.features.ideas.tests.people import make_season
from mulin.programmes.models import Step
from mulin.programmes.tests.cycles import make_cycle, shift

from .. import workbench

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def town():
    town = make_town()
    town.join("street_operator", Role.STREET_OPERATOR, town.street)
    town.join("潘予安", Role.SOCIAL_WORKER)
    town.join("外人", Role.SOCIAL_WORKER, town.far_community)
    return town


def desk_of(client, person):
    client.force_login(person)
    return client.get(reverse("portal:desk")).content.decode()


def test_a_step_past_its_day_is_on_the_desk_of_those_who_steer(client, town):
    operator = town.people["street_operator"]
    steps = [{"kind": "collect_ideas", "name": "征集点子", "days": 3}]
    cycle = make_cycle(operator, town.street, [town.community], steps)
    step = shift(cycle.steps.get(), opens_in=-9, closes_in=-4)
    shown = desk_of(client, operator)
    assert "过了 4 天，还没有结束" in shown
    assert reverse("programmes:steer", args=[cycle.pk]) + f"#step-{step.pk}" in shown
    Step.objects.filter(pk=step.pk).update(stuck_because="还有 3 条没人看过。")
    assert "还有 3 条没人看过。" in desk_of(client, operator)
    for other in ("潘予安", "外人"):
        assert "还有 3 条没人看过。" not in desk_of(client, town.people[other])


def test_ideas_past_their_day_are_on_the_desk_of_those_who_answer(client, town):
    season = make_season(town)
    idea = season.idea()
    season.start_screening()
    queue = reverse("ideas:queue", args=[season.screening.pk]) + "?shown=late"
    assert queue not in desk_of(client, season.xiaozhou)
    Idea.objects.filter(pk=idea.pk).update(submitted_at=timezone.now() - timedelta(days=40))
    shown = desk_of(client, season.xiaozhou)
    assert "1 条点子过了答复的日子" in shown
    assert queue in shown
    assert idea.title in client.get(queue).content.decode()
    assert queue not in desk_of(client, town.people["外人"])


def test_a_promise_past_its_day_is_on_the_desk_until_it_is_kept(client, town):
    _town, step = make_step(town, AFTERWARDS)
    proposal = selected(step, town)
    note(town, step, proposal=proposal, due_on=TODAY())
    worker = town.people["潘予安"]
    assert "说好的日子过了" not in desk_of(client, worker)
    Evidence.objects.update(due_on=TODAY() - timedelta(days=1))
    shown = desk_of(client, worker)
    assert "1 个提案说好的日子过了" in shown
    assert reverse("evidence:desk", args=[step.pk]) in shown
    assert "说好的日子过了" not in desk_of(client, town.people["外人"])
    later = note(town, step, proposal=proposal, due_on=TODAY() + timedelta(days=3))
    assert "说好的日子过了" not in desk_of(client, worker)
    Evidence.objects.filter(pk=later.pk).update(due_on=TODAY() - timedelta(days=1))
    assert "说好的日子过了" in desk_of(client, worker)
    note(town, step, proposal=proposal, state=Evidence.State.DONE)
    assert "说好的日子过了" not in desk_of(client, worker)


def test_more_that_is_late_costs_no_more_questions(client, town):
    operator = town.people["street_operator"]

    def make_late(number):
        _town, step = make_step(town, AFTERWARDS)
        proposal = selected(step, town)
        one = note(town, step, proposal=proposal, due_on=TODAY())
        Evidence.objects.filter(pk=one.pk).update(due_on=TODAY() - timedelta(days=number))
        settings = {"reply_day_kind": "working"}
        kinds = [
            {"kind": "collect_ideas", "days": 3},
            {"kind": "screen_ideas", "days": 3, "settings": settings},
        ]
        for late in make_cycle(operator, town.street, [town.community], kinds).steps.all():
            shift(late, opens_in=-9, closes_in=-number)

    def cost():
        running = list(Step.objects.select_related("cycle__programme__host", "owner"))
        with CaptureQueriesContext(connection) as asked:
            late = workbench.late_with(operator, running)
        return len(late), len(asked)

    make_late(1)
    cost()
    few, one = cost()
    make_late(2)
    make_late(3)
    many, three = cost()
    assert many > few
    assert three == one
