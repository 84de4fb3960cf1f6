"""A resident books on a phone in large type, a clerk passes on, and a kiosk forgets."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mulin.commons.places.actions import issue_codes
from mulin.commons.places.roles import Role
from mulin.features.services.models import Matter
from mulin.features.services.tests.windows import make_household, make_point, ticket
from mulin.web.tests.doors import RESIDENT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def point(town):
    return make_point(town)


def test_a_resident_books_a_home_visit_in_large_type(phone, town, point):
    phone.sign_in(town.people[RESIDENT])
    phone.set_cookie("mode", "care")
    phone.open(reverse("services:points", args=[town.community.pk]))
    phone.look()
    phone.page.get_by_role("link", name=re.compile("北里服务点")).click()
    phone.look()
    phone.page.get_by_role("link", name="约个时间，到了就办").click()
    phone.page.get_by_role("link", name=re.compile("医保卡激活")).click()
    phone.look()
    phone.page.get_by_role("link", name=re.compile("请到我家来")).click()
    phone.look()
    phone.page.get_by_role("link", name=re.compile("还有 .* 个时间")).last.click()
    phone.look()
    times = phone.page.get_by_label("什么时候")
    times.select_option(index=times.locator("option").count() - 1)
    phone.page.get_by_label("门牌").fill("3号楼2单元401")
    phone.page.get_by_role("button", name="就约这个时间").click()
    expect(phone.page.locator("main")).to_contain_text("约好了，前一天提醒您。")
    phone.look()
    phone.page.get_by_role("link", name=re.compile("医保卡激活")).click()
    expect(phone.page.locator("main")).to_contain_text("3号楼2单元401")
    phone.look()


def test_a_clerk_takes_in_hand_and_passes_on_what_cannot_be_done(desk, town, point):
    clerk = town.join("丁莹", Role.WINDOW_CLERK)
    ticket(point, clerk)
    desk.sign_in(clerk)
    desk.open(reverse("services:today", args=[point.pk]))
    desk.look()
    for name in ("叫下一位", "来了，收下"):
        expect(desk.page.get_by_role("button", name=name)).to_be_focused()
        desk.page.keyboard.press("Enter")
    expect(desk.page.locator("main")).to_contain_text("您是首问")
    desk.look()
    desk.page.get_by_role("link", name="写明原因，往上报").click()
    desk.page.get_by_label("为什么这里办不了").fill("名字少一个字，要市里的系统才能改")
    desk.look()
    desk.page.get_by_role("button", name="报上去，告诉居民").click()
    expect(desk.page.locator("main")).to_contain_text("三个工作日内答复居民")
    desk.look()


def test_a_kiosk_counts_down_and_forgets_who_was_there(desk, town, point):
    home = make_household(town)
    secretary = town.join("方静姝", Role.SECRETARY)
    [(_home, code)] = issue_codes(actor=secretary, community=town.community, households=[home])
    desk.sign_in(secretary)
    desk.open(reverse("services:kiosk_begin", args=[point.pk]))
    desk.page.get_by_role("button", name="变成自助机").click()
    desk.page.get_by_role("button", name=re.compile("取号")).click()
    expect(desk.page.locator("main")).to_contain_text("您的号")
    assert Matter.objects.get().number == 1
    desk.page.get_by_role("link", name="用完了").click()
    for width, height in ((1080, 1920), (1280, 800)):
        desk.at_width(width, height)
        desk.look()
    desk.page.clock.install()
    desk.open(reverse("services:kiosk_mine", args=[point.pk]))
    desk.page.get_by_label("户码").fill(code)
    desk.page.get_by_role("button", name="下一步").click()
    expect(desk.page.locator("main")).to_contain_text("您约好的事")
    desk.look()
    desk.page.clock.run_for(50_000)
    expect(desk.page.get_by_role("timer")).to_contain_text("10 秒后回首页")
    desk.page.clock.run_for(11_000)
    expect(desk.page.locator("main")).to_contain_text("您好，点一下就行")
    desk.page.go_back()
    expect(desk.page.locator("main")).not_to_contain_text("您约好的事")
    desk.open(reverse("services:kiosk_mine", args=[point.pk]))
    expect(desk.page.locator("main")).to_contain_text("请输入信上的户码")
