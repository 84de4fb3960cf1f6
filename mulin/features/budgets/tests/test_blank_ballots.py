"""Blank ballots: turnout, and nothing for any option; on the phone, on paper, in every count."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mulin.errors import Refused

from .. import queries
from ..actions import cast_open_ballot, cast_secret_ballot
from ..bundling import bundle_of
from ..models import OpenBallot, SecretBallot, TurnoutMark
from ..receipts import new_key
from ..vote_results import result_of
from .budget_votes import Voting, make_voting
from .recounting import DIFFERS, YES, changed, recount
from .test_paper import read, with_box

pytestmark = pytest.mark.django_db

EVERY_BALLOT = [
    {"method": "most_votes"},
    {"method": "first_places", "ballot": "exactly", "ties": "id"},
    {"method": "equal-shares", "ballot": "knapsack"},
    {"method": "greedy", "ballot": "approval"},
    {"method": "equal-shares", "ballot": "points", "points": 5},
    {"method": "phragmen", "ballot": "ranking"},
]


def cast_blank(voting: Voting, voter, key: str = "") -> str:
    return cast_secret_ballot(
        actor=voter, vote=voting.vote, key=key or new_key(), choices=[], is_blank=True
    )


def test_nobody_hands_in_a_blank_ballot_by_forgetting_to_choose():
    voting = make_voting()
    with pytest.raises(Refused, match="还没有选"):
        voting.cast(voting.voters[0])
    with pytest.raises(Refused, match="空白票上一项也不能选"):
        cast_secret_ballot(
            actor=voting.voters[0], vote=voting.vote, key=new_key(), choices=[1], is_blank=True
        )
    assert not TurnoutMark.objects.exists()


def test_a_blank_ballot_is_a_ballot_with_a_receipt_and_cast_once():
    voting = make_voting()
    key = new_key()
    code = cast_blank(voting, voting.voters[0], key)
    assert cast_blank(voting, voting.voters[0], key) == code
    with pytest.raises(Refused, match="一人只能投一次"):
        voting.cast(voting.voters[0], 1)
    vote = voting.close()
    assert queries.ballots_of(vote).get().choices == []
    assert vote.turnout == TurnoutMark.objects.count() == 1


@pytest.mark.parametrize("settings", EVERY_BALLOT)
def test_a_blank_ballot_is_turnout_and_nothing_for_any_option(settings):
    voting = make_voting(voters=14, **settings)
    points = [2] if settings.get("ballot") == "points" else None
    choices = [1, 4] if settings.get("ballot") == "exactly" else [1]
    for voter in voting.voters[:10]:
        voting.cast(voter, *choices, points=points)
    for voter in voting.voters[10:]:
        cast_blank(voting, voter)
    vote = voting.close()
    assert (vote.turnout, SecretBallot.objects.filter(choices=[]).count()) == (14, 4)
    told = result_of(vote)
    assert told.blank == 4
    assert told.parts[0].result.voters == 10
    assert told.winners[0] == "001"
    assert recount(bundle_of(vote)).returncode == YES


def test_blank_ballots_make_a_meeting_valid_but_keep_an_option_below_its_half():
    voting = make_voting(voters=20, method="most_votes")
    for voter in voting.voters[:6]:
        voting.cast(voter, 1)
    for voter in voting.voters[6:12]:
        cast_blank(voting, voter)
    outcome = voting.close().outcome
    assert (outcome["registered"], outcome["present"]) == (20, 12)
    assert outcome["winners"] == [], "6 of 12 is not more than half"
    assert {line["because"] for line in outcome["lines"]} == {"below_threshold"}


@pytest.mark.parametrize("settings", EVERY_BALLOT)
def test_a_vote_of_blank_ballots_alone_chooses_nothing(settings):
    voting = make_voting(voters=10, **settings)
    for voter in voting.voters:
        cast_blank(voting, voter)
    vote = voting.close()
    assert vote.outcome["winners"] == []
    assert recount(bundle_of(vote)).returncode == YES
    page = Client().get(reverse("budgets:vote_result", args=[voting.step.pk]))
    assert "其中空白票 10 张" in page.text


def some_points(ballots):
    ballots[0]["points"] = [5]


def test_a_bundle_in_which_a_blank_ballot_has_points_is_found_out():
    voting = make_voting(voters=10, method="greedy", ballot="points", points=5)
    for voter in voting.voters:
        cast_blank(voting, voter)
    bundle = changed(bundle_of(voting.close()), "ballots.json", some_points)
    run = recount(bundle)
    assert run.returncode == DIFFERS
    assert "不合规矩" in run.stdout


def test_a_blank_ballot_on_paper_is_counted_and_a_spoilt_one_is_not():
    voting, batch = with_box(voters=4, on_paper=3)
    for who in (voting.office, voting.second):
        read(voting, batch, who, n1="1 2", n2="0", n3="x")
    vote = voting.close()
    assert sorted(one.choices for one in voting.ballots) == [[], [1, 2]]
    assert vote.turnout == 2


def test_a_voter_is_asked_before_a_blank_ballot_is_cast(client):
    voting = make_voting(voters=10)
    client.force_login(voting.voters[0])
    here = reverse("budgets:vote", args=[voting.step.pk])
    key = client.get(here).context["key"]
    asked = client.post(here, {"option": ["2"], "key": key, "do": "blank"})
    assert "投一张空白票？" in asked.text
    assert not TurnoutMark.objects.exists()
    back = client.post(here, {"option": ["2"], "key": key, "do": "change"})
    assert re.search(r'value="2" checked', back.text), "what was ticked is still there"
    cast = client.post(here, {"option": ["2"], "key": key, "do": "confirm_blank"})
    assert cast.status_code == 303
    assert SecretBallot.objects.get().choices == []


def test_the_published_list_says_that_a_ballot_is_blank(client):
    voting = make_voting(voters=10)
    code = cast_blank(voting, voting.voters[0])
    for voter in voting.voters[1:]:
        voting.cast(voter, 1)
    voting.close()
    found = client.post(reverse("budgets:ballots", args=[voting.step.pk]), {"code": code})
    assert "空白票，一项也没有选" in found.text
    table = client.get(reverse("budgets:ballots_csv", args=[voting.step.pk]))
    assert table.status_code == 200


def test_an_open_blank_ballot_is_shown_to_its_voter_and_may_be_changed(client):
    voting = make_voting(secrecy="open")
    voter = voting.voters[0]
    cast_open_ballot(actor=voter, vote=voting.vote, choices=[], is_blank=True)
    client.force_login(voter)
    page = client.get(reverse("budgets:vote", args=[voting.step.pk]))
    assert "您投的是空白票" in page.text
    cast_open_ballot(actor=voter, vote=voting.vote, choices=[1])
    assert OpenBallot.objects.get().choices == [1]
