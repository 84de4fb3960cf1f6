"""The clock of the worker closes a step in the middle of what people do in it."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused
from mulin.web.tests.threads import at_once

from ..actions import enter
from ..models import Proposal, Step
from ..tasks import close_due_steps
from .cycles import make_cycle
from .test_actions import TWO_STEPS, draft_one

SOON = 0.8
"""How many seconds are left when everybody starts."""


@pytest.mark.django_db(transaction=True)
def test_the_clock_counts_what_was_begun_in_time_and_nothing_after_it():
    town = make_town()
    office = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    cycle = make_cycle(office, town.street, [town.community], TWO_STEPS)
    step = cycle.steps.first()
    step.closes_itself, step.closes_at = True, timezone.now() + timedelta(seconds=SOON)
    step.save()

    def act(after):
        def slowly():
            time.sleep(after)
            with transaction.atomic():
                enter(step)
                time.sleep(0.4)  # still at it when the clock comes
                return draft_one(cycle, town)

        return slowly

    def clock():
        until = time.monotonic() + 10
        while time.monotonic() < until:
            close_due_steps(0)
            if Step.objects.get(pk=step.pk).is_closed:
                return True
        return False

    early, late = (0, 0.2, 0.5, 0.6), (SOON + 0.1, SOON + 0.2, SOON + 0.5)
    *answers, first, second = at_once(*map(act, early + late), clock, clock)
    assert (first, second) == (True, True)
    taken = [answer for answer in answers if isinstance(answer, Proposal)]
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(taken) + len(refused) == len(answers)
    assert taken
    assert all(isinstance(answer, Refused) for answer in answers[len(early) :])
    closed = Step.objects.get(pk=step.pk)
    assert len(closed.outcome["proposals"]) == cycle.proposals.count() == len(taken)
    assert closed.closed_at >= closed.closes_at
    assert not closed.stuck_because
