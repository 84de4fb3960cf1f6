"""One idea all the way, through nothing but actions; the figures are those of scenario S2-3."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.notices.queries import messages_for
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.errors import NotAllowed, Refused
from mulin.features.contests import actions as contests
from mulin.features.contests.models import ScoreSheet
from mulin.features.contests.rubric import rubric_of, shared_out
from mulin.features.ideas import actions as ideas
from mulin.features.proposals.actions import submit_proposal
from mulin.features.proposals.sections import Line
from mulin.programmes import actions as programmes
from mulin.programmes import blueprints
from mulin.programmes.models import Proposal

pytestmark = pytest.mark.django_db

ENTRIES = {
    "A": (["89", "91"], 100, 18_000_00),
    "B": (["84", "86"], 200, 12_000_00),
    "C": (["92", "92"], 20, 6_000_00),
}


@pytest.fixture
def town():
    town = make_town()
    town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    town.join("潘予安", Role.SOCIAL_WORKER)
    for judge in ["顾文柏", "吕若谷"]:
        town.join(judge, Role.JUDGE, town.street)
    for neighbour in range(200):
        town.join(f"邻居{neighbour}", Role.RESIDENT)
    return town


@pytest.fixture
def shen(town):
    return town.people["沈亦舟"]


@pytest.fixture
def pan(town):
    return town.people["潘予安"]


@pytest.fixture
def cycle(town, shen):
    return programmes.launch_programme(
        actor=shen,
        host=town.street,
        blueprint=blueprints.load_named("neighbour-ideas"),
        opens_at=timezone.now() - timedelta(minutes=1),
        communities=[town.community, town.next_community],
        year=2026,
        name="精品季",
    )


def step_of(cycle, kind):
    return cycle.steps.get(kind=kind)


def turn(shen, cycle, done, then):
    """End one step and open the next."""
    programmes.close_step(actor=shen, step=step_of(cycle, done))
    return programmes.open_step(actor=shen, step=step_of(cycle, then))


def give(town, cycle, author, title):
    return ideas.submit_idea(
        actor=town.people[author],
        step=step_of(cycle, "collect_ideas"),
        community=town.community,
        category="environment",
        title=title,
        text="说说为什么。",
    )


def test_from_the_first_idea_to_the_published_result(town, cycle, shen, pan):
    everything = {key: {"answer": "yes", "reason": ""} for key in cycle.criteria}
    given = {name: give(town, cycle, f"邻居{n}", name) for n, name in enumerate(ENTRIES)}
    hopeless = give(town, cycle, "邻居9", "我家门锁坏了")

    with pytest.raises(Refused):
        ideas.screen_idea(actor=pan, idea=given["A"], findings=everything, verdict="proposal")
    turn(shen, cycle, "collect_ideas", "screen_ideas")

    for idea in given.values():
        ideas.screen_idea(actor=pan, idea=idea, findings=everything, verdict="proposal")
    with pytest.raises(Refused, match="1"):
        programmes.close_step(actor=shen, step=step_of(cycle, "screen_ideas"))
    ideas.screen_idea(
        actor=pan,
        idea=hopeless,
        findings={},
        verdict="too_individual",
        reply="自家的锁不在计划里，楼长认识一位靠谱的师傅。",
    )
    turn(shen, cycle, "screen_ideas", "prepare_proposals")

    for name, idea in given.items():
        idea.refresh_from_db()
        submit_proposal(
            actor=idea.author,
            proposal=idea.proposal,
            title=name,
            text="种上耐阴的草，铺两条石板路，周末大家一起种，每月轮两户浇水。" * 2,
            budget=[Line("材料和工钱", 1, ENTRIES[name][2])],
        )
    contest = turn(shen, cycle, "prepare_proposals", "hold_contest")

    proposals = {p.title: p for p in Proposal.objects.filter(cycle=cycle)}
    for place, judge in enumerate(["顾文柏", "吕若谷"]):
        contests.assign_judge(
            actor=shen,
            step=contest,
            judge=town.people[judge],
            proposals=[p.pk for p in proposals.values()],
        )
        contests.declare_conflicts(actor=town.people[judge], step=contest)
        for name, (scores, _votes, _cost) in ENTRIES.items():
            if (judge, name) == ("吕若谷", "C"):
                continue
            sheet = ScoreSheet.objects.get(judge=town.people[judge], proposal=proposals[name])
            points = shared_out(rubric_of(contest), Decimal(scores[place]))
            contests.submit_sheet(actor=town.people[judge], sheet=sheet, points=points)
    for neighbour in range(200):
        chosen = [p.pk for name, p in proposals.items() if neighbour < ENTRIES[name][1]]
        contests.cast_votes(actor=town.people[f"邻居{neighbour}"], step=contest, proposals=chosen)

    with pytest.raises(Refused, match="吕若谷"):
        programmes.close_step(actor=shen, step=contest)
    missing = ScoreSheet.objects.get(judge=town.people["吕若谷"], proposal=proposals["C"])
    points = shared_out(rubric_of(contest), Decimal(92))
    contests.submit_sheet(actor=missing.judge, sheet=missing, points=points)
    with pytest.raises(NotAllowed):
        programmes.close_step(actor=pan, step=contest)
    publishing = turn(shen, cycle, "hold_contest", "publish_result")

    contest.refresh_from_db()
    lines = contest.outcome["lines"]
    titles = {str(p.number): p.title for p in proposals.values()}
    assert [(titles[line["key"]], line["total"], line["rank"]) for line in lines] == [
        ("B", "88.00", 1),
        ("A", "82.00", 2),
        ("C", "75.60", 3),
    ]
    contests.publish_result(actor=shen, step=publishing)
    assert Record.objects.filter(verb="contests.result_published").count() == 1

    heard = [str(message.text) for message in messages_for(given["A"].author)]
    assert heard, "an author hears what became of the idea"


def test_every_act_left_one_record_and_none_can_be_changed(town, cycle, pan):
    give(town, cycle, "邻居0", "A")
    assert Record.objects.filter(verb="ideas.submitted").count() == 1
    assert Record.objects.filter(verb="programmes.cycle_started").count() == 1
