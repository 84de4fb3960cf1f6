"""The way of a proposal shows when residents were asked, and how long they were not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.commons.topics.tests.matters import make_topic, say
from mulin.programmes import asking, kinds
from mulin.programmes.kinds import StepKind
from mulin.programmes.models import Proposal

from .cycles import make_cycle

pytestmark = pytest.mark.django_db


class Asks(StepKind):
    """A step in which residents are asked, without a room of its own."""

    asks = "大家投票"
    page = "programmes:cycle"


@pytest.fixture
def proposal():
    town = make_town()
    days = [{"kind": "show_evidence", "days": 10, "settings": {"what": what}} for what in "甲乙"]
    office = town.join("沈亦舟", Role.STREET_OPERATOR, unit=town.street)
    cycle = make_cycle(office, town.street, [town.community], days)
    told = {"number": 1, "title": "车棚", "category": "environment", "state": "selected"}
    proposal = Proposal.objects.create(
        cycle=cycle, community=town.community, submitted_at=timezone.now(), **told
    )
    proposal.town = town
    return proposal


def steps_of(proposal, *, begun: int, kind=None):
    """Return the cycle's steps; the first began so many days ago and asked residents."""
    first, *others = proposal.cycle.steps.order_by("order")
    first.opens_at = timezone.now() - timedelta(days=begun)
    first.closes_at = first.opens_at + timedelta(days=10)
    for step in others:
        step.opens_at = timezone.now() + timedelta(days=1)
    silent = kinds.get("show_evidence")
    return [(first, kind or Asks()), *((step, silent) for step in others)]


def test_a_step_that_asked_and_the_long_time_since_are_marked(proposal):
    steps = steps_of(proposal, begun=100)
    asked, gap = asking.marks_of(proposal, steps, None)
    assert "大家投票" in asked.title
    assert asked.url == reverse("programmes:cycle", args=[steps[0][0].pk])
    assert gap.is_gap


def test_after_a_proposal_was_not_selected_nobody_waits_to_be_asked(proposal):
    proposal.state = Proposal.State.NOT_SELECTED
    steps = steps_of(proposal, begun=100)
    steps[0][0].closed_at = steps[0][0].closes_at
    assert [one.is_gap for one in asking.marks_of(proposal, steps, None)] == [False]


def test_a_step_that_asks_nobody_leaves_no_mark(proposal):
    silent = kinds.get("show_evidence")
    assert asking.marks_of(proposal, steps_of(proposal, begun=9, kind=silent), None) == []


def test_the_topic_it_works_off_counts_too(client, proposal):
    town = proposal.town
    topic = make_topic(town)
    say(town, topic, "车棚里没有灯")
    proposal.topic = topic
    proposal.save()
    words = client.get(reverse("programmes:proposal", args=[proposal.pk])).content.decode()
    assert "什么时候问过居民" in words
    assert "听大家说" in words
