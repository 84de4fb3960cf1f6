"""What the script adds: nothing typed is lost, nothing is sent twice, large type at once."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.screen import Screen

WORDS = "二楼的灯坏了半年"


@pytest.fixture
def kit(phone: Screen) -> Screen:
    phone.open("/kit/")
    phone.page.evaluate("localStorage.clear()")
    phone.open("/kit/")
    return phone


def form(screen: Screen):
    return screen.page.locator("form[data-autosave]")


def test_large_type_comes_at_once_and_stays_and_nothing_typed_is_lost(kit: Screen) -> None:
    page = kit.page
    form(kit).get_by_label("一句话说清楚").fill(WORDS)
    with page.expect_response("**/look/"):
        page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "care")
    expect(form(kit).get_by_label("一句话说清楚")).to_have_value(WORDS)
    kit.open("/look/")
    expect(page.locator("html")).to_have_attribute("data-mode", "care")


def test_words_are_still_there_after_the_page_was_closed(kit: Screen) -> None:
    form(kit).get_by_label("一句话说清楚").fill(WORDS)
    form(kit).get_by_label("不同意").check()
    kit.open("/look/")
    kit.open("/kit/")
    expect(form(kit).get_by_label("一句话说清楚")).to_have_value(WORDS)
    expect(form(kit).get_by_label("不同意")).to_be_checked()
    expect(kit.page.locator("#messages")).to_contain_text("替您留着")
    kit.page.get_by_role("button", name="不要了，重新写").click()
    expect(form(kit).get_by_label("一句话说清楚")).to_have_value("")


def test_words_that_arrived_are_not_kept_any_longer(kit: Screen) -> None:
    form(kit).get_by_label("一句话说清楚").fill(WORDS)
    form(kit).get_by_label("手机号").fill("13800000000")
    form(kit).get_by_role("button", name="下一步").click()
    kit.page.wait_for_load_state()
    kit.open("/kit/")
    expect(form(kit).get_by_label("一句话说清楚")).to_have_value("")


def test_without_a_line_nothing_is_sent_and_that_is_said(kit: Screen) -> None:
    form(kit).get_by_label("一句话说清楚").fill(WORDS)
    form(kit).get_by_label("手机号").fill("13800000000")
    kit.context.set_offline(True)
    try:
        form(kit).get_by_role("button", name="下一步").click()
        expect(kit.page.locator("#messages")).to_contain_text("没送到")
        expect(form(kit).get_by_label("一句话说清楚")).to_have_value(WORDS)
    finally:
        kit.context.set_offline(False)


def test_pressing_twice_sends_once(kit: Screen) -> None:
    sent = []
    kit.page.on("request", lambda request: request.method == "POST" and sent.append(request))
    form(kit).get_by_label("一句话说清楚").fill(WORDS)
    form(kit).get_by_label("手机号").fill("13800000000")
    form(kit).locator(".submit button").evaluate("button => { button.click(); button.click(); }")
    kit.page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_what_cannot_be_undone_is_asked_again_with_the_safe_way_first(kit: Screen) -> None:
    kit.page.get_by_role("link", name="撤回我的票").click()
    dialog = kit.page.get_by_role("dialog", name="撤回您的票？")
    expect(dialog).to_be_visible()
    kit.look()
    dialog.get_by_role("button", name="先不撤").click()
    expect(dialog).to_be_hidden()


def test_how_much_still_fits_is_counted_while_writing(kit: Screen) -> None:
    form(kit).get_by_label("哪儿、什么时候、谁不方便").fill("十个字十个字十个字十")
    expect(form(kit)).to_contain_text("还能写 190 个字")


def test_the_desk_folds_its_menu_on_a_phone_without_any_script(phone: Screen, browser) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{phone.site}/kit/desk/")
    look = page.get_by_role("link", name="外观")
    expect(look).to_be_hidden()
    page.get_by_text("菜单").click()
    expect(look).to_be_visible()
    context.close()


def test_ticking_rows_brings_up_what_can_be_done_with_them(desk: Screen) -> None:
    desk.open("/kit/desk/")
    bar = desk.page.locator(".bulk")
    expect(bar).to_be_hidden()
    desk.page.get_by_label("全选").check()
    expect(bar).to_contain_text("已选 2 条")
    desk.look(tap=24)


def test_a_refusal_is_said_at_the_top_and_what_was_typed_stays(kit: Screen) -> None:
    form(kit).get_by_label("一句话说清楚").fill(WORDS)
    kit.page.evaluate("htmx.ajax('POST', '/kit/refused/', {target: 'h1', swap: 'innerHTML'})")
    expect(kit.page.locator("#messages")).to_contain_text("不能再改了")
    expect(kit.page.get_by_role("heading", level=1)).to_have_text("零件箱")
    expect(form(kit).get_by_label("一句话说清楚")).to_have_value(WORDS)


def test_a_mistake_of_ours_is_said_and_not_swallowed(kit: Screen) -> None:
    kit.page.evaluate("htmx.ajax('POST', '/nothing/', {target: 'h1', swap: 'innerHTML'})")
    expect(kit.page.locator("#messages")).to_contain_text("没办成")
    expect(kit.page.get_by_role("heading", level=1)).to_have_text("零件箱")
