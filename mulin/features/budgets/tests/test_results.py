"""What a counted vote came to: its page, its notice, and what goes to tender."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step
from mulin.programmes.models import Proposal
from mulin.programmes.tests.cycles import make_proposal, shift

from ..actions import begin_vote, prepare_vote, publish_budget_result, put_proposals_on_ballot
from ..models import AdoptedItem
from ..vote_results import result_of
from .budget_votes import make_voting
from .publishing import make_published, publishing_after

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", response.text).split())


def shown(voting):
    return Client().get(reverse("budgets:vote_result", args=[voting.step.pk]))


def voted(ballots, **settings):
    """Return a counted vote of so many ballots."""
    voting = make_voting(voters=len(ballots), **settings)
    for voter, choices in zip(voting.voters, ballots, strict=True):
        voting.cast(voter, *choices)
    voting.close()
    return voting


TWELVE = [[1, 2]] * 6 + [[1, 3]] * 4 + [[4]] * 2


def test_exactly_so_many_places_are_given_though_few_passed_half():
    voting = voted(TWELVE, method="first_places", places=3)
    assert voting.vote.outcome["winners"] == ["001", "002", "003"]


def test_nobody_gets_a_place_without_a_vote():
    voting = voted([[1]] * 12, method="first_places", places=3)
    assert voting.vote.outcome["winners"] == ["001"]
    assert "没有人选它" in words(shown(voting))


def test_equal_votes_stand_in_the_published_order():
    voting = voted([[1], [3]] * 6, method="first_places", places=1, ties="cost")
    assert voting.vote.outcome["winners"] == ["001"], "the cheaper of two equals"
    assert "和“声控灯”票数一样。先后：便宜的先办" in words(shown(voting))


def test_every_item_has_its_reason_losers_too():
    voting = voted(TWELVE, method="most_votes", places=1)
    said = words(shown(voting))
    assert "4 项里选出 1 项，要花 12,000 元" in said
    assert "10 票，第 1 名，在前 1 项里。" in said
    assert "6 票。参加的 12 人，要有 7 票才行，还差 1 票。" in said
    assert "12 位投票人，其中 10 人（83.3%）至少有一项想要的办成了" in said


def test_a_vote_too_few_took_part_in_says_so_at_every_item():
    voting = make_voting(voters=25, places=1)
    for voter in voting.voters[:12]:
        voting.cast(voter, 1)
    voting.close()
    said = words(shown(voting))
    assert "名册上 25 人，只来了 12 人，没有超过一半，这次投票无效" in said
    assert "一项也没有选上" in said


def test_what_other_rules_would_choose_stands_beside_it():
    voting = voted(TWELVE, method="first_places", places=2)
    told = result_of(voting.vote)
    assert [choice.is_own for choice in told.choices] == [True, False, False, False, False]
    assert all("4. 长椅" in more for _choice, more, _less in told.others)
    assert "换一种算法会怎样" in words(shown(voting))


def test_without_money_nothing_is_said_of_other_rules():
    voting = voted(TWELVE, method="first_places", places=2, budget_cents=0)
    assert not result_of(voting.vote).choices
    assert "换一种算法" not in words(shown(voting))


@pytest.mark.parametrize("method", ["equal-shares", "greedy", "phragmen", "max-welfare"])
def test_a_rule_of_the_library_is_told_with_the_winners_that_were_stored(method):
    voting = voted(TWELVE, ballot="approval", method=method)
    told = result_of(voting.vote)
    (part,) = told.parts
    assert [row.key for row in part.result.chosen] == voting.vote.outcome["winners"]
    assert set(told.choices[0].winners) == set(voting.vote.outcome["winners"])


def test_envelopes_are_shown_each_by_itself():
    voting = make_voting(voters=12, is_begun=False, ballot="approval", method="greedy")
    town = voting.town
    budgets = {town.community.pk: 12_000_00, town.next_community.pk: 8_000_00}
    prepare_vote(actor=voting.office, step=voting.step, budget_cents=0, envelopes=budgets)
    voting.vote.options.filter(number__lte=2).update(community=town.community)
    voting.vote.options.filter(number__gt=2).update(community=town.next_community)
    voting.vote = begin_vote(actor=voting.office, vote=voting.vote)
    for voter in voting.voters:
        voting.cast(voter, 1, 2, 3, 4)
    voting.close()
    said = words(shown(voting))
    assert town.community.name in said
    assert "2 项里选出 1 项，花 12,000 元" in said
    assert "2 项里选出 1 项，花 8,000 元" in said


def test_few_ballots_are_not_broken_down():
    voting = voted([[1, 2]] * 9, method="first_places", places=1)
    said = words(shown(voting))
    assert "4 项里选出 1 项" in said
    assert "公告栏" in said
    assert "9 票" not in said
    assert "只公布结果" in said
    publication = make_published(voting)
    assert publication.notice.items["columns"] == ["编号", "选上的项目", "造价（元）"]
    assert "不到 10 人" in publication.notice.body


def test_what_was_chosen_goes_to_tender_and_stands_on_the_board():
    voting = voted(TWELVE, method="first_places", places=2)
    notice = make_published(voting).notice
    assert notice.kind == PublicNotice.Kind.PUBLICITY
    assert [row[1] for row in notice.items["rows"]] == ["公告栏", "绿化补植"]
    assert [str(item.get_state_display()) for item in AdoptedItem.objects.all()] == ["招标"] * 2
    assert "已公示" in words(shown(voting))


def test_a_result_is_put_up_once_and_only_after_the_count():
    voting = make_voting(method="first_places", places=1)
    step = publishing_after(voting)
    with pytest.raises(Refused, match="还没有计票"):
        publish_budget_result(actor=voting.office, step=step)
    voting.cast(voting.voters[0], 1)
    voting.cast(voting.voters[1], 1)
    voting.close()
    publish_budget_result(actor=voting.office, step=step)
    with pytest.raises(Refused, match="已经公示了"):
        publish_budget_result(actor=voting.office, step=step)


def test_who_does_not_run_the_vote_puts_nothing_up():
    voting = voted(TWELVE, method="first_places", places=1)
    worker = voting.town.join("社工小何", Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        publish_budget_result(actor=worker, step=publishing_after(voting))


def test_the_publishing_step_ends_after_the_notice():
    voting = voted(TWELVE, method="first_places", places=1)
    step = publishing_after(voting)
    with pytest.raises(Refused, match="还没有公示"):
        close_step(actor=voting.office, step=step)
    notice = make_published(voting, step).notice
    with pytest.raises(Refused, match="过了这天才能结束"):
        close_step(actor=voting.office, step=step)
    PublicNotice.objects.filter(pk=notice.pk).update(posted_on="2026-01-01", ends_on="2026-01-08")
    assert close_step(actor=voting.office, step=step).outcome["adopted"] == 1


def test_proposals_hear_what_became_of_them():
    voting = make_voting(voters=12, is_begun=False, method="first_places", places=1)
    titles = ["坡道", "雨棚"]
    given = [make_proposal(voting.cycle, voting.town.community, title) for title in titles]
    Proposal.objects.update(cost_cents=100)
    voting.vote.options.all().delete()
    put_proposals_on_ballot(
        actor=voting.office, vote=voting.vote, proposals=[one.pk for one in given]
    )
    voting.vote = begin_vote(actor=voting.office, vote=voting.vote)
    for voter in voting.voters:
        voting.cast(voter, 2)
    voting.close()
    make_published(voting)
    assert [one.state for one in Proposal.objects.order_by("number")] == [
        Proposal.State.NOT_SELECTED,
        Proposal.State.SELECTED,
    ]


def test_there_is_no_result_before_the_count():
    voting = make_voting()
    assert shown(voting).status_code == 404
    shift(voting.step, opens_in=-2, closes_in=-1)
    assert shown(voting).status_code == 404
    step = publishing_after(voting)
    assert "还没有计票" in words(Client().get(reverse("budgets:publication", args=[step.pk])))


def test_the_office_puts_it_up_from_its_page():
    voting = voted(TWELVE, method="first_places", places=1)
    step = publishing_after(voting)
    office = Client()
    office.force_login(voting.office)
    here = reverse("budgets:publishing", args=[step.pk])
    assert "公示这个结果" in words(office.get(here))
    response = office.post(here, {"objection_contact": "到街道当面说"}, follow=True)
    assert "公示出去了" in words(response)
    assert "招标" in words(Client().get(reverse("budgets:publication", args=[step.pk])))


@pytest.mark.parametrize("times", [1, 4])
def test_the_result_asks_as_many_questions_however_many_voted(times):
    voting = voted(TWELVE * times, method="first_places", places=2)
    with CaptureQueriesContext(connection) as asked:
        assert shown(voting).status_code == 200
    assert len(asked) == 19, "once after the count; then it is remembered"
    with CaptureQueriesContext(connection) as asked:
        assert shown(voting).status_code == 200
    assert len(asked) == 5, "who looks after another sees what was told her"
