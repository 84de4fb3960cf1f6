"""A talk day with a phone in one hand: signing in, noting without a line, minutes, confirming."""

import pytest
from playwright.sync_api import expect

from mulin.commons.tasks.models import ActionItem
from mulin.commons.topics.models import Opinion
from mulin.features.meetings.models import HandCount, Meeting, MinutesReply
from mulin.features.meetings.tests.tables import a_meeting, neighbour, staff
from mulin.features.meetings.wall import token_of
from tests.browser.outbox import all_that_is_kept, cut_off, waits_until, waits_until_sent
from tests.browser.screen import Screen


@pytest.fixture
def meeting(town) -> Meeting:
    return a_meeting(town)


def opened(phone: Screen, what: str):
    note = phone.page.locator(f"#{what}")
    if note.get_attribute("open") is None:
        note.locator("summary").click()
    return note


def say(phone: Screen, kind: str, words: str) -> None:
    note = opened(phone, "said")
    note.get_by_text(kind, exact=True).click()
    note.locator("[name=text]").fill(words)
    note.get_by_role("button", name="记一句").click()


def test_a_talk_day_from_the_code_on_the_wall_to_the_word_of_who_came(town, phone, meeting):
    phone.sign_in(neighbour(town))
    phone.open(f"/meetings/{meeting.pk}/here/{token_of(meeting)}/")
    phone.page.get_by_role("button", name="我来了，签到").click()
    phone.page.get_by_text("签好了").wait_for()

    phone.sign_in(staff(town))
    phone.open(f"/desk/meetings/{meeting.pk}/table/")
    say(phone, "需求", "小区里没有路灯")
    waits_until_sent(phone.page)
    note = opened(phone, "draft")
    note.locator("[name=matter]").fill("三号院缺什么")
    note.locator("[name=decided]").fill("先照明，车位不减")
    note.get_by_role("button", name="存草稿").click()
    waits_until_sent(phone.page)
    phone.open(f"/desk/meetings/{meeting.pk}/minutes/")
    phone.page.get_by_role("button", name="公开，请大家核对").click()
    phone.page.get_by_role("heading", name="到场的人怎么说").wait_for()

    phone.sign_in(neighbour(town))
    phone.open(meeting.get_absolute_url())
    assert "先照明，车位不减" in phone.page.locator("#minutes").inner_text()
    phone.look()
    phone.page.get_by_role("button", name="记得没错").click()
    phone.page.get_by_text("您说记得没错").wait_for()
    assert MinutesReply.objects.get().is_right


def test_what_is_noted_without_a_line_survives_closing_and_counts_once(town, phone, meeting):
    phone.sign_in(staff(town))
    phone.open(f"/desk/meetings/{meeting.pk}/table/")
    page, address = phone.page, phone.page.url
    phone.context.set_offline(True)
    say(phone, "底线", "不要占用停车位")
    hands = opened(phone, "hands")
    hands.locator("[name=question]").fill("先做照明？")
    hands.locator("[name=agree]").fill("61")
    hands.get_by_role("button", name="记下举手").click()
    promised = opened(phone, "promise")
    promised.locator("[name=keeper]").select_option(index=1)
    promised.locator("[name=what]").fill("请人来量一次亮度")
    promised.get_by_role("button", name="记下承诺").click()
    waits_until(page, 3)
    assert Opinion.objects.count() == 0

    page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()
    phone.page.goto(address)
    waits_until_sent(phone.page)
    assert Opinion.objects.get().is_constraint
    assert HandCount.objects.get().agree == 61
    assert ActionItem.objects.get().occasion == meeting.occasion


def test_who_signs_out_of_a_shared_phone_leaves_no_word_to_be_read(town, phone, meeting):
    phone.sign_in(staff(town))
    table = f"/desk/meetings/{meeting.pk}/table/"
    phone.open(table)
    with cut_off(phone.page, "**/table/said/"):
        say(phone, "底线", "不要占用停车位")
        waits_until(phone.page, 1)
        phone.open("/me/")
        waiting = phone.page.locator("[data-outbox-left]")
        expect(waiting).to_contain_text("还有您没发出去的 1 条")
        expect(waiting.get_by_role("link", name="去发")).to_have_attribute("href", table)
        phone.look()
        phone.page.get_by_role("button", name="退出登录").click()
        expect(phone.page.get_by_text("已经退出了")).to_be_visible()
        assert "停车位" not in all_that_is_kept(phone.page)
        phone.sign_in(neighbour(town))
        phone.open("/me/")
        assert "停车位" not in all_that_is_kept(phone.page)
        expect(phone.page.locator("[data-outbox-left]")).to_be_hidden()
    phone.sign_in(staff(town))
    phone.open(table)
    waits_until_sent(phone.page)
    assert Opinion.objects.get().text == "不要占用停车位"


def test_what_was_never_meant_to_be_sent_is_thrown_away_before_signing_out(town, phone, meeting):
    phone.sign_in(staff(town))
    phone.open(f"/desk/meetings/{meeting.pk}/table/")
    with cut_off(phone.page, "**/table/said/"):
        say(phone, "底线", "不要占用停车位")
        waits_until(phone.page, 1)
        phone.open("/me/")
        phone.page.once("dialog", lambda asked: asked.accept())
        phone.page.get_by_role("button", name="都不要了").click()
        waits_until(phone.page, 0)
        expect(phone.page.locator("[data-outbox-left]")).to_be_hidden()
    assert not Opinion.objects.exists()


def test_a_neighbour_without_an_account_signs_and_the_host_strikes_who_is_not_there(town, phone):
    meeting = a_meeting(town, starts_at=None)
    phone.open(f"/meetings/{meeting.pk}/here/{token_of(meeting)}/")
    phone.look()
    phone.page.locator("[name=name]").fill("任德贵")
    phone.page.locator("[name=door]").fill("2单元301")
    phone.page.get_by_role("button", name="我来了，签到").click()
    phone.page.get_by_text("您签过到了").wait_for()

    phone.sign_in(staff(town))
    phone.open(f"/desk/meetings/{meeting.pk}/table/")
    phone.page.get_by_role("button", name="我也在，签到").click()
    phone.page.get_by_role("link", name="看看名单").click()
    phone.look()
    phone.page.get_by_role("link", name="划掉任德贵").click()
    phone.page.locator("[name=because]").fill("没来")
    phone.page.get_by_role("button", name="划掉这一位").click()
    phone.page.get_by_text("划掉了：没来").wait_for()
    assert meeting.attendances.filter(struck_at=None).count() == 1
