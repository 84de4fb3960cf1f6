"""A delegate votes in secret on her phone, and a passer-by finds her ballot by the receipt."""

import pytest
from playwright.sync_api import expect

from mulin.features.budgets.tests.budget_votes import make_voting
from mulin.web.tests.doors import STREET_OPERATOR
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_delegate_votes_and_a_passer_by_checks_the_receipt(phone, town):
    voting = make_voting(town, voters=12, ballot="knapsack", method="equal-shares")
    for voter in voting.voters[1:]:
        voting.cast(voter, 1, 4)
    walk = Walk(phone, town, voting.cycle)
    ballot = f"/budget-votes/{voting.step.pk}/"
    walk.be("代表1", ballot)
    _pick_within_the_budget(walk)
    walk.press("核对我选的")
    walk.look()
    walk.says("公告栏")
    walk.press("没错，投票")
    walk.look()
    code = walk.page.locator(".receipt__code").inner_text()
    walk.go(ballot)
    walk.says("您投过票了")
    walk.go(f"{ballot}receipt/")
    walk.press("抹掉")
    walk.look()
    voting.close()
    _check_as_a_passer_by(walk, ballot, code)


def _pick_within_the_budget(walk: Walk) -> None:
    head = walk.page.locator(".knapsack")
    walk.page.get_by_text("声控灯").click()
    expect(head).to_contain_text("10,000")
    over = walk.page.locator(".ballot__item", has_text="绿化补植")
    expect(over).to_contain_text("钱不够了")
    walk.look()
    walk.page.get_by_text("声控灯").click()
    walk.page.get_by_text("公告栏").click()
    expect(head).to_contain_text("28,000")


def _check_as_a_passer_by(walk: Walk, ballot: str, code: str) -> None:
    walk.be("", f"{ballot}ballots/")
    walk.page.get_by_label("回执码").fill(code.lower())
    walk.press("找这张票")
    walk.says("已经算进去了")
    walk.look()
    walk.page.get_by_label("回执码").fill("A" + code[1:] if code[0] != "A" else "C" + code[1:])
    walk.press("找这张票")
    walk.says("这不是一个回执码")


@pytest.mark.parametrize("ballot", ["exactly", "points", "ranking", "approval"])
def test_every_kind_of_ballot_fits_a_phone(phone, town, ballot):
    voting = make_voting(town, ballot=ballot)
    walk = Walk(phone, town, voting.cycle)
    walk.be("代表1", f"/budget-votes/{voting.step.pk}/")


def test_the_desk_of_a_vote_shows_how_many_and_never_what(desk, town):
    voting = make_voting(town, voters=3)
    voting.cast(voting.voters[0], 1)
    walk = Walk.at_a_desk(desk, town, voting.cycle)
    walk.be(STREET_OPERATOR, f"/desk/budget-votes/{voting.step.pk}/")
    walk.says("每天多少人投")
