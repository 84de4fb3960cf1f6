"""A neighbour reports on a phone in a minute, follows it by its code and says it is solved."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mulin.features.cases.models import Case
from mulin.features.cases.tests.desk import make_desk
from tests.browser.screen import TAP, Screen

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_report_from_the_first_word_to_the_yes(phone: Screen, town):
    desk = make_desk(town)
    page = phone.page
    phone.sign_in(None)
    phone.open(reverse("cases:report", args=[town.community.pk]))
    phone.look(tap=TAP)
    page.get_by_label("一句话说清楚").fill("3 号楼门口的灯不亮")
    page.get_by_label("怎么称呼您").fill("熊志")
    page.get_by_role("button", name="报上去").click()
    expect(page.locator("h1")).to_contain_text("收到了")
    phone.look(tap=TAP)

    case = Case.objects.get()
    desk.solved(desk.accepted(case), "换了新灯")
    phone.open(reverse("cases:follow"))
    page.get_by_label("回执号").fill(case.code_in_groups.upper())
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("main")).to_contain_text("换了新灯")
    phone.look(tap=TAP)
    page.get_by_text("很满意", exact=True).click()
    page.get_by_role("button", name="办好了", exact=True).click()
    expect(page.locator("main")).to_contain_text("办结了，谢谢您")
    case.refresh_from_db()
    assert (case.state, case.satisfaction) == ("confirmed", 5)


def test_without_scripts_a_neighbour_reports_just_the_same(browser, live_server, town):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    screen = Screen(context, live_server.url)
    screen.open(reverse("cases:report", args=[town.community.pk]))
    screen.page.get_by_label("一句话说清楚").fill("井盖响")
    screen.page.get_by_role("button", name="报上去").click()
    expect(screen.page.locator("main")).to_contain_text("这是您的回执")
    context.close()
