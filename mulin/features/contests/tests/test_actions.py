"""Who may score and vote, when, and what it comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from mulin.commons.audit.models import Record
from mulin.commons.audit.queries import records_about
from mulin.commons.notices.models import PublicNotice
from mulin.commons.notices.queries import messages_for
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_person
from mulin.errors import NotAllowed, Refused
from mulin.programmes import kinds
from mulin.programmes.actions import close_step, open_step
from mulin.programmes.models import Proposal
from mulin.programmes.tests.cycles import make_proposal, shift

from .. import queries
from ..actions import (
    assign_judge,
    cast_votes,
    cast_votes_for,
    draft_sheet,
    publish_result,
    recuse,
    submit_sheet,
    take_back_votes,
)
from ..models import Ballot, ScoreSheet, Vote
from ..results import result_of
from .contests import make_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest()


def test_80_of_experts_and_20_of_the_public_make_88_82_and_75_60(contest):
    judge = contest.judge("顾文柏")
    for proposal, score in [(contest.a, "90"), (contest.b, "85"), (contest.c, "92")]:
        contest.score(judge, proposal, score)
    voters = [contest.resident(f"邻居{n}") for n in range(10)]
    for n, voter in enumerate(voters):
        chosen = [contest.b]
        chosen += [contest.a] if n < 5 else []
        chosen += [contest.c] if n < 1 else []
        contest.vote(voter, *chosen)
    close_step(actor=contest.office, step=contest.step)
    contest.step.refresh_from_db()
    result = result_of(contest.step)
    assert [(row.title, str(row.line.total)) for row in result.rows] == [
        ("榕树下的长椅", "88.00"),
        ("楼道声控灯", "82.00"),
        ("外墙彩绘", "75.60"),
    ]
    first = result.rows[0]
    assert (first.expert_sum, first.public_sum) == (
        "85.00 × 80% = 68.00",
        "100.00 × 20% = 20.00",
    )
    assert first.conversion == "10 ÷ 10 × 100 = 100.00"
    states = {p.title: p.state for p in Proposal.objects.all()}
    assert states == {
        "榕树下的长椅": "selected",
        "楼道声控灯": "selected",
        "外墙彩绘": "not_selected",
    }


def test_closing_waits_for_every_sheet_and_names_who_is_late_and_with_what(contest):
    judge = contest.judge("顾文柏")
    contest.score(judge, contest.a, "90")
    contest.score(judge, contest.b, "85")
    with pytest.raises(Refused, match=r"还缺 1 张评分表.*顾文柏（③ 外墙彩绘）"):
        close_step(actor=contest.office, step=contest.step)
    assert not queries.contests().get().is_closed
    contest.score(judge, contest.c, "92")
    assert close_step(actor=contest.office, step=contest.step).is_closed


def test_a_draft_is_not_a_submitted_sheet(contest):
    judge = contest.judge("顾文柏", contest.a)
    draft_sheet(actor=judge, sheet=contest.sheet(judge, contest.a), score=Decimal("70.5"))
    with pytest.raises(Refused, match="还缺 1 张"):
        close_step(actor=contest.office, step=contest.step)


def test_a_proposal_that_no_judge_scores_blocks_closing(contest):
    judge = contest.judge("顾文柏", contest.a, contest.b)
    contest.score(judge, contest.a, "90")
    contest.score(judge, contest.b, "85")
    with pytest.raises(Refused, match="③ 外墙彩绘"):
        close_step(actor=contest.office, step=contest.step)


def test_where_the_public_alone_decides_no_judge_is_needed():
    contest = make_contest(expert_weight=0, public_weight=100)
    contest.vote(contest.resident("米桂枝"), contest.c)
    step = close_step(actor=contest.office, step=contest.step)
    assert result_of(step).rows[0].title == "外墙彩绘"


def test_a_judge_may_be_late_but_not_early_and_not_after_the_count(contest):
    judge = contest.judge("顾文柏")
    shift(contest.step, opens_in=1, closes_in=2)
    with pytest.raises(Refused, match="还没开始"):
        contest.score(judge, contest.a, "90")
    shift(contest.step, opens_in=-2, closes_in=-1)
    for proposal in contest.proposals:
        contest.score(judge, proposal, "90")
    close_step(actor=contest.office, step=contest.step)
    with pytest.raises(Refused, match="已经结束"):
        contest.score(judge, contest.a, "10")


def test_a_judge_changes_a_score_until_the_count(contest):
    judge = contest.judge("顾文柏")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "90")
    sheet = contest.score(judge, contest.a, "60.5")
    assert ScoreSheet.objects.get(pk=sheet.pk).score == Decimal("60.5")
    with pytest.raises(Refused, match="已经交了"):
        draft_sheet(actor=judge, sheet=sheet, score=None)


@pytest.mark.parametrize("score", ["100.1", "-0.1", "86.55", "NaN", "Infinity"])
def test_an_impossible_score_is_refused(contest, score):
    judge = contest.judge("顾文柏")
    with pytest.raises(Refused):
        contest.score(judge, contest.a, score)


def test_postgresql_keeps_scores_between_0_and_100(contest):
    judge = contest.judge("顾文柏")
    with pytest.raises(IntegrityError, match="score_is_from_0_to_100"), transaction.atomic():
        ScoreSheet.objects.filter(judge=judge).update(score=Decimal("100.1"))


def test_nobody_fills_another_judges_sheet(contest):
    judge, other = contest.judge("顾文柏"), contest.judge("吕若谷")
    sheet = contest.sheet(judge, contest.a)
    for stranger in (other, contest.office, contest.resident("米桂枝")):
        with pytest.raises(NotAllowed):
            submit_sheet(actor=stranger, sheet=sheet, score=Decimal(1))


def test_only_the_hosts_office_assigns_and_only_judges_are_assigned(contest):
    judge = contest.town.join("顾文柏", Role.JUDGE, contest.town.street)
    pks = [contest.a.pk]
    worker = contest.town.join("方圆", Role.SOCIAL_WORKER)
    with pytest.raises(NotAllowed):
        assign_judge(actor=worker, step=contest.step, judge=judge, proposals=pks)
    with pytest.raises(Refused, match="不是本计划的专家评委"):
        assign_judge(actor=contest.office, step=contest.step, judge=worker, proposals=pks)
    far = contest.town.join("远方", Role.JUDGE, contest.town.other_street)
    with pytest.raises(Refused, match="不是本计划的专家评委"):
        assign_judge(actor=contest.office, step=contest.step, judge=far, proposals=pks)


def test_a_judge_does_not_score_a_proposal_of_their_own(contest):
    judge = contest.town.join("顾文柏", Role.JUDGE, contest.town.street)
    own = make_proposal(contest.cycle, contest.town.community, "自家提案", author=judge)
    with pytest.raises(Refused, match="不能自己打分"):
        assign_judge(actor=contest.office, step=contest.step, judge=judge, proposals=[own.pk])


def test_assigning_twice_gives_one_sheet(contest):
    judge = contest.judge("顾文柏")
    assign_judge(actor=contest.office, step=contest.step, judge=judge, proposals=[contest.a.pk] * 2)
    assert ScoreSheet.objects.filter(judge=judge).count() == 3


def test_a_conflict_of_interest_takes_the_sheet_away_and_its_score_with_it(contest):
    judge, other = contest.judge("顾文柏"), contest.judge("吕若谷")
    for person in (judge, other):
        for proposal in contest.proposals:
            contest.score(person, proposal, "80" if person == judge else "60")
    with pytest.raises(Refused, match="原因"):
        recuse(actor=judge, sheet=contest.sheet(judge, contest.a), reason="  ")
    recuse(actor=judge, sheet=contest.sheet(judge, contest.a), reason="提案人是我妹妹")
    step = close_step(actor=contest.office, step=contest.step)
    means = {row.title: str(row.line.expert_mean) for row in result_of(step).rows}
    assert means == {"楼道声控灯": "60.00", "榕树下的长椅": "70.00", "外墙彩绘": "70.00"}
    assert Record.objects.get(verb="contests.judge_recused").details["reason"] == "提案人是我妹妹"


def test_the_office_lets_a_silent_judge_go_but_never_removes_a_score(contest):
    judge = contest.judge("顾文柏")
    contest.score(judge, contest.a, "10")
    with pytest.raises(NotAllowed):
        recuse(actor=contest.office, sheet=contest.sheet(judge, contest.a), reason="太低")
    recuse(actor=contest.office, sheet=contest.sheet(judge, contest.b), reason="住院了")
    assert contest.sheet(judge, contest.b).is_recused


def test_a_vote_can_be_changed_and_taken_back_until_the_time_is_over(contest):
    voter = contest.resident("米桂枝")
    contest.vote(voter, contest.a, contest.b)
    contest.vote(voter, contest.c)
    assert queries.choice_of(voter, contest.step) == {contest.c.pk}
    take_back_votes(actor=voter, step=contest.step)
    assert queries.voters_of(contest.step) == 0
    contest.vote(voter, contest.a)
    shift(contest.step, opens_in=-2, closes_in=-1)
    with pytest.raises(Refused, match="时间已经过了"):
        contest.vote(voter, contest.b)
    with pytest.raises(Refused, match="时间已经过了"):
        take_back_votes(actor=voter, step=contest.step)
    assert queries.choice_of(voter, contest.step) == {contest.a.pk}


def test_more_votes_than_one_has_are_refused_and_the_old_ones_stay(contest):
    contest = make_contest(contest.town, votes_per_person=2)
    voter = contest.resident("米桂枝")
    contest.vote(voter, contest.a)
    with pytest.raises(Refused, match="最多选 2 项"):
        contest.vote(voter, *contest.proposals)
    assert queries.choice_of(voter, contest.step) == {contest.a.pk}


def test_only_proposals_on_this_list_can_be_voted_for(contest):
    voter = contest.resident("米桂枝")
    other = make_contest(contest.town)
    draft = make_proposal(contest.cycle, contest.town.community, "草稿", state=Proposal.State.DRAFT)
    for forged in ([other.a.pk], [draft.pk], [10**18], [contest.a.pk, 10**18]):
        with pytest.raises(Refused, match="不在这次的名单上"):
            cast_votes(actor=voter, step=contest.step, proposals=forged)
    with pytest.raises(Refused, match="还没有选"):
        cast_votes(actor=voter, step=contest.step, proposals=[])
    assert not Vote.objects.exists()


def test_only_confirmed_residents_of_communities_that_take_part_vote(contest):
    town = contest.town
    unconfirmed = town.join("新邻居", Role.RESIDENT, confirmed=False)
    far = contest.resident("远方的人", town.far_community)
    for person in (unconfirmed, far, make_person("路人"), contest.office):
        with pytest.raises(NotAllowed):
            contest.vote(person, contest.a)


def test_staff_enter_a_ballot_for_a_neighbour_without_a_phone_and_the_record_says_so(contest):
    neighbour = contest.town.join("石奶奶", Role.RESIDENT)
    neighbour.phone = None
    neighbour.save()
    worker = contest.town.join("方圆", Role.SOCIAL_WORKER)
    cast_votes_for(actor=worker, step=contest.step, voter=neighbour, proposals=[contest.a.pk])
    cast_votes_for(actor=worker, step=contest.step, voter=neighbour, proposals=[contest.b.pk])
    assert queries.choice_of(neighbour, contest.step) == {contest.b.pk}
    ballot = Ballot.objects.get()
    assert ballot.entered_by == worker
    record = records_about(ballot).last()
    assert (record.verb, record.by, record.details) == (
        "contests.voted_for_neighbour",
        worker,
        {"voter": neighbour.pk},
    )


def test_staff_cannot_vote_for_those_with_a_phone_or_who_voted_or_live_elsewhere(contest):
    worker = contest.town.join("方圆", Role.SOCIAL_WORKER)
    able = contest.resident("米桂枝")
    with pytest.raises(Refused, match="能自己登录"):
        cast_votes_for(actor=worker, step=contest.step, voter=able, proposals=[contest.a.pk])
    contest.vote(able, contest.a)
    able.phone = None
    able.save()
    with pytest.raises(Refused, match="自己已经投过票"):
        cast_votes_for(actor=worker, step=contest.step, voter=able, proposals=[contest.b.pk])
    next_door = contest.resident("隔壁", contest.town.next_community)
    with pytest.raises(NotAllowed):
        cast_votes_for(actor=worker, step=contest.step, voter=next_door, proposals=[contest.a.pk])
    assert queries.choice_of(able, contest.step) == {contest.a.pk}


def test_every_proposal_hears_how_it_came_out(contest):
    judge = contest.judge("顾文柏")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "80")
    close_step(actor=contest.office, step=contest.step)
    told = {p.title: records_about(p).last() for p in contest.proposals}
    assert [told[p.title].verb for p in contest.proposals] == [
        "contests.selected",
        "contests.selected",
        "contests.not_selected",
    ]
    assert told["外墙彩绘"].details["rank"] == 3


def test_nobody_scores_or_votes_while_the_list_may_still_grow(contest):
    judge, voter = contest.judge("顾文柏"), contest.resident("米桂枝")
    before = contest.cycle.steps.create(
        order=0,
        kind="prepare_proposals",
        name="写成提案",
        opens_at=contest.step.opens_at - timedelta(days=9),
        closes_at=contest.step.opens_at,
    )
    with pytest.raises(Refused, match="“写成提案”还没结束，名单定了才能开始"):
        contest.vote(voter, contest.a)
    with pytest.raises(Refused, match="名单定了才能开始"):
        contest.score(judge, contest.a, "80")
    before.closed_at = before.closes_at
    before.save()
    contest.vote(voter, contest.a)
    contest.score(judge, contest.a, "80")


def test_the_workbench_of_the_host_counts_what_waits(contest):
    holding, publishing = kinds.get("hold_contest"), kinds.get("publish_result")
    contest.judge("顾文柏")
    worker = contest.town.join("方圆", Role.SOCIAL_WORKER)
    assert holding.waiting(contest.step, contest.office) == 3
    assert holding.waiting(contest.step, worker) == 0
    assert publishing.waiting(contest.publishing, contest.office) == 0
    for sheet in ScoreSheet.objects.all():
        recuse(actor=sheet.judge, sheet=sheet, reason="我参与了方案")
    other = contest.judge("吕若谷")
    for proposal in contest.proposals:
        contest.score(other, proposal, "80")
    close_step(actor=contest.office, step=contest.step)
    assert publishing.waiting(contest.publishing, contest.office) == 1


def test_a_judge_hears_that_there_is_something_to_score(contest):
    judge = contest.judge("顾文柏")
    told = messages_for(judge).object_list[0]
    assert "请您打分，一共 3 个提案" in told.text
    assert told.url == f"/contests/{contest.step.pk}/sheets/"


def test_a_pass_mark_selects_all_who_reach_it():
    contest = make_contest(selection="pass_mark", number=64)
    judge = contest.judge("顾文柏")
    for proposal, score in zip(contest.proposals, ("80", "79.9", "100"), strict=True):
        contest.score(judge, proposal, score)
    step = close_step(actor=contest.office, step=contest.step)
    assert {row.title for row in result_of(step).selected} == {"楼道声控灯", "外墙彩绘"}


def test_a_result_is_published_once_after_the_count_and_stays_up_its_days(contest):
    with pytest.raises(Refused):
        publish_result(actor=contest.office, step=contest.publishing)
    judge = contest.judge("顾文柏")
    for proposal in contest.proposals:
        contest.score(judge, proposal, "80")
    close_step(actor=contest.office, step=contest.step)
    open_step(actor=contest.office, step=contest.publishing)
    with pytest.raises(Refused, match="还没有公示"):
        close_step(actor=contest.office, step=contest.publishing)
    with pytest.raises(NotAllowed):
        publish_result(actor=judge, step=contest.publishing)
    publication = publish_result(actor=contest.office, step=contest.publishing)
    notice = publication.notice
    assert (notice.kind, notice.days, notice.unit) == ("publicity", 7, contest.town.street)
    assert "3 个提案参加评选。1 位专家打分，占 80%" in notice.body
    assert notice.items["rows"][0] == ["楼道声控灯", "望禾北里社区", "0", "64.00"]
    with pytest.raises(Refused, match="已经公示"):
        publish_result(actor=contest.office, step=contest.publishing)
    with pytest.raises(Refused, match="过了这天才能结束"):
        close_step(actor=contest.office, step=contest.publishing)
    PublicNotice.objects.update(posted_on="2026-01-01", ends_on="2026-01-08")
    closed = close_step(actor=contest.office, step=contest.publishing)
    assert closed.outcome["contest"] == publication.contest_id
