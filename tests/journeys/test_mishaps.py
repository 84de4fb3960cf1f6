"""What goes wrong among people is answered in a sentence they can act on."""

from decimal import Decimal

import pytest

from mulin.commons.notices.queries import messages_for
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.features.contests import actions as contests
from mulin.features.contests import queries as counts
from mulin.features.contests.models import ScoreSheet
from mulin.features.ideas import actions as ideas
from mulin.features.ideas import queries as wall
from mulin.features.ideas.models import Idea
from mulin.features.proposals import actions as proposals
from mulin.programmes import actions as programmes
from mulin.programmes.models import Proposal
from tests.journeys.street import make_street, score

pytestmark = pytest.mark.django_db


def refused(act, **how):
    """Return the whole sentence with which an act is refused."""
    with pytest.raises(Refused) as refusal:
        act(**how)
    return str(refusal.value)


@pytest.fixture
def street(clock):
    street = make_street(clock, communities=2, judges=["顾文柏", "吕若谷"])
    street.xiaozhou = street.workers[street.communities[0]]
    street.colleague = street.town.join("赵同事", Role.SOCIAL_WORKER)
    return street


@pytest.fixture
def cycle(street):
    return street.launch("neighbour-ideas", year=2018, name="2018 季")


def give(street, cycle, title, by):
    return ideas.submit_idea(
        actor=street.neighbour(by),
        step=cycle.steps.get(kind="collect_ideas"),
        community=street.communities[0],
        category="environment",
        title=title,
    )


def turn(street, cycle, kind):
    """End every step before this one, and open it."""
    step = cycle.steps.get(kind=kind)
    for before in cycle.steps.filter(order__lt=step.order, closed_at=None):
        street.close(street.open(before))
    return street.open(step)


@pytest.fixture
def contest(street, cycle):
    """A contest of two proposals, each with an author, the time to vote begun."""
    given = [
        give(street, cycle, title, by)
        for title, by in (("楼道装灯", "米桂枝"), ("树下长椅", "何建国"))
    ]
    turn(street, cycle, "screen_ideas")
    for idea in given:
        street.screen(idea)
    turn(street, cycle, "prepare_proposals")
    for idea in given:
        street.hand_in(idea)
    return turn(street, cycle, "hold_contest")


def entries_of(contest):
    return list(Proposal.objects.filter(cycle=contest.cycle).order_by("number"))


def test_a_step_that_closed_while_people_were_writing(street, cycle):
    collecting = cycle.steps.get(kind="collect_ideas")
    lamp = give(street, cycle, "楼道装灯", "米桂枝")
    street.close(collecting)
    said = refused(give, street=street, cycle=cycle, title="晚了一步", by="何建国")
    assert said == "“征集点子”已经结束了。"
    screening = street.open(cycle.steps.get(kind="screen_ideas"))
    street.screen(lamp)
    street.close(screening)
    late = {"actor": street.neighbour("何建国"), "idea": lamp}
    assert refused(ideas.support_idea, **late) == "这一轮已经筛完，想要的户数不再变了。"
    preparing = street.open(cycle.steps.get(kind="prepare_proposals"))
    street.hand_in(lamp)
    street.close(preparing)
    writing = {"actor": lamp.author, "proposal": lamp.proposal, "goal": "亮一点"}
    assert refused(proposals.write_proposal, **writing) == "“写成提案”已经结束了。"


def test_a_step_whose_time_ran_out_while_somebody_voted(street, contest):
    voter, (lamp, bench) = street.neighbour("何建国"), entries_of(contest)
    contests.cast_votes(actor=voter, step=contest, proposals=[lamp.pk])
    street.clock.turn_to(contest.closes_at)
    late = {"actor": voter, "step": contest, "proposals": [bench.pk]}
    assert refused(contests.cast_votes, **late) == "“评选”的时间已经过了。"
    assert counts.choice_of(voter, contest) == {lamp.pk}, "what was cast in time still counts"
    street.judge(contest, [(lamp, "80"), (bench, "70")])
    street.close(contest)
    assert refused(contests.cast_votes, **late) == "“评选”已经结束了。"
    sheet = ScoreSheet.objects.filter(step=contest).select_related("step").first()
    assert refused(score, sheet=sheet, figure=Decimal(99)) == "“评选”已经结束了。"
    assert refused(programmes.close_step, actor=street.shen, step=contest) == "“评选”已经结束了。"


def test_two_screeners_on_one_idea(street, cycle):
    lamp = give(street, cycle, "楼道装灯", "米桂枝")
    turn(street, cycle, "screen_ideas")
    street.screen(lamp, "pending", reply="先问问物业。")
    unseen = {
        "actor": street.colleague,
        "idea": lamp,
        "findings": {},
        "verdict": "out_of_scope",
        "reply": "归物业。",
    }
    name = street.xiaozhou.name_for_staff
    assert refused(ideas.screen_idea, **unseen) == f"{name}刚刚写过这张表，请先看看。"
    street.screen(lamp, "property_duty", reply="物业下周来修。", seen=1)
    assert refused(ideas.screen_idea, **unseen, seen=2) == f"已经由{name}筛过了。"
    lamp.refresh_from_db()
    assert lamp.verdict == "property_duty", "the first word stays"


def test_two_counters_who_disagree(street, contest):
    here = street.communities[0]
    batch = contests.print_paper_ballots(
        actor=street.xiaozhou, step=contest, community=here, count=5
    )
    for name in ("石奶奶", "陈阿婆", "郭伯"):
        voter = street.neighbour(name)
        contests.hand_out_paper_ballot(actor=street.xiaozhou, batch=batch, voter=voter)
    lamp, bench = entries_of(contest)
    found = {"batch": batch, "valid": 3, "spoilt": 0, "votes": {lamp.pk: 3, bench.pk: 1}}
    otherwise = found | {"votes": {lamp.pk: 2, bench.pk: 2}}
    early = {"actor": street.xiaozhou, **found}
    assert refused(contests.enter_paper_tally, **early) == "投票时间过了才开箱点票。"
    street.clock.turn_to(contest.closes_at)
    contests.enter_paper_tally(actor=street.xiaozhou, **found)
    assert refused(contests.enter_paper_tally, **early) == "您已经录过了，等另一位也录完。"
    contests.enter_paper_tally(actor=street.colleague, **otherwise)
    third = street.town.join("方圆", Role.SOCIAL_WORKER)
    said = refused(contests.enter_paper_tally, actor=third, **found)
    assert said == "上一轮对不上，要由原来的两位重新点。"
    street.judge(contest, [(lamp, "80"), (bench, "70")])
    said = refused(programmes.close_step, actor=street.shen, step=contest)
    box = f"{here.name} {batch}"
    assert said == f"还有 1 批纸票没有两个人点得一致，不能计票：{box}。"
    for counter in (street.xiaozhou, street.colleague):
        contests.enter_paper_tally(actor=counter, **otherwise)
    outcome = street.close(contest).outcome
    assert outcome["paper"]["votes"] == {"1": 2, "2": 2}
    assert outcome["paper"]["boxes"][0]["rounds"] == 2


def test_a_judge_with_a_conflict(street, contest):
    close, other = street.judges
    lamp, bench = entries_of(contest)
    both = [lamp.pk, bench.pk]
    for judge in street.judges:
        contests.assign_judge(actor=street.shen, step=contest, judge=judge, proposals=both)
    mine = ScoreSheet.objects.select_related("step")
    sheet = mine.get(judge=close, proposal=lamp)
    given = {"sheet": sheet, "figure": Decimal(99)}
    assert refused(score, **given) == "请先说明您和这些提案有没有关系。"
    told = {"actor": close, "step": contest, "proposals": [lamp.pk]}
    assert refused(contests.declare_conflicts, **told) == "请写一句原因。"
    contests.declare_conflicts(**told, reason="提案人是我妹妹")
    assert refused(score, **given) == "这份提案已经不由您打分了。"
    score(mine.get(judge=close, proposal=bench), Decimal(70))
    contests.declare_conflicts(actor=other, step=contest)
    for entry, figure in ((lamp, 80), (bench, 60)):
        score(mine.get(judge=other, proposal=entry), Decimal(figure))
    outcome = street.close(contest).outcome
    means = {line["key"]: line["expert_mean"] for line in outcome["lines"]}
    assert means == {"1": "80.00", "2": "65.00"}, "the other judge alone scored the first"


def test_a_judge_who_wrote_a_proposal_is_not_given_it(street, contest):
    lamp, _bench = entries_of(contest)
    street.town.join("米桂枝", Role.JUDGE, street.town.street)
    given = {"actor": street.shen, "step": contest, "judge": lamp.author, "proposals": [lamp.pk]}
    said = refused(contests.assign_judge, **given)
    assert said == f"“楼道装灯”是{lamp.author.name_for_staff}自己的提案，不能自己打分。"


def test_a_merge_undone_after_support_was_given(street, cycle):
    lamp = give(street, cycle, "楼道装灯", "米桂枝")
    light = give(street, cycle, "路口太黑", "何建国")
    turn(street, cycle, "screen_ideas")
    ideas.support_idea(actor=street.neighbour("郭伯"), idea=light)
    street_worker = {"actor": street.xiaozhou}
    ideas.merge_idea(idea=light, into=lamp, reply="都是灯的事。", **street_worker)
    late = {"actor": street.neighbour("陈阿婆"), "idea": light}
    assert refused(ideas.support_idea, **late) == "这条并入了别的点子，请到那一条去说。"
    ideas.support_idea(actor=street.neighbour("陈阿婆"), idea=lamp)
    assert wanted(lamp) == 2
    said = refused(ideas.unmerge_idea, idea=light, reason=" ", **street_worker)
    assert said == "请写一句为什么拆开，两边提的人都会看到。"
    ideas.unmerge_idea(idea=light, reason="一个说楼道，一个说路口。", **street_worker)
    assert (wanted(lamp), wanted(light)) == (1, 1), "everybody's word is back where it was given"
    told = [message.text for message in messages_for(street.neighbour("何建国"))]
    assert any("一个说楼道，一个说路口。" in text for text in told)
    said = refused(ideas.unmerge_idea, idea=light, reason="再拆一次", **street_worker)
    assert said == "这条没有并入别的点子。"


def test_a_merge_is_not_undone_once_the_proposal_is_handed_in(street, cycle):
    lamp = give(street, cycle, "楼道装灯", "米桂枝")
    light = give(street, cycle, "路口太黑", "何建国")
    screening = turn(street, cycle, "screen_ideas")
    ideas.merge_idea(actor=street.xiaozhou, idea=light, into=lamp, reply="都是灯的事。")
    street.screen(lamp)
    street.close(screening)
    turn(street, cycle, "prepare_proposals")
    street.hand_in(lamp)
    part = {"actor": street.xiaozhou, "idea": light, "reason": "看错了"}
    assert refused(ideas.unmerge_idea, **part) == "“筛选”已经结束了。"


def wanted(idea):
    """Return how many homes want an idea; the figure that is kept must agree."""
    counted = wall.wants_of([idea])[idea.pk].total
    assert Idea.objects.get(pk=idea.pk).wanted == counted
    return counted
