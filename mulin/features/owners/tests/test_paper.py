import pytest

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import Refused

from .. import actions, queries
from ..models import BallotWithdrawal
from .votes import (
    agreed,
    closed,
    colleague,
    elector,
    on_the_roll,
    opened,
    proposed,
    read_paper,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_paper_that_only_one_person_read_is_named_and_not_counted(town):
    _me, vote = on_the_roll(town)
    first, second = staff(town), town.join("社工小何", Role.SOCIAL_WORKER)
    read_paper(town, vote, first, number=2)
    assert queries.half_read(vote) == [2]
    read_paper(town, vote, second, answer="disagree", number=2)
    assert queries.half_read(vote) == [2], "the two differ"
    for who in (first, second):
        read_paper(town, vote, who, number=2)
    assert queries.half_read(vote) == []


def test_paper_counts_when_two_people_read_the_same(town):
    vote = opened(town)
    assert read_paper(town, vote, staff(town)) is None
    assert agreed(vote) == 0
    ballot = read_paper(town, vote, colleague(town))
    assert (ballot.entered_by, ballot.confirmed_by) == (staff(town), colleague(town))
    assert agreed(vote) == 5000
    assert queries.deliveries_of(vote).keys() == {elector(vote).pk}


def test_one_person_does_not_read_for_two(town):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    with pytest.raises(Refused, match="要由另一位同事"):
        read_paper(town, vote, staff(town))


def test_two_who_differ_both_read_again(town):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    assert read_paper(town, vote, colleague(town), "disagree") is None
    assert read_paper(town, vote, colleague(town), "disagree") is None
    assert read_paper(town, vote, staff(town), "disagree").answers == {"1": "disagree"}


def test_after_closing_a_ballot_is_withdrawn_by_two(town):
    ballot = proposed(town)
    vote = ballot.vote
    assert agreed(vote) == 5000
    with pytest.raises(Refused, match="等另一位确认"):
        actions.withdraw_ballot(actor=staff(town), ballot=ballot, because="再来一次")
    with pytest.raises(Refused, match="另一位同事"):
        actions.confirm_withdrawal(actor=colleague(town), ballot=ballot)
    actions.confirm_withdrawal(actor=staff(town), ballot=ballot)
    assert agreed(vote) == 0
    gone = BallotWithdrawal.objects.get(ballot=ballot)
    assert (gone.withdrawn_by, gone.confirmed_by) == (colleague(town), staff(town))
    assert gone.because == "看错了一行"


def test_what_only_one_wants_withdrawn_counts(town):
    vote = proposed(town).vote
    actions.conclude_vote(actor=staff(town), vote=vote)
    assert agreed(vote) == 5000


def test_a_ballot_misread_is_withdrawn_with_a_reason_and_read_again(town):
    vote = opened(town)
    read_paper(town, vote, staff(town))
    ballot = read_paper(town, vote, colleague(town))
    with pytest.raises(Refused, match="已经登记过了"):
        read_paper(town, vote, staff(town))
    actions.withdraw_ballot(actor=staff(town), ballot=ballot, because="看错了一行")
    assert agreed(vote) == 0
    read_paper(town, vote, staff(town), "abstain")
    again = read_paper(town, vote, colleague(town), "abstain")
    assert again.number == 2
    assert "看错了一行" in str([r.details for r in Record.objects.filter(about_id=vote.pk)])


def test_paper_returned_in_time_is_entered_after_closing(town):
    vote = closed(town)
    read_paper(town, vote, staff(town))
    ballot = read_paper(town, vote, colleague(town))
    assert ballot.returned_at <= vote.closes_at
