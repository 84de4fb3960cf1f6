"""A grid worker writes a line in the log where there is no line to the network."""

import pytest

from mulin.features.listening.models import GridLog
from mulin.features.listening.tests.heard import SAID, make_listening
from mulin.web.tests.doors import GRID_WORKER
from tests.browser.outbox import waits_until_sent


@pytest.fixture
def worker(town, phone):
    listening = make_listening(town)
    phone.sign_in(town.people[GRID_WORKER])
    phone.open(f"/grid-log/{listening.community.pk}/")
    yield phone
    phone.context.set_offline(False)


def write(page, kind: str, text: str = "") -> None:
    page.get_by_text(kind, exact=True).click()
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="记下来").click()


def test_a_line_takes_three_taps(worker):
    write(worker.page, "都好")
    waits_until_sent(worker.page)
    assert GridLog.objects.get().kind == "quiet"
    worker.look()


def test_what_is_written_without_a_line_survives_closing_and_arrives_once(worker):
    page = worker.page
    address = page.url
    worker.context.set_offline(True)
    write(page, "看到的问题", "井盖松了，踩上去响")
    write(page, "听到的话", "垃圾桶满了两天")
    assert page.locator("[data-outbox-count]").inner_text() == "还没发出去 2 条"
    assert GridLog.objects.count() == 0

    page.close()
    worker.context.set_offline(False)
    worker.page = worker.context.new_page()
    worker.page.goto(address)
    waits_until_sent(worker.page)
    worker.page.reload()
    assert [one.text for one in GridLog.objects.order_by("happened_at")] == [
        "井盖松了，踩上去响",
        "垃圾桶满了两天",
    ]


def test_what_was_not_taken_can_be_changed_and_sent_again(worker):
    write(worker.page, "看到的问题")
    worker.page.get_by_text("没收下：").wait_for()
    worker.page.get_by_role("button", name="改一改").click()
    worker.page.locator("[name=text]").fill("井盖松了")
    worker.page.get_by_role("button", name="记下来").click()
    waits_until_sent(worker.page)
    assert GridLog.objects.get().text == "井盖松了"


def test_a_home_answers_by_the_code_on_its_letter(town, phone):
    listening = make_listening(town)
    letter = listening.sent()
    phone.open(f"/l/{listening.slip(letter).code}/")
    phone.page.locator("[name=need]").fill("\n".join(SAID["need"]))
    phone.page.locator("[name=constraint]").fill("\n".join(SAID["constraint"]))
    phone.look()
    phone.page.get_by_role("button", name="写好了，交上去").click()
    phone.page.get_by_role("heading", name="收到了，谢谢您").wait_for()
    assert {one.text for one in listening.opinions(letter)} == {"三单元的灯不亮", "别砍大榕树"}
