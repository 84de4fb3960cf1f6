"""A visitor goes from door to door on a phone that has no line."""

import json
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

from mulin.features.consents.models import HouseholdConsent, Objection, Visit
from mulin.features.consents.tests.visits import Walk, make_walk
from tests.browser.screen import Screen

ENTRIES = """() => Object.keys(localStorage).filter((key) => key.startsWith("mulin-outbox:"))
    .map((key) => JSON.parse(localStorage.getItem(key)))"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *said) -> None:
        """Say nothing."""


class Server(ThreadingMixIn, WSGIServer):
    """One that does not wait for a browser that holds a line without saying anything."""

    daemon_threads = True
    block_on_close = False


class Site:
    """The same site at a port of its own, which can be shut and come back."""

    def __init__(self) -> None:
        self.port, self.server = 0, None

    def start(self) -> None:
        app = StaticFilesHandler(get_wsgi_application())
        self.server = make_server("localhost", self.port, app, Server, Quiet)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture
def walk(town) -> Walk:
    return make_walk(town, homes=4)


@pytest.fixture
def visitor(walk, phone) -> Screen:
    person = walk.send("党员老秦")
    phone.sign_in(person)
    phone.open(address(walk))
    phone.page.evaluate("localStorage.clear()")
    phone.page.reload()
    yield phone
    phone.context.set_offline(False)


def address(walk: Walk) -> str:
    return f"/visits/{walk.campaign.pk}/buildings/{walk.building.pk}/"


def knock(page, room: str, outcome: str, answer: str = "", text: str = "") -> None:
    """Fill in one door as a visitor does."""
    page.locator(".walk__door", has_text=room).click()
    dialog = page.locator("#door-dialog")
    dialog.get_by_text(outcome, exact=True).click()
    if answer:
        dialog.get_by_text(answer, exact=True).click()
    if text:
        dialog.get_by_text("住户有意见").click()
        dialog.locator("[name=topic]").select_option("cooking")
        dialog.locator("[name=text]").fill(text)
    dialog.get_by_text("记下来", exact=True).click()


def waits_until_sent(page) -> None:
    page.wait_for_function(f"() => !({ENTRIES})().length")


def test_what_is_entered_without_a_line_survives_closing_and_arrives_once(walk, visitor):
    page = visitor.page
    visitor.context.set_offline(True)
    knock(page, "101", "见到了，答复了", "同意", text="拆了灶房到哪里做饭")
    knock(page, "102", "没人在家")
    knock(page, "103", "见到了，答复了", "不同意")
    assert page.locator("[data-outbox-count]").inner_text() == "还没发出去 3 条"
    assert page.locator("[data-unsent]:visible").count() == 3
    assert Visit.objects.count() == 0

    page.close()
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()
    visitor.page.goto(f"{visitor.site}{address(walk)}")
    waits_until_sent(visitor.page)
    said = HouseholdConsent.objects.order_by("elector__number").values_list("answer", flat=True)
    assert list(said) == ["agree", "not_reached", "disagree"]
    assert Objection.objects.get().text == "拆了灶房到哪里做饭"
    first = Visit.objects.order_by("happened_at").first()
    assert first.happened_at < first.entered_at


def test_what_was_begun_at_one_door_is_still_there_after_another_was_opened(visitor):
    page = visitor.page
    dialog = page.locator("#door-dialog")
    page.locator(".walk__door", has_text="101").click()
    dialog.get_by_text("住户有意见").click()
    dialog.locator("[name=text]").fill("水表在屋里")
    dialog.locator("[data-close]").click()
    knock(page, "102", "没人在家")
    waits_until_sent(page)
    page.locator(".walk__door", has_text="101").click()
    assert dialog.locator("[name=text]").input_value() == "水表在屋里"
    assert dialog.locator("[name=text]").is_visible()


def test_it_is_sent_by_itself_when_the_line_is_back(visitor):
    visitor.context.set_offline(True)
    knock(visitor.page, "101", "不愿意谈")
    visitor.context.set_offline(False)
    waits_until_sent(visitor.page)
    assert Visit.objects.get().outcome == "refused"
    assert "都发出去了" in visitor.page.locator("#outbox").inner_text()


def test_an_answer_that_got_lost_on_its_way_back_counts_once(visitor):
    page = visitor.page

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/doors/**", lose)
    knock(page, "101", "见到了，答复了", "同意")
    page.wait_for_function(f"() => ({ENTRIES})().length === 1")
    page.get_by_text("网站没有回应", exact=False).wait_for()
    assert Visit.objects.count() == 1
    page.unroute("**/doors/**")
    page.get_by_text("现在发").click()
    waits_until_sent(page)
    assert (Visit.objects.count(), HouseholdConsent.objects.count()) == (1, 1)


def test_nothing_is_lost_while_the_server_is_down(walk, visitor):
    site = Site()
    site.start()
    page = visitor.page
    page.goto(f"{site.url}{address(walk)}")
    site.stop()
    knock(page, "101", "见到了，答复了", "弃权")
    page.get_by_text("网站没有回应", exact=False).wait_for()
    assert len(page.evaluate(ENTRIES)) == 1
    site.start()
    page.get_by_text("现在发").click()
    waits_until_sent(page)
    site.stop()
    assert HouseholdConsent.objects.get().answer == "abstain"


def test_what_the_server_refuses_stays_on_the_phone_with_the_reason(walk, visitor):
    page = visitor.page
    visitor.context.set_offline(True)
    knock(page, "101", "见到了，答复了", "同意")
    [entry] = page.evaluate(ENTRIES)
    old = json.dumps(entry | {"at": entry["at"] - 15 * 24 * 3600 * 1000})
    page.evaluate(
        "([key, old]) => localStorage.setItem(key, old)", [f"mulin-outbox:{entry['key']}", old]
    )
    visitor.context.set_offline(False)
    page.get_by_text("两个多星期前", exact=False).wait_for()
    assert len(page.evaluate(ENTRIES)) == 1
    page.get_by_text("改一改").click()
    assert page.locator("#door-dialog [name=answer][value=agree]").is_checked()


def test_what_one_visitor_entered_is_not_sent_by_another(walk, visitor):
    visitor.context.set_offline(True)
    knock(visitor.page, "101", "见到了，答复了", "同意")
    visitor.sign_in(walk.send("楼长小吴"))
    visitor.context.set_offline(False)
    visitor.page.get_by_text("要先重新登录", exact=False).wait_for()
    visitor.page.goto(f"{visitor.site}{address(walk)}")
    visitor.page.get_by_text("别人没发出去的 1 条", exact=False).wait_for()
    assert len(visitor.page.evaluate(ENTRIES)) == 1
    assert Visit.objects.count() == 0


def test_a_household_signs_on_the_screen(visitor):
    page = visitor.page
    page.locator(".walk__door", has_text="101").click()
    dialog = page.locator("#door-dialog")
    dialog.get_by_text("见到了，答复了", exact=True).click()
    dialog.get_by_text("同意", exact=True).click()
    pad = dialog.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 70, steps=8)
    page.mouse.up()
    dialog.get_by_text("记下来", exact=True).click()
    page.get_by_text("都发出去了").wait_for()
    visit = Visit.objects.get()
    assert visit.evidence_kind == "signature"
    assert not visit.evidence.is_public


def test_half_a_door_is_still_there_after_the_page_was_closed(walk, visitor):
    page = visitor.page
    page.locator(".walk__door", has_text="101").click()
    page.locator("#door-dialog").get_by_text("不愿意谈", exact=True).click()
    page.locator("#door-dialog [name=note]").fill("下午再说")
    page.reload()
    page.locator(".walk__door", has_text="101").click()
    assert page.locator("#door-dialog [name=note]").input_value() == "下午再说"


def test_pages_of_a_walk_are_easy_to_use(walk, visitor):
    visitor.open(address(walk))
    visitor.look()
    visitor.page.locator(".walk__door", has_text="101").click()
    visitor.look()
