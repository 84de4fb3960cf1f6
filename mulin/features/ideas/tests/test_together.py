"""The queue: found, sorted, late; and what is done with several ideas at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.features.ideas import actions, queries
from mulin.features.ideas.deadlines import deadline_of
from mulin.features.ideas.models import Idea
from mulin.features.ideas.tests.crowds import crowd
from mulin.features.ideas.tests.people import ALL_YES, make_season
from mulin.programmes.models import Proposal
from mulin.programmes.tests.cycles import make_proposal
from mulin.web import paging

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    season = make_season()
    season.start_screening()
    return season


def queue(season, **asked):
    return list(queries.screening_queue(season.xiaozhou, season.screening, **asked))


def together(season, ideas, verdict="out_of_scope", **how):
    how = {"reply": "谢谢大家。", "findings": {}} | how
    chosen = [(idea, 0) for idea in ideas]
    return actions.screen_together(actor=season.xiaozhou, chosen=chosen, verdict=verdict, **how)


def came(idea, days_ago):
    Idea.objects.filter(pk=idea.pk).update(submitted_at=timezone.now() - timedelta(days=days_ago))


# The queue


def test_the_most_wanted_are_many_homes_times_urgency(season):
    few, many, urgent = (season.idea(title) for title in ("少", "多", "急"))
    for idea, wanted, urgency in ((few, 1, 3), (many, 4, 3), (urgent, 3, 5)):
        Idea.objects.filter(pk=idea.pk).update(wanted=wanted, urgency=urgency)
    assert queue(season, order="wanted") == [urgent, many, few]
    assert queue(season, order="newest") == [urgent, many, few]
    assert queue(season) == [few, many, urgent]


def test_words_are_found_in_either_script_and_in_the_text(season):
    lamp = season.idea("楼道的灯不亮")
    bench = season.idea("添长椅", text="楼道口没地方坐")
    season.idea("种花")
    assert queue(season, q="樓道") == [lamp, bench]
    assert queue(season, q="灯") == [lamp]
    assert queue(season, q="电梯") == []


def test_what_i_answered_and_each_verdict_can_be_shown(season):
    mine, other, waiting = (season.idea(title) for title in ("我的", "同事的", "没筛的"))
    season.screen(mine, "property_duty")
    colleague = season.town.join("潘主任", Role.COMMUNITY_STAFF)
    actions.screen_idea(
        actor=colleague, idea=other, findings={}, verdict="out_of_scope", reply="不在范围。"
    )
    season.screen(waiting, "pending")
    assert queue(season, shown="mine") == [mine, waiting]
    assert queue(season, shown="out_of_scope") == [other]
    assert queue(season, shown="talked") == [waiting]
    assert queries.screening_counts(season.xiaozhou, season.screening) == {
        "waiting": 1,
        "late": 0,
        "talked": 1,
        "screened": 2,
        "proposal": 0,
    }


def test_an_idea_is_late_from_the_day_after_its_last_day(season):
    on_time, late = season.idea("刚好"), season.idea("晚了")
    came(on_time, 7)
    came(late, 8)
    assert queue(season, shown="late") == [late]
    deadline = deadline_of(season.screening)
    assert [deadline.is_over(one.submitted_at) for one in queue(season)] == [False, True]


@pytest.mark.parametrize("kind", ["natural", "working"])
@pytest.mark.parametrize("days_ago", range(25))
def test_the_late_list_and_every_single_deadline_agree(season, kind, days_ago):
    season.screening.settings |= {"reply_days": 7, "reply_day_kind": kind}
    season.screening.save()
    idea = season.idea()
    came(idea, days_ago)
    is_late = queue(season, shown="late") == [idea]
    idea.refresh_from_db()
    assert is_late == deadline_of(season.screening).is_over(idea.submitted_at)


def test_pages_end_and_counts_stop_at_a_thousand(client, season, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 40)
    crowd(season.collecting, [season.town.community], 60)
    client.force_login(season.xiaozhou)
    address = reverse("ideas:queue", args=[season.screening.pk])
    assert "一共 40 条还多" in client.get(address).content.decode()
    assert client.get(address, {"page": "3"}).status_code == 200  # shows the last there is


def test_a_count_says_that_there_are_more():
    assert (queries.about(7), queries.about(1000), queries.about(1001)) == ("7", "1000", "1000+")


# Together


def test_several_get_one_verdict_and_each_its_own_reply(season):
    ideas = [season.idea(f"点子{n}") for n in range(3)]
    assert together(season, ideas).done == ideas
    for idea in Idea.objects.all():
        assert idea.verdict == "out_of_scope"
        assert idea.sheet.reply == "谢谢大家。"


def test_what_cannot_be_done_is_named_with_its_reason_and_left_as_it_is(season):
    good, own = season.idea("好的"), season.idea("社工自己的", by=season.xiaozhou)
    taken = season.idea("同事筛过的")
    colleague = season.town.join("潘主任", Role.COMMUNITY_STAFF)
    actions.screen_idea(
        actor=colleague, idea=taken, findings={}, verdict="property_duty", reply="归物业。"
    )
    result = together(season, [good, own, taken])
    assert result.done == [good]
    assert [idea for idea, _reason in result.refused] == [own, taken]
    assert [reason for _idea, reason in result.refused] == [
        "自己提的点子，请同事来筛。",
        "已经由潘主任筛过了。",
    ]
    taken.refresh_from_db()
    own.refresh_from_db()
    assert (taken.verdict, taken.sheet.reply) == ("property_duty", "归物业。")
    assert own.is_pending


def test_a_colleague_who_wrote_in_between_is_not_overwritten(season):
    idea = season.idea()
    season.screen(idea, "pending", reply="我先去看看。")
    result = together(season, [idea])
    assert "刚刚写过这张表" in result.refused[0][1]
    assert Idea.objects.get().sheet.reply == "我先去看看。"


def test_several_become_one_proposal_with_all_authors_behind_it(season):
    neighbour = season.town.join("米桂枝", Role.RESIDENT)
    ideas = [season.idea("灯一"), season.idea("灯二", by=neighbour)]
    together(season, ideas, "proposal", findings=ALL_YES)
    proposal = Proposal.objects.get()
    assert proposal.title == "灯一"
    assert [one.author for one in queries.ideas_behind(proposal)] == [season.lin, neighbour]


def test_ideas_of_two_communities_do_not_become_one_proposal(season):
    there = season.town.join("何建国", Role.RESIDENT, season.town.next_community)
    here, next_door = (
        season.idea("灯一"),
        season.idea("灯二", by=there, community=season.town.next_community),
    )
    chosen = [(here, 0), (next_door, 0)]
    result = actions.screen_together(
        actor=season.operator, chosen=chosen, verdict="proposal", reply="", findings=ALL_YES
    )
    assert result.done == [here]
    assert "同一个社区" in result.refused[0][1]


def test_an_idea_joins_a_proposal_that_is_still_being_written(season):
    draft = season.screen(season.idea("灯一")).proposal
    second = season.idea("灯二")
    season.screen(second, joins=draft)
    second.refresh_from_db()
    assert second.proposal == draft
    assert Proposal.objects.count() == 1


def test_nothing_joins_a_proposal_that_was_handed_in(season):
    submitted = make_proposal(season.cycle, season.town.community, "交了的")
    with pytest.raises(Refused, match="还在写的提案"):
        season.screen(season.idea(), joins=submitted)
    assert Idea.objects.get().is_pending


def test_failing_one_criterion_keeps_ideas_from_becoming_a_proposal_together_too(season):
    fails = {"public_benefit": {"answer": "no", "reason": "只有一户"}}
    result = together(season, [season.idea()], "proposal", findings=fails)
    assert "不符合“公益性”" in result.refused[0][1]
    assert not Proposal.objects.exists()


def test_several_are_merged_into_one(season):
    into, *others = [season.idea(f"点子{n}") for n in range(3)]
    result = actions.merge_together(
        actor=season.xiaozhou,
        chosen=[(one, 0) for one in (into, *others)],
        into=into,
        reply="一件事。",
    )
    assert result.done == others
    assert set(queries.merged_into(into)) == set(others)


def test_urgency_is_said_for_several_at_once_and_only_from_one_to_five(season):
    ideas = [season.idea(f"点子{n}") for n in range(2)]
    chosen = [(idea, 0) for idea in ideas]
    actions.weigh_together(actor=season.xiaozhou, chosen=chosen, urgency=5)
    assert {idea.urgency for idea in Idea.objects.all()} == {5}
    with pytest.raises(Refused, match="从 1 到 5"):
        actions.weigh_together(actor=season.xiaozhou, chosen=chosen, urgency=6)


# Pages


def asked(season, act, *ideas):
    ticked = "&".join(f"idea={idea.pk}-0" for idea in ideas)
    return f"{reverse('ideas:together', args=[season.screening.pk])}?act={act}&{ticked}"


def test_ticked_ideas_are_answered_on_one_page(client, season):
    first, second = season.idea("灯一"), season.idea("灯二")
    client.force_login(season.xiaozhou)
    address = asked(season, "screen", first, second)
    assert "灯二" in client.get(address).content.decode()
    half = client.post(address, {"verdict": "out_of_scope", "reply": ""})
    assert half.status_code == 200
    assert "请给提点子的人回一句话" in half.content.decode()
    whole = {"verdict": "out_of_scope", "reply": "不在今年的范围里。"}
    client.post(asked(season, "screen", first), whole)
    said = client.post(address, whole).content.decode()
    assert "有几条没办成" in said
    assert "已经由周小雨筛过了" in said


def test_merging_and_weighing_have_their_pages(client, season):
    first, second = season.idea("灯一"), season.idea("灯二")
    client.force_login(season.xiaozhou)
    weighed = client.post(asked(season, "weigh", first, second), {"urgency": "4"})
    assert weighed.status_code == 303
    merged = client.post(
        asked(season, "merge", first, second), {"into": first.pk, "reply": "一件事。"}
    )
    assert merged.status_code == 303
    second.refresh_from_db()
    assert (second.urgency, second.merged_into) == (4, first)


@pytest.mark.parametrize("ticked", ["", "idea=x", "idea=9-9", "idea=1'--", f"idea={'9' * 40}-1"])
def test_nothing_that_exists_ticked_leads_back(client, season, ticked):
    client.force_login(season.xiaozhou)
    address = reverse("ideas:together", args=[season.screening.pk])
    answer = client.get(f"{address}?act=merge&{ticked}")
    assert answer.headers["Location"] == reverse("ideas:queue", args=[season.screening.pk])


def test_the_screener_sees_what_is_alike_and_merges_it(client, season):
    into, idea = season.idea("楼道的灯晚上不亮"), season.idea("楼道的灯晚上不亮了")
    client.force_login(season.xiaozhou)
    said = client.get(reverse("ideas:screen", args=[idea.pk])).content.decode()
    assert "<mark>楼道的灯晚上不亮</mark>" in said
    address = f"{reverse('ideas:merge', args=[idea.pk])}?into={into.pk}"
    assert address.replace("&", "&amp;") in said
    assert f'value="{into.pk}" checked' in client.get(address).content.decode().replace(
        ' required id="id_into_0"', ""
    )


def test_a_merged_idea_is_parted_on_its_page(client, season):
    into, idea = season.idea("楼道装灯"), season.idea("楼道太暗")
    actions.merge_idea(actor=season.xiaozhou, idea=idea, into=into, reply="一件事。")
    client.force_login(season.xiaozhou)
    address = reverse("ideas:unmerge", args=[idea.pk])
    assert address in client.get(reverse("ideas:screen", args=[idea.pk])).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "不是一件事"}).status_code == 303
    assert Idea.objects.get(pk=idea.pk).is_pending
