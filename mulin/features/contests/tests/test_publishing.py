"""Selecting, flagships, publishing: what is refused, what is told, what everybody may read."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from mulin.commons.audit.queries import records_about
from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes import kinds
from mulin.programmes.actions import close_step, open_step
from mulin.programmes.models import Proposal

from ..actions import decide_flagship, publish_result
from ..forms import ContestSettings
from ..models import Publication
from ..results import result_of, shares_of
from .contests import make_contest
from .quality_cycle import flag_all_but, make_quality_cycle

pytestmark = pytest.mark.django_db

REASON = "朱槿巷社区今年只有一个提案，社区主动让给了隔壁，明年优先。"


def judged(contest, *scores):
    judge = contest.judge("顾文柏")
    for proposal, score in zip(contest.proposals, scores, strict=True):
        contest.score(judge, proposal, score)
    contest.step = close_step(actor=contest.office, step=contest.step)
    open_step(actor=contest.office, step=contest.publishing)
    return contest.step


def words(client, name, *args):
    response = client.get(reverse(f"contests:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode()


# ---- S2-4 ----


@pytest.fixture
def quality():
    quality = make_quality_cycle()
    quality.close()
    open_step(actor=quality.office, step=quality.publishing)
    flag_all_but(quality, "朱槿巷社区")
    return quality


def test_publishing_is_blocked_naming_the_community_without_a_flagship(quality):
    with pytest.raises(Refused, match="1 个社区还没有精品项目入选，不能公示：朱槿巷社区"):
        publish_result(actor=quality.office, step=quality.publishing)
    with pytest.raises(Refused, match="朱槿巷社区"):
        publish_result(actor=quality.office, step=quality.publishing, override_reason="  ")
    assert not Publication.objects.exists()
    assert not PublicNotice.objects.exists()


def test_a_written_reason_lets_it_through_and_everybody_reads_it(client, quality):
    published = publish_result(
        actor=quality.office, step=quality.publishing, override_reason=REASON
    )
    assert published.without_flagship == ["朱槿巷社区"]
    for page in (
        words(client, "result", quality.contest.pk),
        words(client, "publication", quality.publishing.pk),
        client.get(published.notice.get_absolute_url()).content.decode(),
        client.get(reverse("notices:paper", args=[published.notice.pk])).content.decode(),
    ):
        assert REASON in page
        assert "朱槿巷社区" in page
    record = records_about(quality.contest).last()
    assert (record.verb, record.by) == ("contests.result_published", quality.office)
    assert record.details["reason"] == REASON
    assert len(published.notice.items["rows"]) == 27


def test_the_office_marks_the_missing_flagship_and_publishes_without_a_reason(client, quality):
    chosen = quality.proposals[1]
    client.force_login(quality.office)
    desk = reverse("contests:publishing", args=[quality.publishing.pk])
    assert "朱槿巷社区" in client.get(desk).content.decode()
    answer = client.post(desk, {"do": "flagship", "proposal": chosen.pk, "is_flagship": "1"})
    assert answer.status_code == 303
    record = records_about(chosen).last()
    assert (record.verb, record.by) == ("contests.flagship_marked", quality.office)
    page = client.get(desk).content.decode()
    assert "22 个社区都有精品项目入选" in page
    assert "override_reason" not in page
    answer = client.post(desk, {"objection_contact": "到街道说", "override_reason": REASON})
    assert answer.status_code == 303
    published = Publication.objects.get()
    assert (published.without_flagship, published.override_reason) == ([], "")
    assert REASON not in published.notice.body
    assert "第2个好主意（精品）" in [row[0] for row in published.notice.items["rows"]]


def test_a_flagship_that_was_not_selected_does_not_count():
    quality = make_quality_cycle(communities=3, proposals=3, number=2)
    flag_all_but(quality)
    quality.close()
    open_step(actor=quality.office, step=quality.publishing)
    with pytest.raises(Refused, match="1 个社区还没有精品项目入选，不能公示：禾苑3社区"):
        publish_result(actor=quality.office, step=quality.publishing)
    loser = Proposal.objects.get(cycle=quality.cycle, number=3)
    with pytest.raises(Refused, match="只有入选的提案"):
        decide_flagship(
            actor=quality.office, step=quality.publishing, proposal=loser.pk, is_flagship=True
        )


def test_where_no_flagships_are_asked_for_nothing_is_blocked(client):
    contest = make_contest()
    judged(contest, "90", "85", "80")
    published = publish_result(
        actor=contest.office, step=contest.publishing, override_reason="没有也行"
    )
    assert published.override_reason == ""
    client.force_login(contest.office)
    assert "没有精品项目" not in words(client, "publishing", contest.publishing.pk)


def test_only_the_office_marks_flagships_and_only_before_publishing(quality):
    chosen = quality.proposals[1].pk
    for person in (quality.judge, quality.town.join("方圆", Role.SOCIAL_WORKER)):
        with pytest.raises(NotAllowed):
            decide_flagship(
                actor=person, step=quality.publishing, proposal=chosen, is_flagship=True
            )
    Proposal.objects.filter(pk=chosen).update(author=quality.office)
    with pytest.raises(NotAllowed, match="自己的提案"):
        decide_flagship(
            actor=quality.office, step=quality.publishing, proposal=chosen, is_flagship=True
        )
    publish_result(actor=quality.office, step=quality.publishing, override_reason=REASON)
    with pytest.raises(Refused, match="已经公示"):
        decide_flagship(
            actor=quality.office, step=quality.publishing, proposal=chosen, is_flagship=True
        )


def test_the_street_sees_how_far_each_community_is(quality):
    sheets = kinds.get("hold_contest").progress(quality.contest)
    first = sheets[quality.communities[0].pk]
    assert (first.done, first.total, first.words) == (2, 2, "2 / 2 张评分表")
    assert len(sheets) == 22
    flagships = kinds.get("publish_result").progress(quality.publishing)
    assert not flagships[quality.communities[1].pk].is_complete
    assert sum(one.is_complete for one in flagships.values()) == 21


# ---- selection ----


def test_a_budget_is_spent_down_the_ranking_and_the_page_tells_why(client):
    contest = make_contest(selection="budget", budget="100.00", waitlist=1)
    for proposal, cents in zip(contest.proposals, (6_000, 4_001, 4_000), strict=True):
        proposal.cost_cents = cents
        proposal.save()
    step = judged(contest, "90", "85", "80")
    result = result_of(step)
    assert [row.title for row in result.selected] == ["楼道声控灯", "外墙彩绘"]
    assert [row.title for row in result.waitlisted] == ["榕树下的长椅"]
    assert (result.used_cents, result.left_cents) == (10_000, 0)
    page = words(client, "result", step.pk)
    assert "选出 2 个，用" in page
    assert "轮到它时还剩 40 元，它要 40.01 元，不够，跳过" in page
    states = dict(Proposal.objects.filter(cycle=contest.cycle).values_list("title", "state"))
    assert states == {
        "楼道声控灯": "selected",
        "榕树下的长椅": "waitlisted",
        "外墙彩绘": "selected",
    }


def test_who_waits_hears_it_and_the_notice_names_them(client):
    contest = make_contest(number=1, waitlist=1)
    author = contest.resident("米桂枝")
    contest.b.author = author
    contest.b.save()
    step = judged(contest, "90", "85", "80")
    assert records_about(contest.b).last().verb == "contests.waitlisted"
    published = publish_result(actor=contest.office, step=contest.publishing)
    assert "候补：“榕树下的长椅”" in published.notice.body
    assert "候补" in words(client, "result", step.pk)


def test_a_budget_needs_an_amount():
    given = {name: field.initial for name, field in ContestSettings.base_fields.items()}
    assert "budget" in ContestSettings(given | {"selection": "budget"}).errors
    assert ContestSettings(given | {"selection": "budget", "budget": "0.01"}).is_valid()
    assert ContestSettings(given | {"selection": "budget", "budget": "0.001"}).errors


def test_ties_are_recorded_and_shown(client):
    contest = make_contest()
    step = judged(contest, "85", "85", "90")
    step.refresh_from_db()
    tie = {"total": "68.00", "keys": ["1", "2"], "settled_by": ["order"]}
    assert step.outcome["ties"] == [tie]
    closed = [r for r in records_about(step) if r.verb == "contests.closed"]
    assert closed[0].details["ties"] == [tie]
    page = words(client, "result", step.pk)
    assert "总分相同的怎么排" in page
    assert "先提交的在前" in page


# ---- category share ----


def test_31_of_68_is_too_much_of_one_kind_and_27_of_68_is_not():
    shares = {s.category: s for s in shares_of(["文化"] * 31 + ["环境"] * 27 + ["安全"] * 10, 40)}
    assert (shares["文化"].part, shares["文化"].whole) == (31, 68)
    assert shares["文化"].is_over
    assert not shares["环境"].is_over
    assert not shares_of(["文化"] * 2 + ["环境"] * 3, 60)[0].is_over


def test_the_office_is_warned_of_one_kind_before_publishing_and_never_while_sealed(client):
    contest = make_contest()
    for proposal in contest.proposals:
        proposal.category = "culture"
        proposal.save()
    client.force_login(contest.office)
    assert "占了入选的" not in words(client, "publishing", contest.publishing.pk)
    judged(contest, "90", "85", "80")
    page = words(client, "publishing", contest.publishing.pk)
    assert "“文化”类占了入选的 2/2 = 100%" in page
    assert "超过 40%" in page
    assert "超过 40%" in words(client, "result", contest.step.pk)


def test_the_notice_is_in_the_language_of_the_place_whoever_publishes():
    with override("en"):
        contest = make_contest()
        step = judged(contest, "90", "85", "80")
        published = publish_result(actor=contest.office, step=contest.publishing)
        assert "取前 2 名" in published.notice.body
        assert "得票最多的提案的票数" in published.notice.body
    assert step.outcome["proposals"]["1"]["category"] == "环境"
