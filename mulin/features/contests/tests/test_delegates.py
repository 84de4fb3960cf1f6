"""A contest that delegates decide, as a residents' assembly of delegates does."""

import pytest
from django.urls import reverse

from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed

from ..actions import cast_votes_for, hand_out_paper_ballot, print_paper_ballots
from ..models import Ballot
from ..rules import invitation, rules_in_words
from .contests import make_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(voters="delegates", expert_weight=0, public_weight=100)


def test_delegates_of_both_kinds_vote_and_residents_do_not(contest):
    for name, role in (("丁桂香", Role.RESIDENT_DELEGATE), ("万年青", Role.PARTY_DELEGATE)):
        contest.vote(contest.town.join(name, role), contest.a)
    for role in (Role.RESIDENT, Role.BUILDING_STEWARD, Role.OWNER_DELEGATE):
        with pytest.raises(NotAllowed, match="您不是这次的代表"):
            contest.vote(contest.town.join(f"邻居{role}", role), contest.a)
    assert Ballot.objects.count() == 2


def test_who_is_on_both_lists_has_one_ballot(contest):
    both = contest.town.join("丁桂香", Role.RESIDENT_DELEGATE)
    contest.town.join("丁桂香", Role.PARTY_DELEGATE)
    contest.vote(both, contest.a)
    contest.vote(both, contest.b)
    ballot = Ballot.objects.get()
    assert [vote.proposal for vote in ballot.votes.all()] == [contest.b]


def test_the_page_says_who_votes(client, contest):
    address = reverse("contests:contest", args=[contest.step.pk])
    assert "我是代表，登录去投票" in client.get(address).content.decode()
    client.force_login(contest.resident("尚来宝"))
    shown = client.get(address).content.decode()
    assert "这次由居民代表和党员代表投票" in shown
    assert "您不是这次的代表" in shown
    assert 'id="ballot"' not in shown
    client.force_login(contest.town.join("丁桂香", Role.RESIDENT_DELEGATE))
    assert 'id="ballot"' in client.get(address).content.decode()
    assert any("也只有一张选票" in rule for rule in rules_in_words(contest.step))
    assert "由居民代表和党员代表投票" in invitation(contest.step)


def test_nobody_enters_a_ballot_for_a_resident_who_is_no_delegate(contest):
    worker = contest.town.join("潘予安", Role.SOCIAL_WORKER)
    resident = contest.resident("尚来宝")
    with pytest.raises(NotAllowed):
        cast_votes_for(actor=worker, step=contest.step, voter=resident, proposals=[contest.a.pk])


def test_paper_ballots_go_to_delegates_only(contest):
    worker = contest.town.join("潘予安", Role.SOCIAL_WORKER)
    batch = print_paper_ballots(
        actor=worker, step=contest.step, community=contest.town.community, count=5
    )
    delegate = contest.town.join("丁桂香", Role.RESIDENT_DELEGATE)
    hand_out_paper_ballot(actor=worker, batch=batch, voter=delegate)
    with pytest.raises(NotAllowed):
        hand_out_paper_ballot(actor=worker, batch=batch, voter=contest.resident("尚来宝"))
