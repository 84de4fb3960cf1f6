"""Merging moves nothing, so that parting again gives everybody back what is theirs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.queries import records_about
from mulin.commons.notices.queries import messages_for
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.features.ideas import actions, queries
from mulin.features.ideas.models import Idea, SelfHelpTask
from mulin.features.ideas.tests.people import make_building, make_household, make_season, move_in
from mulin.programmes import kinds
from mulin.programmes.actions import close_step
from mulin.programmes.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    season = make_season()
    season.start_screening()
    return season


@pytest.fixture
def homes(season):
    """Four neighbours behind four doors of two buildings."""
    three, five = make_building(season.town, "3号楼"), make_building(season.town, "5号楼")
    return [
        move_in(season.town, name, building, make_household(season.town, building, room))
        for name, building, room in [
            ("何建国", three, "101"),
            ("米桂枝", three, "102"),
            ("郭子涵", five, "201"),
            ("陈阿婆", five, "202"),
        ]
    ]


def merge(season, idea, into, **how):
    idea = Idea.objects.get(pk=idea.pk)
    return actions.merge_idea(actor=season.xiaozhou, idea=idea, into=into, reply="一件事。", **how)


def part(season, idea, reason="看错了，不是一件事。"):
    return actions.unmerge_idea(actor=season.xiaozhou, idea=idea, reason=reason)


def want(idea, *people):
    for person in people:
        actions.support_idea(actor=person, idea=idea)


def wants(idea):
    """Return how many homes want it, as counted now; the figure that is kept must agree."""
    counted = queries.wants_of([idea])[idea.pk].total
    assert Idea.objects.get(pk=idea.pk).wanted == counted
    return counted


def test_a_merge_undone_after_support_was_given_gives_everybody_back_what_they_said(season, homes):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    want(lamp, homes[0], homes[1])
    want(light, homes[1], homes[2])
    merge(season, light, lamp)
    assert wants(lamp) == 3  # the home that wants both counts once
    want(lamp, homes[3])
    assert wants(lamp) == 4
    part(season, light)
    assert wants(lamp) == 3
    assert wants(light) == 2
    light.refresh_from_db()
    assert light.is_pending
    assert light.merged_into is None


def test_support_taken_back_while_merged_is_gone_after_parting_too(season, homes):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    want(light, homes[0], homes[1])
    merge(season, light, lamp)
    actions.withdraw_support(actor=homes[0], idea=light)
    assert wants(lamp) == 1
    part(season, light)
    assert (wants(lamp), wants(light)) == (0, 1)


def test_a_chain_is_one_family_and_parts_where_it_is_cut(season, homes):
    first, second, third = (season.idea(title) for title in ("灯一", "灯二", "灯三"))
    for idea, person in zip((first, second, third), homes, strict=False):
        want(idea, person)
    merge(season, first, second)
    merge(season, second, third)
    assert wants(third) == 3
    assert set(queries.merged_into(third)) == {first, second}
    assert queries.heads_of([first.pk]) == {first.pk: third.pk}
    part(season, second)
    assert (wants(third), wants(second)) == (1, 2)
    assert list(queries.merged_into(second)) == [first]
    part(season, first)
    assert (wants(first), wants(second)) == (1, 1)


def test_a_chain_cut_at_its_end_leaves_the_rest_together(season, homes):
    first, second, third = (season.idea(title) for title in ("灯一", "灯二", "灯三"))
    want(first, homes[0])
    merge(season, first, second)
    merge(season, second, third)
    part(season, first)
    assert (wants(first), wants(third)) == (1, 0)
    assert list(queries.merged_into(third)) == [second]


def test_what_takes_in_others_cannot_be_merged_into_one_of_them(season):
    first, second = season.idea("灯一"), season.idea("灯二")
    merge(season, first, second)
    with pytest.raises(Refused, match="还在进行的点子"):
        merge(season, second, first)


def test_authors_of_a_whole_chain_stand_behind_the_proposal(season, homes):
    ideas = [season.idea(f"灯{n}", by=person) for n, person in enumerate(homes[:3])]
    merge(season, ideas[0], ideas[1])
    merge(season, ideas[1], ideas[2])
    proposal = season.screen(Idea.objects.get(pk=ideas[2].pk)).proposal
    assert [one.author for one in queries.ideas_behind(proposal)] == [homes[2], *homes[:2]]


def test_both_authors_are_told_of_merging_and_of_parting(season, homes):
    lamp, light = season.idea("楼道装灯", by=homes[0]), season.idea("楼道太暗", by=homes[1])
    merge(season, light, lamp)
    assert "“楼道太暗”并入了您关注的点子“楼道装灯”" in messages_for(homes[0])[0].text
    assert any("“楼道太暗”并入了“楼道装灯”" in said.text for said in messages_for(homes[1]))
    part(season, light, "一个说楼道，一个说路口。")
    assert "拆出去了：一个说楼道，一个说路口。" in messages_for(homes[0])[0].text
    assert "重新筛：一个说楼道，一个说路口。" in messages_for(homes[1])[0].text


def test_who_left_hears_no_more_of_it_and_who_wants_it_still_does(season, homes):
    lamp = season.idea("楼道装灯", by=homes[0])
    light, dark = season.idea("楼道太暗", by=homes[1]), season.idea("楼道很黑", by=homes[2])
    want(lamp, homes[2])
    for idea in (light, dark):
        merge(season, idea, lamp)
        part(season, idea)
    season.screen(Idea.objects.get(pk=lamp.pk))
    assert not any("有结果了" in said.text for said in messages_for(homes[1]))
    assert any("有结果了" in said.text for said in messages_for(homes[2]))


def test_parting_is_on_record_on_both_sides(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    merge(season, light, lamp)
    part(season, light)
    assert records_about(light).filter(verb="ideas.unmerged").get().details["into"] == lamp.pk
    assert records_about(lamp).filter(verb="ideas.let_go").get().details["idea"] == light.pk


def test_parting_needs_a_reason_and_something_merged(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    with pytest.raises(Refused, match="没有并入别的点子"):
        part(season, lamp)
    merge(season, light, lamp)
    with pytest.raises(Refused, match="为什么拆开"):
        part(season, light, "　")


def test_nobody_parts_what_has_become_a_submitted_proposal(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    merge(season, light, lamp)
    proposal = season.screen(Idea.objects.get(pk=lamp.pk)).proposal
    part(season, light)  # while it is being written there is time
    merge(season, light, lamp, seen=2)
    Proposal.objects.filter(pk=proposal.pk).update(state="submitted", submitted_at=timezone.now())
    with pytest.raises(Refused, match="已经交上去了"):
        part(season, light)


def test_nobody_parts_anything_once_screening_is_closed(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    merge(season, light, lamp)
    season.screen(Idea.objects.get(pk=lamp.pk), "out_of_scope")
    for step in (season.collecting, season.screening):
        close_step(actor=season.operator, step=step)
    with pytest.raises(Refused, match="已经结束了"):
        part(season, light)


def test_only_the_office_parts_and_never_its_own(season):
    lamp, light = season.idea("楼道装灯"), season.idea("楼道太暗")
    merge(season, light, lamp)
    for person in (
        season.lin,
        season.town.join("田野", Role.SOCIAL_WORKER, season.town.far_community),
    ):
        with pytest.raises(NotAllowed):
            actions.unmerge_idea(actor=person, idea=light, reason="想拆")
    own = season.idea("我自己的", by=season.xiaozhou)
    colleague = season.town.join("潘主任", Role.COMMUNITY_STAFF)
    actions.merge_idea(actor=colleague, idea=own, into=lamp, reply="一件事。")
    with pytest.raises(NotAllowed):
        part(season, own)


def test_the_figures_say_how_many_live_in_another_building_than_the_author(season, homes):
    lamp = season.idea("楼道装灯", by=homes[0])
    want(lamp, *homes)
    counted = queries.wants_of([lamp])[lamp.pk]
    assert (counted.households, counted.buildings) == (4, 2)
    assert (counted.elsewhere, counted.elsewhere_percent) == (2, 50)


def test_a_third_rounds_half_up():
    assert queries.Wants(households=3, elsewhere=2).elsewhere_percent == 67
    assert queries.Wants(households=8, elsewhere=1).elsewhere_percent == 13
    assert queries.NOBODY.elsewhere_percent == 0


def story(client, idea):
    return client.get(reverse("ideas:idea", args=[idea.pk])).content.decode()


def test_the_page_of_a_merged_idea_tells_what_became_of_the_one_it_goes_on_in(client, season):
    light, lamp = season.idea("楼道太暗"), season.idea("楼道装灯")
    season.screen(lamp, "pending", reply="早先的回话。")
    merge(season, light, lamp)
    season.screen(Idea.objects.get(pk=lamp.pk), reply="两条合起来做。", seen=1)
    said = story(client, light)
    assert "并入“楼道装灯”" in said
    assert "初筛：做成提案" in said
    assert "两条合起来做。" in said
    assert "早先的回话。" not in said
    assert "社工 周*" in said  # with the role in which it was done


def test_every_stage_of_an_idea_has_its_day_role_and_reason(client, season):
    idea = season.visitors_idea("河边味道大")
    actions.show_idea(actor=season.xiaozhou, idea=idea)
    task = actions.Help("米奶奶", "一起冲洗")
    season.screen(
        Idea.objects.get(pk=idea.pk), "too_individual", reply="先自己动手。", self_help=task
    )
    actions.settle_self_help(
        actor=season.xiaozhou, task=SelfHelpTask.objects.get(), is_done=True, note="冲干净了"
    )
    said = story(client, idea)
    stages = ["提出", "社工看过，挂出来了", "先自己动手。", "请邻里一起动手", "冲干净了"]
    places = [said.rindex(stage) for stage in stages]
    assert places == sorted(places)


def test_the_board_shows_each_community_in_a_constant_number_of_queries(
    season, django_assert_num_queries
):
    here, there = season.town.community.pk, season.town.next_community.pk
    collect, screen = kinds.get("collect_ideas"), kinds.get("screen_ideas")
    for _round in range(2):
        season.screen(season.idea(), "out_of_scope")
        season.idea()
        with django_assert_num_queries(2):
            collected = collect.progress(season.collecting)
        with django_assert_num_queries(2):
            screened = screen.progress(season.screening)
    assert {pk: one.done for pk, one in collected.items()} == {here: 4, there: 0}
    assert (screened[here].done, screened[here].total) == (2, 4)
    assert screened[here].words == "筛过 2 / 4 条"
