"""Casting, keeping, sealing and counting ballots."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.electorates.actions import draw_up, strike_elector
from mulin.commons.electorates.drawing import Line
from mulin.commons.electorates.queries import roll_of
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import shift

from .. import queries
from ..actions import (
    add_option,
    begin_vote,
    cast_open_ballot,
    choose_roll,
    count_vote,
    mark_on_paper,
    prepare_vote,
    take_paper_mark_back,
)
from ..models import OpenBallot, SecretBallot, TurnoutMark
from ..receipts import is_receipt, new_key, read, written
from .budget_votes import make_voting

pytestmark = pytest.mark.django_db


def test_a_voter_gets_a_receipt_and_finds_her_ballot_after_sealing():
    voting = make_voting()
    code = voting.cast(voting.voters[0], 2, 1)
    assert is_receipt(code)
    assert not queries.ballots_of(voting.vote).exists(), "nobody reads a ballot before sealing"
    vote = voting.close()
    (ballot,) = queries.ballots_of(vote)
    assert (ballot.code, ballot.choices, ballot.points) == (code, [1, 2], None)


def test_who_is_on_both_lists_votes_once():
    voting = make_voting(is_begun=False)
    both = voting.voters[0]
    voting.town.join(both.full_name, Role.PARTY_DELEGATE)
    begin_vote(actor=voting.office, vote=voting.vote)
    voting.cast(both, 1)
    with pytest.raises(Refused, match="一人只能投一次"):
        voting.cast(both, 2)
    assert TurnoutMark.objects.count() == SecretBallot.objects.count() == 1


def test_the_same_request_again_gives_the_same_receipt_and_changes_nothing():
    voting = make_voting()
    key = new_key()
    code = voting.cast(voting.voters[0], 1, key=key)
    assert voting.cast(voting.voters[0], 1, key=key) == code
    assert voting.cast(voting.voters[0], 3, key=key) == code
    assert [ballot.choices for ballot in voting.ballots] == [[1]]


def test_the_same_request_after_closing_still_gives_the_receipt():
    voting = make_voting()
    key = new_key()
    code = voting.cast(voting.voters[0], 1, key=key)
    voting.close()
    assert voting.cast(voting.voters[0], 1, key=key) == code


def test_two_neighbours_with_one_telephone_get_two_receipts_from_one_key():
    voting = make_voting()
    key = new_key()
    codes = {voting.cast(voter, 1, key=key) for voter in voting.voters[:2]}
    assert len(codes) == 2


def test_a_stranger_to_the_roll_does_not_vote():
    voting = make_voting()
    with pytest.raises(NotAllowed, match="名册上没有您"):
        voting.cast(voting.town.join("新来的", Role.RESIDENT_DELEGATE), 1)


def test_nobody_votes_before_it_begins_or_after_it_ends():
    voting = make_voting(is_begun=False)
    with pytest.raises(Refused, match="还没准备好"):
        voting.cast(voting.voters[0], 1)
    voting.vote = begin_vote(actor=voting.office, vote=voting.vote)
    shift(voting.step, opens_in=1, closes_in=2)
    with pytest.raises(Refused, match="还没开始"):
        voting.cast(voting.voters[0], 1)
    shift(voting.step, opens_in=-2, closes_in=-1)
    with pytest.raises(Refused, match="已经过了"):
        voting.cast(voting.voters[0], 1)
    assert not TurnoutMark.objects.exists()


def test_what_is_fixed_when_it_begins_stays():
    voting = make_voting()
    for act in (
        lambda: add_option(actor=voting.office, vote=voting.vote, title="凉亭", cost_cents=1),
        lambda: prepare_vote(actor=voting.office, step=voting.step, budget_cents=1),
    ):
        with pytest.raises(Refused, match="已经开始了"):
            act()
    assert voting.vote.electorate.is_frozen


def test_a_vote_needs_two_options():
    voting = make_voting(is_begun=False)
    voting.vote.options.exclude(number=1).delete()
    with pytest.raises(Refused, match="至少要有两项"):
        begin_vote(actor=voting.office, vote=voting.vote)


@pytest.mark.parametrize(
    ("settings", "choices", "points", "kept", "kept_points"),
    [
        ({"ballot": "at_most"}, [3, 1], None, [1, 3], None),
        ({"ballot": "exactly"}, [4, 1], None, [1, 4], None),
        ({"ballot": "approval"}, [4, 3, 2, 1], None, [1, 2, 3, 4], None),
        ({"ballot": "knapsack"}, [3, 4], None, [3, 4], None),
        ({"ballot": "points", "points": 5}, [3, 1], [1, 4], [1, 3], [4, 1]),
        ({"ballot": "ranking"}, [3, 1, 2], None, [3, 1, 2], None),
    ],
)
def test_every_kind_of_ballot_is_kept_in_one_way(settings, choices, points, kept, kept_points):
    voting = make_voting(**settings)
    voting.cast(voting.voters[0], *choices, points=points)
    (ballot,) = voting.ballots
    assert (ballot.choices, ballot.points) == (kept, kept_points)


@pytest.mark.parametrize(
    ("settings", "choices", "points", "says"),
    [
        ({"ballot": "at_most"}, [1, 2, 3], None, "请去掉 1 项"),
        ({"ballot": "at_most"}, [], None, "至少选 1 项"),
        ({"ballot": "at_most"}, [1, 1], None, "选了两次"),
        ({"ballot": "at_most"}, [9], None, "不在这次的选票上"),
        ({"ballot": "exactly"}, [1], None, "还差 1 项"),
        ({"ballot": "knapsack"}, [2, 3], None, "超了 8,600 元"),
        ({"ballot": "points", "points": 5}, [1, 2], [3, 3], "多了 1 分"),
        ({"ballot": "points", "points": 5}, [1, 2], [5], "至少给 1 分"),
        ({"ballot": "points", "points": 5}, [1], [-1], "至少给 1 分"),
    ],
)
def test_a_ballot_filled_in_wrongly_is_not_taken(settings, choices, points, says):
    voting = make_voting(**settings)
    with pytest.raises(Refused, match=says):
        voting.cast(voting.voters[0], *choices, points=points)
    assert not TurnoutMark.objects.exists()


def test_a_paper_voter_cannot_vote_online_and_the_other_way_round():
    voting = make_voting()
    on_paper, online, _third = voting.voters
    mark_on_paper(actor=voting.office, vote=voting.vote, elector=voting.elector(on_paper))
    with pytest.raises(Refused, match="已经领了纸票"):
        voting.cast(on_paper, 1)
    voting.cast(online, 1)
    with pytest.raises(Refused, match="已经投过票"):
        mark_on_paper(actor=voting.office, vote=voting.vote, elector=voting.elector(online))
    take_paper_mark_back(actor=voting.office, vote=voting.vote, elector=voting.elector(on_paper))
    voting.cast(on_paper, 1)
    assert queries.turnout(voting.vote) == 2


def test_a_paper_mark_cannot_take_an_online_vote_back():
    voting = make_voting()
    voting.cast(voting.voters[0], 1)
    with pytest.raises(Refused, match="没有领纸票"):
        take_paper_mark_back(
            actor=voting.office, vote=voting.vote, elector=voting.elector(voting.voters[0])
        )


def test_an_open_ballot_can_be_changed_and_each_change_is_on_record():
    voting = make_voting(secrecy="open")
    voter = voting.voters[0]
    cast_open_ballot(actor=voter, vote=voting.vote, choices=[1])
    cast_open_ballot(actor=voter, vote=voting.vote, choices=[2, 3])
    assert OpenBallot.objects.get().choices == [2, 3]
    verbs = Record.objects.filter(verb__startswith="budgets.ballot_").order_by("id")
    assert [r.verb for r in verbs] == ["budgets.ballot_cast", "budgets.ballot_changed"]
    assert verbs[1].details["was"]["choices"] == [1]
    vote = voting.close()
    assert vote.turnout == 1


def test_delegates_choose_those_with_most_votes_past_half():
    voting = make_voting(voters=5, places=2)
    for voter, choices in zip(voting.voters, [[1, 2], [1, 2], [1, 3], [1, 4]], strict=False):
        voting.cast(voter, *choices)
    vote = voting.close()
    assert (vote.turnout, vote.registered) == (4, 5)
    lines = {line["key"]: line for line in vote.outcome["lines"]}
    assert vote.outcome["winners"] == ["001"]
    assert lines["002"]["because"] == "below_threshold", "two of four are not more than half"


def test_a_rule_of_the_library_counts_a_knapsack_vote():
    voting = make_voting(ballot="knapsack", method="greedy")
    for voter, choices in zip(voting.voters, [[3, 4], [3], [1, 2, 4]], strict=True):
        voting.cast(voter, *choices)
    vote = voting.close()
    assert vote.outcome["winners"] == ["004", "003"]
    assert vote.outcome["rule"]["name"] == "greedy"


@pytest.mark.parametrize(
    ("settings", "choices", "points"),
    [
        ({"ballot": "points", "points": 6}, [4, 1], [4, 2]),
        ({"ballot": "ranking"}, [4, 1], None),
    ],
)
def test_points_and_rankings_are_counted(settings, choices, points):
    voting = make_voting(method="equal-shares", **settings)
    voting.cast(voting.voters[0], *choices, points=points)
    assert voting.close().outcome["winners"][0] == "004"


def test_envelopes_are_counted_each_by_itself():
    voting = make_voting(is_begun=False, ballot="approval", method="greedy")
    town, vote = voting.town, voting.vote
    budgets = {town.community.pk: 12_000_00, town.next_community.pk: 8_000_00}
    prepare_vote(actor=voting.office, step=voting.step, budget_cents=0, envelopes=budgets)
    with pytest.raises(Refused, match="用哪一份钱"):
        begin_vote(actor=voting.office, vote=vote)
    vote.options.filter(number__lte=2).update(community=town.community)
    vote.options.filter(number__gt=2).update(community=town.next_community)
    voting.vote = begin_vote(actor=voting.office, vote=vote)
    voting.cast(voting.voters[0], 1, 2, 3, 4)
    assert sorted(voting.close().outcome["winners"]) == ["001", "004"]


def test_a_lot_waits_for_the_seed_that_its_source_shows():
    voting = make_voting(ties="lot", seed_source="双色球第 2026135 期")
    voting.cast(voting.voters[0], 1)
    vote = voting.close()
    assert vote.is_sealed
    assert not vote.is_counted
    with pytest.raises(Refused, match="请写上种子"):
        count_vote(actor=voting.office, vote=vote, seed=" ")
    vote = count_vote(actor=voting.office, vote=vote, seed="05 11 17 23 28 31 + 09")
    assert vote.is_counted
    with pytest.raises(Refused, match="不能再改"):
        count_vote(actor=voting.office, vote=vote, seed="1")


def test_the_seed_is_not_taken_while_people_vote():
    voting = make_voting(ties="lot", seed_source="双色球第 2026135 期")
    with pytest.raises(Refused, match="投票结束以后"):
        count_vote(actor=voting.office, vote=voting.vote, seed="1")


def test_the_record_says_nothing_of_who_voted_secretly():
    voting = make_voting()
    before = Record.objects.count()
    voting.cast(voting.voters[0], 1)
    assert Record.objects.count() == before


def test_a_mark_names_a_day_and_a_ballot_names_nobody_and_no_time():
    kinds = {field.name: field.get_internal_type() for field in TurnoutMark._meta.fields}
    assert kinds == {
        "pk": "CompositePrimaryKey",
        "vote": "ForeignKey",
        "elector": "ForeignKey",
        "made_on": "DateField",
        "channel": "CharField",
    }
    names = {field.name for field in SecretBallot._meta.fields}
    assert names == {"pk", "vote", "code", "choices", "points", "on_paper"}


def test_sealing_leaves_no_trace_of_which_transaction_or_place_a_ballot_had():
    voting = make_voting(voters=12, secrecy="secret")
    for number, voter in enumerate(voting.voters):
        voting.cast(voter, number % 4 + 1)
    voting.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, xmin::text FROM budgets_secretballot ORDER BY ctid")
        codes, transactions = zip(*cursor.fetchall(), strict=True)
    assert list(codes) == sorted(codes)
    assert len(set(transactions)) == 1


@pytest.mark.django_db(transaction=True)
def test_postgres_refuses_a_mark_without_a_ballot_and_a_ballot_without_a_mark():
    voting = make_voting()
    elector = voting.elector(voting.voters[0])
    with pytest.raises(IntegrityError, match="together"):
        TurnoutMark.objects.create(vote=voting.vote, elector=elector)
    with pytest.raises(IntegrityError, match="together"):
        SecretBallot.objects.create(vote=voting.vote, code="3" * 12, choices=[1])
    with transaction.atomic():
        TurnoutMark.objects.create(vote=voting.vote, elector=elector)
        SecretBallot.objects.create(vote=voting.vote, code="3" * 12, choices=[1])
    with pytest.raises(IntegrityError, match="never changed"):
        SecretBallot.objects.update(choices=[2])
    with pytest.raises(IntegrityError, match="never changed"):
        SecretBallot.objects.all().delete()
    for act in (
        lambda: TurnoutMark.objects.all().delete(),
        lambda: TurnoutMark.objects.update(channel="paper"),
        lambda: TurnoutMark.objects.update(elector=voting.elector(voting.voters[1])),
    ):
        with pytest.raises(IntegrityError, match="never taken back"):
            act()


def test_marks_and_ballots_that_differ_stop_the_count():
    voting = make_voting()
    voting.cast(voting.voters[0], 1)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE budgets_turnoutmark DISABLE TRIGGER budgets_mark_stays")
    TurnoutMark.objects.filter(vote=voting.vote).delete()
    with pytest.raises(Refused, match="对不上"):
        voting.close()


def test_codes_find_slips_of_the_pen():
    voting = make_voting()
    code = voting.cast(voting.voters[0], 1)
    assert read(f" {written(code).lower()} ") == code
    for at in range(len(code)):
        wrong = code[:at] + ("3" if code[at] != "3" else "4") + code[at + 1 :]
        assert not is_receipt(wrong)
        swapped = code[:at] + code[at + 1 : at + 2] + code[at] + code[at + 2 :]
        assert swapped == code or not is_receipt(swapped)


def test_a_key_that_was_tampered_with_casts_nothing():
    voting = make_voting()
    for key in ("", "x" * 32, "0" * 31):
        with pytest.raises(Refused, match="请打开投票页重新填"):
            voting.cast(voting.voters[0], 1, key=key or " ")


def test_a_mark_is_made_on_the_day_here_and_not_at_a_second():
    voting = make_voting()
    voting.cast(voting.voters[0], 1)
    assert TurnoutMark.objects.get().made_on == timezone.localdate()
    assert queries.turnout_by_day(voting.vote) == [(timezone.localdate(), 1, 0)]


def test_who_is_struck_off_the_roll_after_voting_has_voted():
    voting = make_voting(voters=4)
    for voter in voting.voters[:3]:
        voting.cast(voter, 1)
    for voter in (*voting.voters[:2], voting.voters[3]):
        strike_elector(actor=voting.office, elector=voting.elector(voter), because="搬走了")
    vote = voting.close()
    assert (vote.turnout, vote.registered) == (3, 3)
    assert vote.outcome["winners"] == ["001"]


def test_a_vote_is_held_by_a_roll_that_came_as_a_table():
    voting = make_voting(is_begun=False)
    unit = voting.town.community
    theirs = draw_up(
        actor=voting.office,
        unit=unit,
        kind="delegates",
        name="带来的名单",
        lines=[Line(key="added:万年青", name="万年青")],
    )
    choose_roll(actor=voting.office, vote=voting.vote, electorate=theirs)
    vote = begin_vote(actor=voting.office, vote=voting.vote)
    assert [one.name for one in roll_of(vote.electorate)] == ["万年青"]
    with pytest.raises(Refused, match="已经开始了"):
        choose_roll(actor=voting.office, vote=vote, electorate=theirs)


@pytest.mark.parametrize("kind", ["residents", "households"])
def test_a_roll_of_others_is_refused(kind):
    voting = make_voting(is_begun=False)
    line = Line(key="added:周桂芳", name="周桂芳")
    others = draw_up(
        actor=voting.office, unit=voting.town.community, kind=kind, name="别的", lines=[line]
    )
    with pytest.raises(Refused, match="这份名册不能用"):
        choose_roll(actor=voting.office, vote=voting.vote, electorate=others)
