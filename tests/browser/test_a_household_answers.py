"""A household answers on a phone with the code on its letter, and changes its mind."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mulin.commons.places.actions import issue_codes
from mulin.features.consents import queries
from mulin.features.consents.tests.rounds import make_round
from tests.browser.screen import Screen
from tests.browser.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asking(town):
    asking = make_round(town, homes=30, buildings=3)
    asking.all_say(*["agree"] * 20, "disagree")
    return asking


def test_a_resident_with_a_code(phone, town, asking):
    walk = Walk(phone, town, asking.cycle)
    home = asking.home(25)
    [(_home, code)] = issue_codes(
        actor=asking.director, community=town.community, households=[home.household]
    )
    walk.be("nobody", reverse("consents:round", args=[asking.first.pk]))
    walk.says("还差 7 户")
    walk.page.get_by_role("link", name="凭信上的户码答复").click()
    walk.write(code=code)
    walk.press("下一步")
    walk.look()
    walk.press("是我家")
    expect(walk.page).to_have_url(re.compile("/mine/"))
    walk.look()
    walk.press("不同意")
    walk.says("您家答的是：不同意")
    walk.look()
    walk.page.get_by_role("link", name="改我家的答复").click()
    walk.page.get_by_role("button", name="同意", exact=True).click()
    walk.says("您家答的是：同意")
    walk.says("以前答过")
    walk.go(reverse("consents:round", args=[asking.first.pk]))
    walk.says("您家答复了")
    # The public figure moves in steps, so that nobody reads one home from it.
    walk.says("还差 7 户")
    assert queries.count_of(asking.round).agree == 21


def test_without_scripts_a_household_answers_just_the_same(browser, live_server, town, asking):
    neighbour = asking.neighbour("林秋月", 25)
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    screen = Screen(context, live_server.url)
    screen.sign_in(neighbour)
    screen.open(reverse("consents:mine", args=[asking.first.pk]))
    screen.page.get_by_role("button", name="同意", exact=True).click()
    expect(screen.page.locator("main")).to_contain_text("您家答的是：同意")
    context.close()
