"""A member of staff counts an uploaded budget on a phone, compares two rules and passes it on."""

from playwright.sync_api import expect

from mulin.commons.places.tests.people import Town
from mulin.features.budgets.tests.elections import written
from mulin.web.tests.doors import STREET_OPERATOR
from tests.browser.screen import Screen


def test_a_ballot_file_becomes_a_result_that_neighbours_can_read(phone: Screen, town: Town) -> None:
    page = phone.page
    phone.sign_in(town.people[STREET_OPERATOR])
    phone.open("/desk/budgets/")
    page.get_by_role("link", name="上传票表").first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "budget.pb", "mimeType": "text/plain", "buffer": written().encode()}
    )
    page.get_by_role("button", name="上传，看结果").click()
    expect(page.get_by_text("5 项里选出 2 项，")).to_be_visible()

    page.get_by_text("换个算法算").click()
    page.get_by_label("票多的先买").first.check()
    page.get_by_role("button", name="重新算").click()
    expect(page.get_by_text("轮到它时还有 4,000 元，够办。")).to_be_visible()
    page.get_by_role("link", name="人人一份（等额份额）").click()
    expect(page.locator("#compared")).to_contain_text("少了 1 项，多了 1 项")

    page.get_by_text("还差多远？").first.click()
    expect(page.locator("#far")).to_contain_text("它就选上了")
    assert not phone.faults()

    page.get_by_role("link", name="公开这个结果").click()
    page.get_by_role("button", name="公开").click()
    expect(page.locator("#share-text")).to_contain_text("看看大家的钱怎么分")
    public = page.url
    phone.sign_in(None)
    page.goto(public)
    expect(page.get_by_role("heading", name="红砖苑微预算")).to_be_visible()
    expect(page.get_by_text("换算法试试、收回")).to_have_count(0)
    assert not phone.faults()
