"""One idea all the way in a browser, as everybody who has a hand in it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mulin.commons.places.roles import Role
from mulin.features.contests.rubric import rubric_of, shared_out
from mulin.programmes import blueprints
from mulin.programmes.actions import launch_programme
from mulin.programmes.models import Proposal
from mulin.web.tests.doors import RESIDENT, SOCIAL_WORKER, STREET_OPERATOR
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)

IDEA = "17号楼东边种点绿"
TEXT = "一块空地，下雨全是泥。种上耐阴的草，摆两条石板路，孩子放学也有个歇脚的地方。"
LONGER = f"{TEXT}工具由社区备，周末大家一起种，每月轮两户浇水，一年换一次土。"


@pytest.fixture
def cycle(town):
    for judge in ["顾文柏", "吕若谷"]:
        town.join(judge, Role.JUDGE, town.street)
    return launch_programme(
        actor=town.people[STREET_OPERATOR],
        host=town.street,
        blueprint=blueprints.load_named("neighbour-ideas"),
        opens_at=timezone.now() - timedelta(minutes=5),
        communities=[town.community, town.next_community],
        year=2026,
        name="精品季",
    )


def test_one_idea_from_a_phone_to_a_published_result(phone, town, cycle):
    walk = Walk(phone, town, cycle)
    _give_the_idea(walk)
    walk.turn(walk.step("collect_ideas"), walk.step("screen_ideas"))
    _screen_it(walk)
    walk.turn(walk.step("screen_ideas"), walk.step("prepare_proposals"))
    _write_the_proposal(walk)
    walk.turn(walk.step("prepare_proposals"), walk.step("hold_contest"))
    _assign_the_judges(walk)
    _score(walk, "顾文柏", "89")
    _vote(walk)
    _fail_to_close_while_a_sheet_is_missing(walk)
    _score(walk, "吕若谷", "91")
    walk.turn(walk.step("hold_contest"), walk.step("publish_result"))
    _publish(walk)
    _read_the_result_as_a_passer_by(walk)


def _give_the_idea(walk: Walk) -> None:
    walk.be(RESIDENT, f"/steps/{walk.step('collect_ideas').pk}/ideas/")
    walk.page.get_by_role("link", name=re.compile("我有金点子|提第一条|提个")).first.click()
    walk.page.get_by_label("一句话说清楚").fill(IDEA)
    walk.page.get_by_label("哪儿、什么时候、谁不方便").fill(TEXT)
    walk.page.get_by_text("环境", exact=True).click()
    walk.look()
    walk.press("下一步")
    walk.look()
    walk.press("提上去")
    walk.says(IDEA)
    walk.look()


def _screen_it(walk: Walk) -> None:
    walk.be(SOCIAL_WORKER, f"/desk/steps/{walk.step('screen_ideas').pk}/screening/")
    walk.page.get_by_role("link", name=IDEA).first.click()
    walk.page.wait_for_load_state()
    for group in walk.page.get_by_role("group").all():
        yes = group.get_by_text("符合", exact=True)
        if yes.count():
            yes.first.click()
    walk.page.get_by_text("做成提案", exact=True).first.click()
    walk.press("定下来")
    assert Proposal.objects.get(cycle=walk.cycle).title == IDEA


def _write_the_proposal(walk: Walk) -> None:
    proposal = Proposal.objects.get(cycle=walk.cycle)
    walk.be(RESIDENT, "/ideas/mine/")
    walk.go(f"/proposals/{proposal.pk}/prepare/")
    walk.page.locator("textarea").first.fill(LONGER)
    walk.page.get_by_label("项目").first.fill("耐阴草和石板")
    walk.page.get_by_label("数量").first.fill("3")
    walk.page.get_by_label("单价（元）").first.fill("6,000")
    walk.look()
    walk.press("提交")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.cost_cents) == ("submitted", 18_000_00)


def _assign_the_judges(walk: Walk) -> None:
    for judge in ["顾文柏", "吕若谷"]:
        walk.be(STREET_OPERATOR, f"/desk/contests/{walk.step('hold_contest').pk}/")
        form = walk.page.locator("details", has_text="给评委分提案")
        if not form.locator("button").first.is_visible():
            form.locator("summary").click()
        if form.get_by_label("评委").first.evaluate("e => e.tagName") == "SELECT":
            form.get_by_label("评委").select_option(label=judge)
        else:
            form.get_by_text(judge).first.click()
        box = form.get_by_role("checkbox").first
        if not box.is_checked():
            box.check()
        walk.press("分给这位评委")


def _score(walk: Walk, judge: str, score: str) -> None:
    walk.be(judge, f"/contests/{walk.step('hold_contest').pk}/sheets/")
    walk.page.get_by_role("link", name=re.compile(IDEA)).first.click()
    walk.page.locator("label", has_text="我说的属实").click()
    walk.press("说明好了，去打分")
    walk.page.get_by_role("link", name=re.compile(IDEA)).first.click()
    for line, points in shared_out(rubric_of(walk.step("hold_contest")), Decimal(score)).items():
        walk.page.get_by_label(line).fill(str(points))
    assert walk.page.locator("output[data-sum]").inner_text() == score
    walk.look()
    walk.press("交上去")


def _vote(walk: Walk) -> None:
    walk.be(RESIDENT, f"/contests/{walk.step('hold_contest').pk}/")
    walk.page.get_by_role("checkbox").first.check()
    walk.press("核对我选的")
    walk.look()
    walk.press("投票")
    walk.says("收到了")


def _fail_to_close_while_a_sheet_is_missing(walk: Walk) -> None:
    walk.close(walk.step("hold_contest"))
    walk.says("吕若谷")
    assert not walk.step("hold_contest").is_closed


def _publish(walk: Walk) -> None:
    walk.be(STREET_OPERATOR, f"/desk/publications/{walk.step('publish_result').pk}/")
    contact = walk.page.get_by_label(re.compile("异议"))
    if contact.count():
        contact.first.fill("望禾街道二楼 沈亦舟")
    walk.press("公示这个结果")


def _read_the_result_as_a_passer_by(walk: Walk) -> None:
    walk.be("nobody", f"/contests/{walk.step('hold_contest').pk}/result/")
    walk.says(IDEA)
    walk.says("专家 90.00 × 80% = 72.00")
    walk.says("居民 100.00 × 20% = 20.00")
    walk.says("92.00")
