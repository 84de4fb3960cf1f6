"""社区创享计划 on a phone, in the hands of everybody who has a part in it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mulin.commons.notices.models import PublicNotice
from mulin.commons.places.roles import Role
from mulin.features.contests.models import ScoreSheet
from mulin.features.evidence.actions import record_evidence
from mulin.features.evidence.models import FinalReview
from mulin.features.ideas.actions import submit_idea
from mulin.features.ideas.models import Idea
from mulin.features.listening.actions import write_study
from mulin.features.listening.tests.heard import A_WHOLE_STUDY
from mulin.programmes import blueprints
from mulin.programmes.actions import (
    assign_zones,
    change_settings,
    close_step,
    launch_programme,
    open_step,
)
from mulin.programmes.models import Proposal
from mulin.web.tests.doors import JUDGE, RESIDENT, SOCIAL_WORKER, STREET_OPERATOR
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)

AUTHOR = "米桂枝"
IDEA = "17号楼东边种点绿"
TEXT = "一块空地，下雨全是泥。种上耐阴的草，摆两条石板路，孩子放学也有个歇脚的地方。"
REASON = "朱槿巷社区今年没有交提案，社区定了明年优先。"


@pytest.fixture
def cycle(town):
    """A cycle of eight steps whose ideas are being given; one is there already."""
    operator = town.people[STREET_OPERATOR]
    town.join(AUTHOR, Role.RESIDENT)
    cycle = launch_programme(
        actor=operator,
        host=town.street,
        blueprint=blueprints.load_named("co-creation"),
        opens_at=timezone.now() - timedelta(minutes=5),
        communities=[town.community, town.next_community],
        year=2026,
        name="精品季",
    )
    publishing = cycle.steps.get(kind="publish_result")
    settings = publishing.settings | {"flagships_per_community": 1}
    change_settings(actor=operator, step=publishing, settings=settings)
    zones = [zone.pk for zone in cycle.zones.all()]
    chosen = {town.community.pk: zones[1], town.next_community.pk: zones[2]}
    assign_zones(actor=operator, cycle=cycle, zones=chosen)
    surveyed, told, collecting = cycle.steps.all()[:3]
    open_step(actor=operator, step=surveyed)
    for community in (town.community, town.next_community):
        write_study(actor=operator, community=community, **A_WHOLE_STUDY)
    close_step(actor=operator, step=surveyed)
    open_step(actor=operator, step=told)
    for community in (town.community, town.next_community):
        record_evidence(
            actor=operator,
            step=told,
            community=community,
            text="一栋一栋走过",
            happened_on=timezone.localdate(),
            number=1,
        )
    close_step(actor=operator, step=told)
    open_step(actor=operator, step=collecting)
    submit_idea(
        actor=town.people[AUTHOR],
        step=collecting,
        community=town.community,
        category="environment",
        title=IDEA,
        text=TEXT,
    )
    return cycle


def test_the_eight_steps_on_a_phone(phone, town, cycle):
    walk = Walk(phone, town, cycle)
    collecting, screening, preparing, contest, publishing, doing = cycle.steps.all()[2:]
    _support_what_a_neighbour_said(walk, collecting)
    walk.turn(collecting, screening)
    _screen(walk, screening)
    walk.turn(screening, preparing)
    proposal = _work_it_out(walk)
    walk.turn(preparing, contest)
    _assign(walk, contest)
    _declare_and_score(walk, contest)
    _vote(walk, contest)
    walk.turn(contest, publishing)
    _publish(walk, publishing, proposal)
    _read_as_a_stranger(walk, contest, publishing)
    _do_it(walk, publishing, doing, proposal)


def _support_what_a_neighbour_said(walk, collecting):
    walk.be(RESIDENT, f"/ideas/new/?step={collecting.pk}")
    walk.page.get_by_role("link", name="知道了，接着写").click()
    walk.page.get_by_label("一句话说清楚").press_sequentially("17号楼东面种绿", delay=10)
    walk.page.locator("label", has_text="环境").first.click()
    hint = walk.page.locator("#idea-alike")
    expect(hint).to_contain_text("有邻居提过差不多的")
    expect(hint).to_contain_text(IDEA)
    walk.look()
    walk.press(f"我也支持“{IDEA}”")
    expect(walk.page.locator("body")).to_contain_text("记下了，您家也想要。有结果会告诉您。")
    walk.look()
    idea = Idea.objects.get()
    assert idea.wanted == 1, "nobody has to say it twice"


def _screen(walk, screening):
    walk.be(SOCIAL_WORKER, f"/desk/steps/{screening.pk}/screening/")
    walk.page.get_by_role("link", name=IDEA).first.click()
    walk.page.wait_for_load_state()
    walk.look()
    for group in walk.page.get_by_role("group").all():
        yes = group.get_by_text("符合", exact=True)
        if yes.count():
            yes.first.click()
    walk.page.get_by_text("做成提案", exact=True).first.click()
    walk.press("定下来")
    assert Proposal.objects.get(cycle=walk.cycle).title == IDEA


def _work_it_out(walk):
    proposal = Proposal.objects.get(cycle=walk.cycle)
    walk.be(AUTHOR, f"/proposals/{proposal.pk}/prepare/")
    walk.press("提交")
    walk.says("还差这些")
    walk.look()
    walk.write(
        goal="下雨天也走得过去，老人孩子有个坐的地方。",
        beneficiaries="三栋楼的老人和孩子",
        beneficiary_count="120",
        steps="五月整地，六月种草，七月铺石板。",
        sustainability="每月轮两户浇水，花友队看着。",
        zone_fit="绿化家门口这一块。",
    )
    for label, words in (("项目", "耐阴草和石板"), ("数量", "3"), ("单价（元）", "6,000")):
        walk.page.get_by_label(label).first.fill(words)
    walk.press("提交")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.cost_cents) == ("submitted", 18_000_00)
    walk.look()
    return proposal


def _assign(walk, contest):
    walk.be(STREET_OPERATOR, f"/desk/contests/{contest.pk}/")
    form = walk.page.locator("details", has_text="给评委分提案")
    if not form.locator("button").first.is_visible():
        form.locator("summary").click()
    walk.press("分给这位评委")
    assert ScoreSheet.objects.get().judge == walk.town.people[JUDGE]


def _declare_and_score(walk, contest):
    walk.be(JUDGE, f"/contests/{contest.pk}/sheets/")
    walk.page.get_by_role("link", name="先说明利害关系，再打分").click()
    walk.look()
    walk.page.locator("label", has_text="我说的属实").click()
    walk.press("说明好了，去打分")
    walk.go(f"/contests/sheets/{ScoreSheet.objects.get().pk}/")
    rubric = contest.settings["rubric"]
    for line, points in zip(rubric, ("38", "26", "26"), strict=True):
        walk.page.get_by_label(line["name"]).fill(points)
    expect(walk.page.locator("[data-sum]")).to_have_text("90")
    walk.look()
    walk.press("交上去")
    assert ScoreSheet.objects.get().score == 90


def _vote(walk, contest):
    walk.be(RESIDENT, f"/contests/{contest.pk}/")
    walk.page.get_by_role("checkbox").first.check()
    walk.press("核对我选的")
    walk.look()
    walk.press("没错，投票")
    walk.says("收到了")
    walk.look()


def _publish(walk, publishing, proposal):
    walk.be(STREET_OPERATOR, f"/desk/publications/{publishing.pk}/")
    walk.says("2 个社区还没有精品项目入选，不能公示")
    walk.press(f"把“{proposal.title}”标为精品")
    walk.says("1 个社区还没有精品项目入选，不能公示")
    walk.says("朱槿巷社区")
    walk.look()
    walk.write(objection_contact="望禾街道二楼 沈亦舟")
    walk.press("公示这个结果")
    walk.says("不写理由不能公示；或者先在上面标出精品项目")
    walk.look()
    walk.write(override_reason=REASON)
    walk.press("公示这个结果")
    walk.says("公示出去了")
    walk.look()


def _read_as_a_stranger(walk, contest, publishing):
    walk.be("nobody", f"/contests/{contest.pk}/result/")
    for words in (IDEA, "专家 90.00 × 80% = 72.00", "居民 100.00 × 20% = 20.00", "92.00", REASON):
        walk.says(words)
    walk.go(f"/publications/{publishing.pk}/")
    walk.says(REASON)


def _do_it(walk, publishing, doing, proposal):
    walk.close(publishing)
    walk.says("过了这天才能结束")
    _let_the_notice_run_out(walk, publishing)
    walk.turn(publishing, doing)
    walk.be(SOCIAL_WORKER, f"/desk/evidence/{doing.pk}/note/?proposal={proposal.pk}")
    walk.page.locator("label", has_text=re.compile("^做好了")).click()
    walk.write(text="草种好了，石板铺好了。")
    walk.press("记下来，公开")
    walk.go(f"/desk/evidence/{doing.pk}/proposals/{proposal.pk}/review/")
    walk.write(result="两条石板路", satisfaction="问了二十户，都说好", lessons="夏天多浇一次水")
    walk.press("写好了，公开")
    assert FinalReview.objects.count() == 1
    walk.look()
    walk.close(doing)
    assert walk.cycle.current_step is None
    walk.be("nobody", f"/proposals/{proposal.pk}/")
    walk.says("两条石板路")


def _let_the_notice_run_out(walk, publishing):
    """Turn back the days on which the notice was posted: nobody can wait a week in a test."""
    today = timezone.localdate()
    PublicNotice.objects.update(
        posted_on=today - timedelta(days=8), ends_on=today - timedelta(days=1)
    )
