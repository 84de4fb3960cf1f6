import pytest

from mulin.commons.audit.queries import records_about
from mulin.commons.notices.queries import messages_for
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.programmes.actions import close_step
from mulin.programmes.models import Proposal
from mulin.programmes.tests.cycles import shift

from .. import actions
from ..cards import story_of
from ..models import Idea
from ..queries import ideas_behind
from .people import make_season

pytestmark = pytest.mark.django_db

FAILS = {"public_benefit": {"answer": "no", "reason": "只有一户用得上"}}
PARTLY = {"public_benefit": {"answer": "part", "reason": "先看一栋楼"}}


@pytest.fixture
def season():
    season = make_season()
    season.start_screening()
    return season


def test_a_passed_idea_becomes_a_numbered_draft_of_its_author(season):
    idea = season.screen(season.idea())
    assert idea.proposal.number == 1
    assert idea.proposal.author == season.lin
    assert idea.proposal.state == Proposal.State.DRAFT
    assert list(ideas_behind(idea.proposal)) == [idea]


def test_an_idea_that_fails_a_criterion_cannot_become_a_proposal(season):
    with pytest.raises(Refused, match="不符合“公益性”，不能做成提案"):
        season.screen(season.idea(), findings=FAILS)
    assert not Proposal.objects.exists()


def test_partly_meeting_a_criterion_is_enough_when_the_reason_is_given(season):
    assert season.screen(season.idea(), findings=PARTLY).is_proposal


def test_a_missing_criterion_is_named(season):
    with pytest.raises(Refused, match="还没看这几条标准：“公益性”"):
        season.screen(season.idea(), findings={})


def test_an_answer_short_of_yes_needs_a_reason(season):
    with pytest.raises(Refused, match="请写一句为什么"):
        season.screen(
            season.idea(),
            "out_of_scope",
            findings={"public_benefit": {"answer": "no", "reason": " "}},
        )


@pytest.mark.parametrize(
    "verdict",
    [
        "too_individual",
        "group_self_interest",
        "property_duty",
        "government_planned",
        "out_of_scope",
        "pending",
    ],
)
def test_whoever_does_not_get_a_proposal_gets_a_reply(season, verdict):
    with pytest.raises(Refused, match="回一句话"):
        season.screen(season.idea(), verdict, reply=" ")


def test_a_matter_of_one_home_is_offered_help(season):
    steward = season.town.join("米奶奶", Role.BUILDING_STEWARD)
    idea = season.idea("我们楼道堆积杂物")
    season.screen(
        idea,
        "too_individual",
        findings={},
        reply="请楼长陪您去说一声。",
        self_help=actions.Help("米奶奶", "周六一起搬下楼", steward),
    )
    idea.refresh_from_db()
    assert idea.self_help.is_open
    with pytest.raises(NotAllowed):
        actions.settle_self_help(actor=season.lin, task=idea.self_help, is_done=True)
    with pytest.raises(Refused, match="卡在哪儿"):
        actions.settle_self_help(actor=steward, task=idea.self_help, is_done=False)
    assert actions.settle_self_help(actor=steward, task=idea.self_help, is_done=True).is_done
    with pytest.raises(Refused, match="已经有结果"):
        actions.settle_self_help(actor=steward, task=idea.self_help, is_done=True)


def test_the_second_screener_is_told_who_was_first(season):
    idea = season.idea()
    colleague = season.town.join("赵同事", Role.SOCIAL_WORKER)
    season.screen(idea, "out_of_scope")
    with pytest.raises(Refused, match="已经由周小雨筛过了"):
        actions.screen_idea(
            actor=colleague, idea=idea, findings=FAILS, verdict="property_duty", reply="归物业。"
        )


def test_nobody_overwrites_an_answer_they_have_not_seen(season):
    idea = season.idea()
    season.screen(idea, "pending", reply="先问问物业。")
    with pytest.raises(Refused, match="周小雨刚刚写过"):
        season.screen(idea, "out_of_scope", seen=0)
    assert season.screen(idea, "out_of_scope", seen=1).verdict == "out_of_scope"


def test_nobody_screens_their_own_idea(season):
    own = season.idea(by=season.xiaozhou)
    with pytest.raises(NotAllowed, match="请同事来筛"):
        season.screen(own)


def test_what_nobody_has_read_is_not_screened(season):
    with pytest.raises(Refused, match="还没挂出来"):
        season.screen(season.visitors_idea())


WHEN = {"before": (1, 5), "during": (-1, 5), "after": (-5, -1)}
MAY_SCREEN = {
    ("before", "social worker"): True,
    ("before", "resident"): False,
    ("during", "social worker"): True,
    ("after", "social worker"): True,
    ("during", "street operator"): True,
    ("during", "resident"): False,
    ("during", "social worker next door"): False,
    ("during", "grid worker"): False,
    ("during", "coach"): False,
}


@pytest.mark.parametrize(("when", "who"), MAY_SCREEN)
def test_who_may_screen_and_when(season, when, who):
    town = season.town
    idea = season.idea(by=town.join("提的人", Role.RESIDENT))
    actor = {
        "social worker": season.xiaozhou,
        "street operator": season.operator,
        "resident": season.lin,
        "social worker next door": town.join("邻社区", Role.SOCIAL_WORKER, town.next_community),
        "grid worker": town.join("网格员", Role.GRID_WORKER),
        "coach": town.join("陪伴", Role.COACH),
    }[who]
    opens_in, closes_in = WHEN[when]
    shift(season.screening, opens_in=opens_in, closes_in=closes_in)

    def screen():
        return actions.screen_idea(
            actor=actor, idea=idea, findings={}, verdict="out_of_scope", reply="不在范围。"
        )

    if MAY_SCREEN[when, who]:
        assert screen().verdict == "out_of_scope"
    else:
        with pytest.raises(Refused):
            screen()


def test_an_answer_need_not_wait_for_screening_but_a_proposal_does(season):
    shift(season.screening, opens_in=20, closes_in=27)
    idea, similar = season.idea("装感应灯"), season.idea("换声控灯")
    season.screen(idea, "pending", reply="灯要和物业一起看，下周给您准信。")
    actions.merge_idea(actor=season.xiaozhou, idea=similar, into=idea, reply="同一盏灯。")
    with pytest.raises(Refused, match="还没开始"):
        season.screen(idea, seen=1)


def test_merging_keeps_every_author_behind_the_proposal(season):
    neighbour = season.town.join("冯桂花", Role.RESIDENT)
    main, similar = season.idea("装感应灯"), season.idea("换声控灯", by=neighbour)
    actions.merge_idea(actor=season.xiaozhou, idea=similar, into=main, reply="是一件事。")
    main = season.screen(main)
    assert [idea.author for idea in ideas_behind(main.proposal)] == [season.lin, neighbour]


def test_an_idea_is_merged_only_into_one_that_goes_on_here(season):
    idea = season.idea()
    settled = season.screen(season.idea("别的事"), "out_of_scope")
    elsewhere = season.idea("隔壁的事", community=season.town.next_community)
    for into in (settled, elsewhere, idea):
        with pytest.raises(Refused, match="还在进行的点子"):
            actions.merge_idea(actor=season.xiaozhou, idea=idea, into=into, reply="合并。")


def test_merging_needs_a_reply(season):
    first, second = season.idea("一"), season.idea("二")
    with pytest.raises(Refused, match="回一句话"):
        actions.merge_idea(actor=season.xiaozhou, idea=second, into=first, reply="")


def test_one_criterion_is_enough_where_the_programme_says_so(season):
    season.cycle.blueprint["criteria"].append({"key": "sustainable", "label": "可持续性"})
    season.cycle.save()
    both = {
        "public_benefit": {"answer": "yes", "reason": ""},
        "sustainable": {"answer": "no", "reason": "没人管"},
    }
    with pytest.raises(Refused, match="不符合“可持续性”"):
        season.screen(season.idea(), findings=both)
    season.screening.settings["criteria_mode"] = "any"
    season.screening.save()
    assert season.screen(season.idea(), findings=both).is_proposal


def test_closing_waits_for_every_idea_and_names_those_missing(season):
    for title in "一二三四五六":
        season.idea(title)
    close_step(actor=season.operator, step=season.collecting)
    with pytest.raises(Refused, match="还有 6 条没筛：“一”、“二”、“三”、“四”、“五”等"):
        close_step(actor=season.operator, step=season.screening)
    for idea in Idea.objects.all():
        season.screen(idea, "out_of_scope")
    step = close_step(actor=season.operator, step=season.screening)
    assert step.outcome["ideas"]["out_of_scope"] == 6


def test_screening_is_not_closed_while_ideas_may_still_come(season):
    with pytest.raises(Refused, match="要先结束"):
        close_step(actor=season.operator, step=season.screening)


def test_collecting_is_not_closed_while_something_is_unread(season):
    season.visitors_idea()
    with pytest.raises(Refused, match="还有 1 条没人看过"):
        close_step(actor=season.operator, step=season.collecting)


def test_collecting_closes_with_its_figures(season):
    idea = season.idea()
    season.idea("晾衣杆", category="culture")
    actions.hide_idea(actor=season.xiaozhou, idea=season.visitors_idea(), reason="广告")
    actions.support_idea(actor=season.lin, idea=idea)
    outcome = close_step(actor=season.operator, step=season.collecting).outcome
    assert outcome["ideas"] == 2
    assert outcome["hidden"] == 1
    assert outcome["by_category"] == {"environment": 1, "culture": 1}
    assert outcome["by_community"] == {"望禾北里社区": 2}


def test_the_author_hears_of_the_verdict(season):
    season.screen(season.idea(), "property_duty", reply="归物业修，12 日前修好。")
    assert "归物业办" in messages_for(season.lin).object_list[0].text


def test_the_story_has_the_date_the_role_and_the_reason(season):
    idea = season.screen(season.idea(), "property_duty", reply="归物业修。")
    given, screened = story_of(idea, season.screening)
    assert (given.title, given.who) == ("提出", "居民 林*")
    assert (screened.title, screened.text) == ("初筛：归物业办", "归物业修。")
    assert screened.who.startswith("社工")
    assert screened.at


def test_a_pending_idea_says_by_when_it_is_answered(season):
    told = story_of(season.idea(), season.screening)
    assert told[-1]["state"] == "now"
    assert told[-1]["text"] == "这天以前答复"


def test_every_act_is_on_record(season):
    idea = season.idea()
    season.screen(idea)
    assert [record.verb for record in records_about(idea)] == ["ideas.submitted", "ideas.screened"]


def test_an_idea_that_others_went_into_is_not_taken_down(season):
    into, idea = season.idea("亭子"), season.idea("凉亭")
    actions.merge_idea(actor=season.xiaozhou, idea=idea, into=into, reply="是一件事。")
    with pytest.raises(Refused, match="不能收起来"):
        actions.hide_idea(actor=season.xiaozhou, idea=into, reason="点了名")


def test_who_wanted_a_hidden_idea_hears_no_more_of_it_until_it_is_back(season):
    idea, neighbour = season.idea("骂人的一条"), season.town.join("米桂枝", Role.RESIDENT)
    actions.support_idea(actor=neighbour, idea=idea)
    actions.hide_idea(actor=season.xiaozhou, idea=idea, reason="点了名")
    assert not list(messages_for(neighbour))
    assert "点了名" in messages_for(season.lin)[0].text
    actions.show_idea(actor=season.xiaozhou, idea=idea)
    assert not list(messages_for(neighbour))
    season.screen(Idea.objects.get(pk=idea.pk))
    assert [message.text for message in messages_for(neighbour)] == [
        "您关注的点子“骂人的一条”有结果了：做成提案"
    ]
