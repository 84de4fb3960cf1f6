"""What happens when people act at the same moment; real threads, real transactions."""

from decimal import Decimal
from itertools import combinations

import pytest

from mulin.errors import Refused
from mulin.programmes.actions import close_step
from mulin.programmes.tests.cycles import make_proposal
from mulin.web.tests.threads import at_once

from .. import queries
from ..actions import assign_judge, cast_votes, recuse, submit_sheet
from ..models import Ballot, ScoreSheet, Vote
from .contests import make_contest

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_ballots_of_one_voter_at_once_leave_one_ballot_within_the_limit():
    contest = make_contest(votes_per_person=2)
    extra = [make_proposal(contest.cycle, contest.town.community, f"提案{n}") for n in range(2)]
    voter = contest.resident("米桂枝")
    pairs = list(combinations([p.pk for p in [*contest.proposals, *extra]], 2))[:8]
    answers = at_once(
        *[
            lambda pair=pair: cast_votes(actor=voter, step=contest.step, proposals=pair)
            for pair in pairs
        ]
    )
    assert all(isinstance(answer, Ballot) for answer in answers)
    assert Ballot.objects.count() == 1
    assert queries.choice_of(voter, contest.step) in [set(pair) for pair in pairs]


def test_every_vote_that_was_taken_before_closing_is_counted_and_none_after():
    contest = make_contest(expert_weight=0, public_weight=100)
    voters = [contest.resident(f"邻居{n}") for n in range(7)]
    acts = [
        lambda voter=voter: cast_votes(actor=voter, step=contest.step, proposals=[contest.a.pk])
        for voter in voters
    ]
    *votes, closed = at_once(*acts, lambda: close_step(actor=contest.office, step=contest.step))
    taken = sum(isinstance(answer, Ballot) for answer in votes)
    assert taken == Vote.objects.count()
    line = next(x for x in closed.outcome["lines"] if x["key"] == str(contest.a.number))
    assert line["votes"] == taken
    assert all("已经结束" in str(a) for a in votes if isinstance(a, Refused))


def test_two_who_close_at_once_close_once():
    contest = make_contest(expert_weight=0, public_weight=100)
    answers = at_once(*[lambda: close_step(actor=contest.office, step=contest.step)] * 4)
    assert sum(isinstance(answer, Refused) for answer in answers) == 3


def test_a_sheet_submitted_while_its_judge_recuses_is_either_but_never_both():
    contest = make_contest()
    judge = contest.judge("顾文柏", contest.a)
    sheet = contest.sheet(judge, contest.a)
    at_once(
        lambda: submit_sheet(actor=judge, sheet=sheet, score=Decimal(80)),
        lambda: recuse(actor=judge, sheet=sheet, reason="提案人是我妹妹"),
    )
    sheet.refresh_from_db()
    assert sheet.is_recused
    assert sheet.score is None


def test_two_who_assign_the_same_judge_at_once_give_one_sheet_each():
    contest = make_contest()
    judge = contest.judge("顾文柏", contest.a)
    pks = [p.pk for p in contest.proposals]
    at_once(
        *[lambda: assign_judge(actor=contest.office, step=contest.step, judge=judge, proposals=pks)]
        * 4
    )
    assert ScoreSheet.objects.filter(judge=judge).count() == 3
