"""A judge says which proposals are too close before the first sheet is opened."""

from datetime import date
from decimal import Decimal

import pytest

from mulin.commons.organisations.models import Organisation, OrganisationMember
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.tests.cycles import make_proposal

from .. import queries
from ..actions import assign_judge, declare_conflicts, draft_sheet, submit_sheet
from ..models import ConflictDeclaration
from .contests import make_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def judge(contest):
    person = contest.town.join("顾文柏", Role.JUDGE, contest.town.street)
    assign_judge(
        actor=contest.office,
        step=contest.step,
        judge=person,
        proposals=[p.pk for p in contest.proposals],
    )
    return person


def test_nothing_is_scored_before_the_declaration(contest, judge):
    sheet = contest.sheet(judge, contest.a)
    for act in (draft_sheet, submit_sheet):
        with pytest.raises(Refused, match="先说明"):
            act(actor=judge, sheet=sheet, score=Decimal(80))
    declare_conflicts(actor=judge, step=contest.step)
    assert submit_sheet(actor=judge, sheet=sheet, score=Decimal(80)).is_submitted


def test_a_judge_with_a_conflict_cannot_score_it_and_scores_the_rest(contest, judge):
    declare_conflicts(
        actor=judge, step=contest.step, proposals=[contest.a.pk], reason="提案人是我妹妹"
    )
    sheet = contest.sheet(judge, contest.a)
    assert (sheet.is_recused, sheet.recusal_reason) == (True, "提案人是我妹妹")
    with pytest.raises(Refused, match="不由您打分"):
        submit_sheet(actor=judge, sheet=sheet, score=Decimal(99))
    contest.score(judge, contest.b, "80")


def test_a_conflict_needs_a_reason_and_a_sheet_of_ones_own(contest, judge):
    with pytest.raises(Refused, match="原因"):
        declare_conflicts(actor=judge, step=contest.step, proposals=[contest.a.pk])
    with pytest.raises(Refused, match="不在您的评分表里"):
        declare_conflicts(actor=judge, step=contest.step, proposals=[10**9], reason="亲戚")


def test_one_declares_once_and_only_as_a_judge(contest, judge):
    declare_conflicts(actor=judge, step=contest.step)
    with pytest.raises(Refused, match="已经说明过"):
        declare_conflicts(actor=judge, step=contest.step)
    with pytest.raises(NotAllowed):
        declare_conflicts(actor=contest.office, step=contest.step)
    assert ConflictDeclaration.objects.count() == 1


def test_a_colleagues_proposal_is_found_to_be_close_and_a_strangers_is_not(contest, judge):
    colleague, stranger = contest.resident("吕若谷"), contest.resident("米桂枝")
    town = contest.town
    body = Organisation.objects.create(name="惠泽社工", unit=town.street)
    for person in (judge, colleague):
        OrganisationMember.objects.create(
            organisation=body, person=person, from_on=date(2020, 1, 1)
        )
    theirs = make_proposal(contest.cycle, town.community, "同事的", author=colleague)
    other = make_proposal(contest.cycle, town.community, "别人的", author=stranger)
    own = make_proposal(contest.cycle, town.community, "自己的", author=judge)
    assert queries.close_to(judge, [theirs, other, own]) == {theirs.pk, own.pk}


def test_the_first_sheet_leads_to_the_declaration_and_the_declaration_to_the_sheets(
    contest, judge, client
):
    client.force_login(judge)
    sheet = contest.sheet(judge, contest.b)
    answer = client.get(f"/contests/sheets/{sheet.pk}/")
    assert answer.url == f"/contests/{contest.step.pk}/conflicts/"
    path = answer.url
    unsure = client.post(path, {"proposals": [contest.a.pk], "is_true": "on"})
    assert "请写一句是什么关系" in unsure.content.decode()
    assert not ConflictDeclaration.objects.exists()
    client.post(path, {"proposals": [contest.a.pk], "reason": "我在这家机构", "is_true": "on"})
    assert contest.sheet(judge, contest.a).is_recused
    assert client.get(f"/contests/sheets/{sheet.pk}/").status_code == 200
