"""The pages of a budget vote, as those who use them meet them."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.places.roles import Role

from .. import queries
from ..actions import add_option, begin_vote, cast_open_ballot
from ..models import SecretBallot
from ..receipts import new_key, receipt_from, written
from .budget_votes import make_voting

pytestmark = pytest.mark.django_db


def address(voting, page="vote"):
    return reverse(f"budgets:{page}", args=[voting.step.pk])


def fill_in(client, voting, data):
    """Open the ballot, fill it in, look it over and cast it, as a browser would."""
    shown = client.get(address(voting))
    key = shown.context["key"]
    checked = client.post(address(voting), {**data, "key": key, "do": "review"})
    assert checked.status_code == 200
    assert "对吗" in checked.content.decode()
    return client.post(address(voting), {**data, "key": key, "do": "confirm"})


@pytest.mark.parametrize(
    ("settings", "data", "kept"),
    [
        ({"ballot": "knapsack"}, {"option": ["1", "2"]}, ([1, 2], None)),
        ({"ballot": "exactly"}, {"option": ["4", "1"]}, ([1, 4], None)),
        ({"ballot": "points"}, {"option-1": "3", "option-4": "7"}, ([1, 4], [3, 7])),
        ({"ballot": "ranking"}, {"option-3": "1", "option-1": "2"}, ([3, 1], None)),
    ],
)
def test_a_delegate_votes_and_sees_her_receipt(client, settings, data, kept):
    voting = make_voting(**settings)
    client.force_login(voting.voters[0])
    answer = fill_in(client, voting, data)
    assert answer.status_code == 303
    assert answer["Location"] == address(voting, "receipt")
    ballot = SecretBallot.objects.get()
    assert (ballot.choices, ballot.points) == kept
    shown = client.get(answer["Location"]).content.decode()
    assert written(ballot.code) in shown
    assert "您投过票了" in client.get(address(voting)).content.decode()


def test_the_receipt_is_gone_once_it_is_wiped_away(client):
    voting = make_voting()
    client.force_login(voting.voters[0])
    fill_in(client, voting, {"option": ["1"]})
    client.post(address(voting, "receipt"))
    shown = client.get(address(voting, "receipt")).content.decode()
    assert "回执码已经看不到了" in shown
    assert written(SecretBallot.objects.get().code) not in shown


def test_the_next_neighbour_on_the_same_telephone_does_not_see_the_receipt(client):
    voting = make_voting()
    first, second, _third = voting.voters
    client.force_login(first)
    fill_in(client, voting, {"option": ["1"]})
    code = SecretBallot.objects.get().code
    client.force_login(second)
    assert client.get(address(voting, "receipt")).status_code == 404
    fill_in(client, voting, {"option": ["2"]})
    assert written(code) not in client.get(address(voting, "receipt")).content.decode()
    assert SecretBallot.objects.count() == 2


def test_what_is_wrong_is_said_and_what_was_filled_in_stays(client):
    voting = make_voting(ballot="points", points=5)
    client.force_login(voting.voters[0])
    data = {"option-1": "9", "option-2": "abc", "do": "review", "key": new_key()}
    shown = client.post(address(voting), data)
    assert shown.status_code == 422
    assert "不是数" in shown.content.decode()
    assert 'value="9"' in shown.content.decode()
    assert 'value="abc"' in shown.content.decode()


def test_a_ballot_that_cannot_be_taken_any_more_says_why(client):
    voting = make_voting()
    client.force_login(voting.voters[0])
    voting.close()
    data = {"option": ["1"], "do": "confirm", "key": new_key()}
    shown = client.post(address(voting), data)
    assert shown.status_code == 422
    assert not SecretBallot.objects.exists()


def test_a_stranger_is_sent_to_sign_in_and_another_resident_is_told(client):
    voting = make_voting()
    assert "登录去投票" in client.get(address(voting)).content.decode()
    answer = client.post(address(voting), {"option": ["1"], "do": "confirm"})
    assert answer.status_code == 302
    client.force_login(voting.town.join("尚来宝", Role.RESIDENT))
    shown = client.get(address(voting)).content.decode()
    assert "名册上没有您" in shown
    assert 'id="ballot"' not in shown


def test_an_open_ballot_is_shown_to_its_voter_and_can_be_changed(client):
    voting = make_voting(secrecy="open")
    client.force_login(voting.voters[0])
    client.post(address(voting), {"option": ["1"], "do": "confirm"})
    assert "公告栏" in client.get(address(voting)).content.decode()
    shown = client.get(address(voting) + "?change").content.decode()
    assert 'value="1" checked' in shown
    client.post(address(voting), {"option": ["2"], "do": "confirm"})
    assert queries.turnout(voting.vote) == 1


def sealed(**settings):
    voting = make_voting(voters=12, **settings)
    codes = [voting.cast(voter, 1, 2) for voter in voting.voters]
    voting.close()
    return voting, codes


def test_a_passer_by_finds_a_ballot_by_its_receipt(client):
    voting, codes = sealed()
    page = address(voting, "ballots")
    typed = written(codes[0]).lower().replace("-", " ")
    assert "已经算进去了" in client.post(page, {"code": typed}).content.decode()
    slip = ("3" if codes[0][0] != "3" else "4") + codes[0][1:]
    assert "不是一个回执码" in client.post(page, {"code": slip}).content.decode()
    other = next(iter({voting_code() for _n in range(3)} - set(codes)))
    assert "没有这张票" in client.post(page, {"code": other}).content.decode()


def voting_code():
    return receipt_from(new_key(), vote=1, person=1)


def test_anybody_can_count_again_from_the_files(client):
    voting, codes = sealed()
    bundle = json.loads(client.get(address(voting, "ballots_json")).content)
    assert {one["receipt"] for one in bundle["ballots"]} == set(codes)
    assert bundle["turnout"] == len(bundle["ballots"]) == 12
    assert bundle["outcome"]["winners"]
    table = client.get(address(voting, "ballots_csv")).content.decode("utf-8-sig")
    assert len(table.splitlines()) == 13
    assert all(written(code) in table for code in codes)


def test_an_open_vote_says_who_voted_for_what_and_only_when_it_is_over(client):
    voting = make_voting(voters=2, secrecy="open")
    cast_open_ballot(actor=voting.voters[0], vote=voting.vote, choices=[1, 2])
    cast_open_ballot(actor=voting.voters[1], vote=voting.vote, choices=[], is_blank=True)
    assert client.get(address(voting, "named_ballots")).status_code == 404
    voting.close()
    shown = client.get(address(voting, "named_ballots")).text
    assert "1. 公告栏，2. 绿化补植" in shown
    assert "空白票，一项也没有选" in shown
    assert "代*" in shown
    assert "代表1" not in shown
    result = client.get(address(voting, "vote_result")).text
    assert address(voting, "named_ballots") in result
    assert "投票的人少" not in result, "nothing is kept back where names are read out"


def test_few_ballots_are_not_listed_one_by_one(client):
    voting = make_voting()
    code = voting.cast(voting.voters[0], 1)
    voting.close()
    shown = client.post(address(voting, "ballots"), {"code": code}).content.decode()
    assert "票太少" in shown
    assert written(code) not in shown
    for page in ("ballots_json", "ballots_csv"):
        assert client.get(address(voting, page)).status_code == 404


def test_nothing_of_the_ballots_is_seen_while_people_vote(client):
    voting = make_voting(voters=12)
    codes = [voting.cast(voter, 1) for voter in voting.voters]
    client.force_login(voting.office)
    shown = client.get(address(voting, "vote_desk")).content.decode()
    assert not any(written(code) in shown for code in codes)
    for page in ("ballots", "ballots_json", "ballots_csv"):
        assert client.get(address(voting, page)).status_code == 404


def test_the_office_prepares_a_vote_from_page_to_page(client):
    voting = make_voting(is_begun=False)
    client.force_login(voting.office)
    client.post(address(voting, "vote_money"), {"budget": "50000"})
    client.post(
        address(voting, "vote_option"),
        {"title": "凉亭", "cost": "1200.50", "category": "culture", "community": ""},
    )
    option = voting.vote.options.get(title="凉亭")
    assert option.cost_cents == 1200_50
    remove = reverse("budgets:vote_option_remove", args=[voting.step.pk, option.number])
    client.post(remove)
    assert not voting.vote.options.filter(title="凉亭").exists()
    client.post(address(voting, "vote_begin"))
    vote = queries.vote_of(voting.step)
    assert vote.is_begun
    assert vote.budget_cents == 50_000_00
    assert "名册上" in client.get(address(voting, "vote_desk")).content.decode()


def questions(client, page):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_pages_ask_as_much_for_few_as_for_many(client):
    few = make_voting(voters=1)
    many = make_voting(few.town, voters=0, is_begun=False)
    for number in range(20):
        add_option(actor=few.office, vote=many.vote, title=f"第 {number} 项", cost_cents=1)
    begin_vote(actor=few.office, vote=many.vote)
    client.force_login(few.voters[0])
    for voting in (few, many):
        client.get(address(voting))
    asked = [questions(client, address(voting)) for voting in (few, many)]
    assert asked[0] == asked[1] <= 12


def test_casting_asks_postgres_as_little_as_can_be(client):
    voting = make_voting()
    client.force_login(voting.voters[0])
    queries.begun_vote_at(voting.step.pk)
    data = {"option": ["1"], "do": "confirm", "key": new_key()}
    with CaptureQueriesContext(connection) as asked:
        assert client.post(address(voting), data).status_code == 303
    said = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len([one for one in said if "options" not in one]) <= 6, "\n".join(said)


def test_who_votes_next_on_the_same_phone_gets_a_key_of_her_own(client):
    voting = make_voting()
    first, second, _third = voting.voters
    client.force_login(first)
    fill_in(client, voting, {"option": ["1"]})
    key_of_first = receipt_key(client, voting)
    client.force_login(second)
    fill_in(client, voting, {"option": ["2"]})
    codes = {ballot.code for ballot in voting.ballots}
    assert receipt_from(key_of_first, vote=voting.vote.pk, person=first.pk) in codes
    assert receipt_from(key_of_first, vote=voting.vote.pk, person=second.pk) not in codes


def receipt_key(client, voting):
    [cookie] = [one for name, one in client.cookies.items() if name.startswith("ballot-")]
    return cookie.value


def test_what_somebody_ticked_stays_in_no_cache(client):
    voting = make_voting()
    client.force_login(voting.voters[0])
    data = {"option": ["1"], "do": "review", "key": new_key()}
    assert "no-store" in client.post(address(voting), data)["Cache-Control"]
    fill_in(client, voting, {"option": ["1"]})
    assert "no-store" in client.get(address(voting, "receipt"))["Cache-Control"]
