"""Who moves house while households vote takes part for one household only."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.electorates.queries import elector_of_household
from mulin.commons.places.models import Household, Membership
from mulin.commons.places.queries import forget_parts
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.web.tests.threads import at_once

from ..actions import mark_on_paper
from ..models import PersonMark, SecretBallot, TurnoutMark
from ..queries.paper import at_booth
from ..receipts import new_key
from .test_household_ballots import live, make_household_vote


def move(voting, person, home: Household) -> None:
    """Let staff end where somebody lives, and confirm that she lives elsewhere from today."""
    Membership.objects.filter(person=person).update(
        from_on="2026-01-01", until_on=voting.vote.begun_at.date()
    )
    voting.town.join(person.full_name, Role.RESIDENT, household=home)
    forget_parts(person)


@pytest.mark.django_db
def test_who_voted_and_moved_does_not_vote_for_her_new_home():
    voting, homes = make_household_vote()
    mover = live(voting, "周桂芳", homes[0])
    voting.cast(mover, 1)
    move(voting, mover, homes[1])
    with pytest.raises(Refused, match="已经替另一户投过票"):
        voting.cast(mover, 2)
    voting.cast(live(voting, "陈国强", homes[1]), 2)
    vote = voting.close()
    assert vote.turnout == 2
    assert sorted(one.choices for one in voting.ballots) == [[1], [2]]


@pytest.mark.django_db
def test_who_moved_before_voting_votes_for_her_new_home_and_leaves_the_old_one_its_ballot():
    voting, homes = make_household_vote()
    mover, stays = live(voting, "周桂芳", homes[0]), live(voting, "周海", homes[0])
    move(voting, mover, homes[1])
    voting.cast(mover, 1)
    voting.cast(stays, 2)
    assert voting.close().turnout == 2


@pytest.mark.django_db
def test_the_same_request_after_moving_gives_the_same_receipt():
    voting, homes = make_household_vote()
    mover, key = live(voting, "周桂芳", homes[0]), new_key()
    code = voting.cast(mover, 1, key=key)
    move(voting, mover, homes[1])
    assert voting.cast(mover, 1, key=key) == code
    assert SecretBallot.objects.count() == TurnoutMark.objects.count() == 1


@pytest.mark.django_db
def test_who_moved_out_of_a_home_that_took_paper_does_not_vote_online_for_the_next():
    voting, homes = make_household_vote()
    mover = live(voting, "周桂芳", homes[0])
    old = elector_of_household(voting.vote.electorate, homes[0])
    mark_on_paper(actor=voting.office, vote=voting.vote, elector=old)
    move(voting, mover, homes[1])
    with pytest.raises(Refused, match="已经替另一户投过票"):
        voting.cast(mover, 2)
    assert not PersonMark.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("by_paper", [False, True])
def test_the_booth_is_warned_of_a_home_into_which_a_voter_moved(client, by_paper):
    voting, homes = make_household_vote()
    mover = live(voting, "周桂芳", homes[0])
    old = elector_of_household(voting.vote.electorate, homes[0])
    if by_paper:
        mark_on_paper(actor=voting.office, vote=voting.vote, elector=old)
    else:
        voting.cast(mover, 1)
    live(voting, "陈国强", homes[2])
    move(voting, mover, homes[1])
    client.force_login(voting.office)
    booth = reverse("budgets:booth", args=[voting.step.pk])
    assert "替另一户投过了" in client.get(booth, {"q": homes[1].full_address}).text
    for home in (homes[0], homes[2]):
        assert "替另一户投过了" not in client.get(booth, {"q": home.full_address}).text
    assert "周桂芳" not in client.get(booth, {"q": homes[1].full_address}).text


@pytest.mark.django_db
def test_the_booth_asks_as_often_for_many_homes_as_for_one(django_assert_num_queries):
    voting, homes = make_household_vote(homes=8)
    live(voting, "陈国强", homes[0])
    with CaptureQueriesContext(connection) as few:
        at_booth(voting.vote, homes[0].full_address)
    for place, home in enumerate(homes[1:]):
        live(voting, f"邻居{place}", home)
    with django_assert_num_queries(len(few)):
        assert len(at_booth(voting.vote, "红砖苑")) == 8


@pytest.mark.django_db
def test_the_page_says_so_before_a_ballot_is_filled_in(client):
    voting, homes = make_household_vote()
    mover = live(voting, "周桂芳", homes[0])
    voting.cast(mover, 1)
    move(voting, mover, homes[1])
    client.force_login(mover)
    shown = client.get(reverse("budgets:vote", args=[voting.step.pk])).text
    assert "您已经替另一户投过票了" in shown
    assert "核对我选的" not in shown


@pytest.mark.django_db
def test_a_refused_ballot_leaves_no_mark_of_the_person():
    voting, homes = make_household_vote()
    anna, boris = live(voting, "周桂芳", homes[0]), live(voting, "周海", homes[0])
    voting.cast(anna, 1)
    with pytest.raises(Refused):
        voting.cast(boris, 2)
    assert [mark.person for mark in PersonMark.objects.all()] == [anna]


@pytest.mark.django_db
def test_the_mark_of_a_person_leads_to_no_ballot_and_goes_when_the_vote_is_sealed():
    voting, homes = make_household_vote()
    voting.cast(live(voting, "周桂芳", homes[0]), 1)
    assert {field.name for field in PersonMark._meta.get_fields()} == {"pk", "vote", "person"}
    voting.close()
    assert not PersonMark.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ballots_cast_for_two_homes_at_the_moment_of_moving_are_one():
    voting, homes = make_household_vote(homes=8)
    movers = [live(voting, f"搬家的{n}", homes[n]) for n in range(4)]
    parts = {part.person_id: part for part in Membership.objects.filter(person__in=movers)}
    Membership.objects.filter(person__in=movers).delete()

    @transaction.atomic
    def cast_where_she_is_seen_to_live(person, home):
        part = parts[person.pk]
        Membership(
            person=person,
            role=part.role,
            unit=part.unit,
            household=home,
            from_on=part.from_on,
            confirmed_at=part.confirmed_at,
        ).save()
        return voting.cast(person, 1)

    answers = at_once(
        *[
            lambda person=person, home=home: cast_where_she_is_seen_to_live(person, home)
            for n, person in enumerate(movers)
            for home in (homes[n], homes[n + 4])
        ]
    )
    cast = [isinstance(answer, str) for answer in answers]
    assert [sum(cast[n : n + 2]) for n in range(0, 8, 2)] == [1, 1, 1, 1]
    assert TurnoutMark.objects.count() == SecretBallot.objects.count() == 4
    assert PersonMark.objects.count() == 4
