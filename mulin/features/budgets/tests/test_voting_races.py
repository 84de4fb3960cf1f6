"""What happens when people vote at the same moment; real threads, real transactions."""

import pytest

from mulin.errors import Refused
from mulin.programmes.actions import close_step
from mulin.web.tests.threads import at_once

from .. import queries
from ..actions import cast_open_ballot, cast_secret_ballot, mark_on_paper
from ..models import OpenBallot, SecretBallot, TurnoutMark
from ..receipts import new_key
from .budget_votes import make_voting

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_different_ballots_of_one_voter_at_once_leave_one():
    voting = make_voting()
    voter = voting.voters[0]
    answers = at_once(*[lambda n=n: voting.cast(voter, n % 4 + 1) for n in range(8)])
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 7
    assert TurnoutMark.objects.count() == SecretBallot.objects.count() == 1


def test_eight_times_the_same_request_at_once_is_one_ballot_and_one_receipt():
    voting = make_voting()
    voter, key = voting.voters[0], new_key()
    answers = at_once(*[lambda: voting.cast(voter, 1, key=key)] * 8)
    assert len(set(answers)) == 1
    assert SecretBallot.objects.get().code == answers[0]


def test_paper_at_the_booth_and_online_at_the_same_moment_is_one_of_the_two():
    voting = make_voting(voters=6)
    acts = []
    for voter in voting.voters:
        elector = voting.elector(voter)
        acts += [
            lambda voter=voter: voting.cast(voter, 1),
            lambda elector=elector: mark_on_paper(
                actor=voting.office, vote=voting.vote, elector=elector
            ),
        ]
    answers = at_once(*acts)
    for online, paper in zip(answers[::2], answers[1::2], strict=True):
        assert isinstance(online, Refused) != isinstance(paper, Refused)
    marks = TurnoutMark.objects.all()
    assert marks.count() == 6
    assert marks.filter(channel="online").count() == SecretBallot.objects.count()


def test_every_ballot_with_a_receipt_is_in_the_count_and_none_comes_after():
    voting = make_voting(voters=7)
    acts = [
        lambda voter=voter: cast_secret_ballot(
            actor=voter, vote=voting.vote, key=new_key(), choices=[1]
        )
        for voter in voting.voters
    ]
    *cast, closed = at_once(*acts, lambda: close_step(actor=voting.office, step=voting.step))
    receipts = {answer for answer in cast if isinstance(answer, str)}
    vote = queries.vote_of(closed)
    assert {ballot.code for ballot in queries.ballots_of(vote)} == receipts
    assert vote.turnout == len(receipts) == TurnoutMark.objects.count()


def test_an_open_ballot_cast_eight_times_at_once_is_one():
    voting = make_voting(secrecy="open")
    voter = voting.voters[0]
    answers = at_once(
        *[
            lambda n=n: cast_open_ballot(actor=voter, vote=voting.vote, choices=[n % 4 + 1])
            for n in range(8)
        ]
    )
    assert all(isinstance(answer, OpenBallot) for answer in answers)
    assert TurnoutMark.objects.count() == OpenBallot.objects.count() == 1
