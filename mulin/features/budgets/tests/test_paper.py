"""Ballots on paper: printed, handed out at the booth, read by two, and laid among the others."""

import re
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from mulin.commons.electorates.actions import strike_elector
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import shift
from mulin.web.tests.threads import at_once

from .. import queries
from ..actions import enter_paper, mark_on_paper, print_paper, recount_paper
from ..models import PaperBatch, PaperReading
from ..sheets_read import read_sheet
from .budget_votes import Voting, make_voting

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def with_box(voters: int = 4, on_paper: int = 3, **settings) -> tuple[Voting, PaperBatch]:
    """Return a vote whose time is over, with so many ballots on paper in a box."""
    voting = make_voting(voters=voters, **settings)
    batch = print_paper(actor=voting.office, vote=voting.vote, count=5)
    for voter in voting.voters[:on_paper]:
        mark_on_paper(actor=voting.office, vote=voting.vote, elector=voting.elector(voter))
    voting.second = voting.town.join("社工小何", Role.SOCIAL_WORKER, voting.town.street)
    shift(voting.step, opens_in=-2, closes_in=-0.01)
    return voting, PaperBatch.objects.get(pk=batch.pk)


def read(voting: Voting, batch: PaperBatch, who, **sheets: str) -> PaperReading:
    """Enter what somebody reads: n1="2 3" is ballot number 1."""
    batch = PaperBatch.objects.select_related("vote__step").get(pk=batch.pk)
    found = {int(name[1:]): text for name, text in sheets.items()}
    return enter_paper(actor=who, batch=batch, sheets=found)


def again(batch: PaperBatch) -> PaperBatch:
    return PaperBatch.objects.select_related("vote__step").get(pk=batch.pk)


def test_batches_are_numbered_on():
    voting = make_voting()
    first = print_paper(actor=voting.office, vote=voting.vote, count=3)
    second = print_paper(actor=voting.office, vote=voting.vote, count=2)
    assert (str(first), str(second)) == ("0001–0003", "0004–0005")


def test_what_two_read_alike_is_counted_when_the_vote_is_sealed():
    voting, batch = with_box()
    second = voting.second
    read(voting, batch, voting.office, n1="1 2", n2="2,1", n4="x")
    assert not PaperBatch.objects.get().is_counted
    read(voting, batch, second, n1="2 1", n2="1、2", n4="废")
    assert PaperBatch.objects.get().is_counted
    vote = voting.close()
    assert (vote.turnout, vote.registered) == (2, 4)
    assert [ballot.choices for ballot in queries.ballots_of(vote)] == [[1, 2], [1, 2]]


def test_only_what_differs_is_read_anew_and_by_the_same_two():
    voting, batch = with_box()
    read(voting, batch, voting.office, n1="1", n2="2", n3="3")
    read(voting, batch, voting.second, n1="1", n2="4", n3="3")
    batch = PaperBatch.objects.get()
    assert queries.differing(batch) == [(2, "2", "4")]
    assert batch.agreed == {"1": "1", "3": "3"}
    third = voting.town.join("社工小林", Role.SOCIAL_WORKER, voting.town.street)
    with pytest.raises(Refused, match="原来的两位"):
        read(voting, batch, third, n2="2")
    with pytest.raises(Refused, match="不在这一批"):
        read(voting, batch, voting.office, n1="1")
    read(voting, batch, voting.office, n2="2")
    read(voting, batch, voting.second, n2="2")
    assert PaperBatch.objects.get().is_counted


def test_nobody_reads_a_box_for_two():
    voting, batch = with_box()
    read(voting, batch, voting.office, n1="1")
    with pytest.raises(Refused, match="等另一位"):
        read(voting, batch, voting.office, n1="1")


def test_a_box_may_be_read_anew_until_the_vote_is_sealed_with_the_reason_kept():
    voting, batch = with_box()
    for who in (voting.office, voting.second):
        read(voting, batch, who, n1="1", n2="2", n3="3")
    batch = PaperBatch.objects.select_related("vote__step").get()
    with pytest.raises(Refused, match="为什么"):
        recount_paper(actor=voting.office, batch=batch, reason=" ")
    recount_paper(actor=voting.office, batch=batch, reason="有人说少了一张")
    batch = PaperBatch.objects.get()
    kept = {"because": "有人说少了一张", "read": {"1": "1", "2": "2", "3": "3"}}
    assert (batch.is_counted, batch.agreed, batch.recounts) == (False, {}, [kept])
    with pytest.raises(Refused, match="没有点清"):
        voting.close()


def page_of(voting, batch, who):
    client = Client()
    client.force_login(who)
    return words(client.get(reverse("budgets:paper_read", args=[batch.pk])))


def test_a_recount_is_compared_with_the_count_before_until_the_vote_is_sealed():
    voting, batch = with_box()
    for who in (voting.office, voting.second):
        read(voting, batch, who, n1="1", n2="2", n3="3")
    recount_paper(actor=voting.office, batch=again(batch), reason="有人说少了一张")
    assert "原因：有人说少了一张" in page_of(voting, batch, voting.office)
    third = voting.town.join("社工小蒋", Role.SOCIAL_WORKER, voting.town.street)
    for who in (third, voting.second):
        read(voting, again(batch), who, n1="1", n2="4", n3="3")
    said = page_of(voting, batch, third)
    assert "和上一次点的不一样" in said
    assert "000224" in said
    recount_paper(actor=voting.office, batch=again(batch), reason="再看一遍")
    for who in (voting.office, third):
        read(voting, again(batch), who, n1="1", n2="4", n3="3")
    assert "和上一次点的一样。" in page_of(voting, batch, third)
    voting.close()
    assert [list(one) for one in again(batch).recounts] == [["because"], ["because"]]
    assert "000224" not in page_of(voting, batch, third)


def test_what_was_noted_of_a_recount_before_it_was_compared_is_still_told():
    voting, batch = with_box()
    PaperBatch.objects.filter(pk=batch.pk).update(recounts=["有人说少了一张"])
    migration = import_module("mulin.features.budgets.migrations.0010_a_recount_is_compared")
    with connection.cursor() as cursor:
        cursor.execute(migration.REASONS_ARE_TOLD)
    assert again(batch).recounts == [{"because": "有人说少了一张"}]
    assert "原因：有人说少了一张" in page_of(voting, batch, voting.office)
    with connection.cursor() as cursor:
        cursor.execute(migration.ONLY_REASONS)
    assert again(batch).recounts == ["有人说少了一张"]


def test_others_read_a_box_on_which_two_cannot_agree():
    voting, batch = with_box()
    for who, typed in ((voting.office, "1"), (voting.second, "2")):
        read(voting, batch, who, n1=typed, n2="2", n3="3")
    third = voting.town.join("社工小蒋", Role.SOCIAL_WORKER, voting.town.street)
    said = page_of(voting, batch, third)
    assert "要由原来的两位重新看" in said
    assert "换人点也行" in said
    recount_paper(actor=third, batch=again(batch), reason="有一位病了")
    for who in (third, voting.second):
        read(voting, again(batch), who, n1="1", n2="2", n3="3")
    assert voting.close().turnout == 3


def test_a_box_that_nobody_has_read_is_not_read_anew():
    voting, batch = with_box()
    with pytest.raises(Refused, match="还没有开始点"):
        recount_paper(actor=voting.office, batch=batch, reason="再来")


def test_paper_that_was_handed_out_and_never_read_stops_the_sealing():
    voting = make_voting()
    mark_on_paper(actor=voting.office, vote=voting.vote, elector=voting.elector(voting.voters[0]))
    with pytest.raises(Refused, match="没有点清"):
        voting.close()


def test_copies_are_not_counted():
    voting, batch = with_box(on_paper=1)
    with pytest.raises(Refused, match="只发出 1 张"):
        read(voting, batch, voting.office, n1="1", n2="1")


@pytest.mark.parametrize("typed", ["9", "1 1", "1 2 3", "甲", "1=", "1234567"])
def test_what_cannot_stand_on_a_ballot_is_said_with_its_number(typed):
    voting, batch = with_box()
    with pytest.raises(Refused, match="0003 号票"):
        read(voting, batch, voting.office, n3=typed)
    assert not PaperReading.objects.exists()


@pytest.mark.parametrize(
    ("settings", "typed", "kept"),
    [
        ({"ballot": "points", "points": 5}, "3=4 1=1", "1=1 3=4"),
        ({"ballot": "ranking"}, "3 1 2", "3 1 2"),
        ({"ballot": "knapsack"}, "4;1", "1 4"),
    ],
)
def test_every_kind_of_ballot_is_read_from_paper(settings, typed, kept):
    voting = make_voting(**settings)
    assert read_sheet(queries.paper_of(voting.vote), typed) == kept


def test_nobody_takes_paper_in_an_open_vote_and_the_booth_says_so():
    voting = make_voting(secrecy="open")
    with pytest.raises(Refused, match="不发纸票"):
        mark_on_paper(
            actor=voting.office, vote=voting.vote, elector=voting.elector(voting.voters[0])
        )
    client = Client()
    client.force_login(voting.office)
    booth = reverse("budgets:booth", args=[voting.step.pk])
    said = words(client.get(booth + "?q=代表"))
    assert "记名投票只在网上投，不发纸票" in said
    assert "领走一张" not in said
    assert booth not in client.get(reverse("budgets:vote_desk", args=[voting.step.pk])).text


def test_no_box_is_opened_while_people_vote():
    voting = make_voting()
    batch = print_paper(actor=voting.office, vote=voting.vote, count=2)
    with pytest.raises(Refused, match="投票时间过了"):
        enter_paper(actor=voting.office, batch=batch, sheets={1: "1"})


def test_a_vote_with_names_prints_no_ballots_without():
    voting = make_voting(secrecy="open")
    with pytest.raises(Refused, match="记名投票"):
        print_paper(actor=voting.office, vote=voting.vote, count=2)


def test_who_works_elsewhere_hands_nothing_out():
    voting = make_voting()
    far = voting.town.join("远处的社工", Role.SOCIAL_WORKER, voting.town.next_community)
    if voting.vote.electorate.unit == voting.town.next_community:
        pytest.fail("the roll is of the first community")
    with pytest.raises(NotAllowed):
        print_paper(actor=far, vote=voting.vote, count=2)


def test_nothing_on_a_printed_ballot_leads_to_a_person():
    voting = make_voting()
    batch = print_paper(actor=voting.office, vote=voting.vote, count=3)
    office = Client()
    office.force_login(voting.office)
    response = office.get(reverse("budgets:paper_ballots", args=[batch.pk]))

    codes = re.findall(r'class="budget-paper__code">(.*?)<span>', response.text, flags=re.DOTALL)
    assert len(codes) == 3
    assert len(set(codes)) == 1, "one code for the whole batch"

    assert not any(voter.full_name in response.text for voter in voting.voters)


def test_ballots_are_printed_in_an_order_of_chance():
    voting = make_voting()
    batch = print_paper(actor=voting.office, vote=voting.vote, count=100)
    office = Client()
    office.force_login(voting.office)
    address = reverse("budgets:paper_ballots", args=[batch.pk])
    printed = [re.findall(r"票号 (\d{4})", office.get(address).text) for _time in range(2)]
    assert all(sorted(stack) == [f"{n:04}" for n in range(1, 101)] for stack in printed)
    assert sorted(printed[0]) not in printed
    assert printed[0] != printed[1], "nobody can print the same order again"


def test_everybody_reads_how_often_the_roll_was_corrected_since():
    voting = make_voting()
    here = reverse("budgets:vote", args=[voting.step.pk])
    assert "名册封存后更正了" not in words(Client().get(here))
    strike_elector(actor=voting.office, elector=voting.elector(voting.voters[0]), because="搬走了")
    assert "名册封存后更正了 1 处" in words(Client().get(here))


def test_the_booth_finds_somebody_and_hands_out_and_takes_back():
    voting = make_voting()
    office = Client()
    office.force_login(voting.office)
    here = reverse("budgets:booth", args=[voting.step.pk]) + "?q=代表2"
    assert "领走一张" in words(office.get(here))
    number = str(voting.elector(voting.voters[1]).number)
    assert "领了一张纸票" in words(office.post(here, {"elector": number}, follow=True))
    with pytest.raises(Refused, match="已经领了纸票"):
        voting.cast(voting.voters[1], 1)
    office.post(here, {"elector": number, "do": "back"})
    assert voting.cast(voting.voters[1], 1)
    assert "网上投过了" in words(office.get(here))
    assert office.post(here, {"elector": "999"}).status_code == 404


def test_two_read_a_box_on_their_pages_and_see_what_differs():
    voting, batch = with_box()
    here = reverse("budgets:paper_read", args=[batch.pk])
    clients = []
    for who in (voting.office, voting.second):
        client = Client()
        client.force_login(who)
        clients.append(client)
    one, other = clients
    said = words(one.post(here, {"sheet-1": "1 9"}, follow=True))
    assert "0001 号票：有一项不在这次的选票上" in said
    one.post(here, {"sheet-1": "1", "sheet-2": "2"})
    assert "等另一位" in words(one.get(here))
    assert "1 2" not in words(other.get(here))
    assert "都再看一遍" in words(other.post(here, {"sheet-1": "1", "sheet-2": "3"}, follow=True))
    assert "000223" in words(one.get(here))


@pytest.mark.django_db(transaction=True)
def test_two_who_finish_at_the_same_moment_settle_the_box_once():
    voting, batch = with_box()
    acts = [
        lambda who=who: read(voting, batch, who, n1="1", n2="2", n3="3")
        for who in (voting.office, voting.second)
    ]
    assert all(isinstance(answer, PaperReading) for answer in at_once(*acts))
    assert PaperBatch.objects.get().is_counted


@pytest.mark.django_db(transaction=True)
def test_two_boxes_read_at_the_same_moment_hold_no_more_than_was_handed_out():
    voting = make_voting(voters=4)
    boxes = [print_paper(actor=voting.office, vote=voting.vote, count=5) for _box in range(2)]
    mark_on_paper(actor=voting.office, vote=voting.vote, elector=voting.elector(voting.voters[0]))
    second = voting.town.join("社工小何", Role.SOCIAL_WORKER, voting.town.street)
    shift(voting.step, opens_in=-2, closes_in=-0.01)
    for box in boxes:
        read(voting, box, voting.office, **{f"n{box.first}": "1"})
    acts = [lambda box=box: read(voting, box, second, **{f"n{box.first}": "1"}) for box in boxes]
    answers = at_once(*acts)
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert sum(len(box.agreed) for box in PaperBatch.objects.all()) == 1


def test_once_sealed_nothing_says_what_stood_on_which_number():
    voting, batch = with_box()
    for who in (voting.office, voting.second):
        read(voting, batch, who, n1="1", n2="3", n3="废")
    vote = voting.close()
    assert [ballot.choices for ballot in queries.ballots_of(vote)] in ([[1], [3]], [[3], [1]])
    assert set(PaperBatch.objects.get().agreed) == {"1", "2", "3"}
    assert set(PaperBatch.objects.get().agreed.values()) == {""}
    assert all(reading.sheets == {} for reading in PaperReading.objects.all())
