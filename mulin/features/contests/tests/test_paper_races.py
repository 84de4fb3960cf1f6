"""What happens to paper ballots when people act at the same moment."""

import pytest

from mulin.errors import Refused
from mulin.programmes.actions import close_step
from mulin.web.tests.threads import at_once

from ..actions import cast_votes, enter_paper_tally, hand_out_paper_ballot
from ..models import Ballot, PaperTally
from .test_paper import Box

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_vote_online_and_a_ballot_on_paper_at_once_leave_one_of_them():
    box = Box(out=0)
    for n in range(4):
        voter = box.contest.resident(f"邻居{n}")
        answers = at_once(
            lambda voter=voter: cast_votes(
                actor=voter, step=box.contest.step, proposals=[box.contest.a.pk]
            ),
            lambda voter=voter: hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=voter),
        )
        assert sum(isinstance(answer, Refused) for answer in answers) == 1
        ballot = Ballot.objects.get(voter=voter)
        assert bool(ballot.batch_id) != ballot.votes.exists()


def test_the_last_ballot_of_a_batch_goes_to_one_neighbour():
    box = Box(out=4)
    late = [box.contest.resident(f"后来的{n}") for n in range(4)]
    answers = at_once(
        *[
            lambda voter=voter: hand_out_paper_ballot(actor=box.one, batch=box.batch, voter=voter)
            for voter in late
        ]
    )
    assert sum(isinstance(answer, Ballot) for answer in answers) == 1
    assert Ballot.objects.filter(batch=box.batch).count() == 5


def test_two_counters_who_enter_at_once_are_compared_once():
    box = Box()
    box.end_voting()
    at_once(
        lambda: enter_paper_tally(actor=box.one, **box.found(3, 2, 0)),
        lambda: enter_paper_tally(actor=box.other, **box.found(3, 2, 0)),
    )
    box.batch.refresh_from_db()
    assert box.batch.is_counted


def test_one_counter_who_presses_twice_is_not_two_counters():
    box = Box()
    box.end_voting()
    at_once(*[lambda: enter_paper_tally(actor=box.one, **box.found(3, 2, 0))] * 4)
    box.batch.refresh_from_db()
    assert PaperTally.objects.count() == 1
    assert not box.batch.is_counted


def test_a_step_that_closes_while_the_second_counter_enters_counts_the_box_or_stays_open():
    box = Box()
    box.end_voting()
    box.count(box.one, 3, 2, 0)
    entered, closed = at_once(
        lambda: enter_paper_tally(actor=box.other, **box.found(3, 2, 0)),
        lambda: close_step(actor=box.contest.office, step=box.contest.step),
    )
    assert isinstance(entered, PaperTally)
    if not isinstance(closed, Refused):
        assert closed.outcome["paper"]["votes"] == {"1": 3, "2": 2, "3": 0}
