"""A visitor goes from door to door with a survey where there is no line to the network."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mulin.features.surveys.models import SurveyResponse
from mulin.features.surveys.tests.surveys import building_of, homes, keys, opened, staff
from tests.browser.outbox import waits_until, waits_until_sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def survey(town):
    return opened(town)


@pytest.fixture
def visitor(town, phone, survey):
    [home, *_] = homes(town, doors=3)
    phone.sign_in(staff(town))
    phone.open(reverse("surveys:door_list", args=[survey.pk, building_of(home).pk]))
    yield phone
    phone.context.set_offline(False)


def ask_behind(page, place: int, choice: str) -> None:
    page.locator("[data-door]").nth(place).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(choice, exact=True).check()
    dialog.get_by_role("button", name="替这一户录下").click()
    expect(dialog).to_be_hidden()


def test_two_homes_answer_without_a_line_and_both_arrive_once(visitor, survey):
    page = visitor.page
    visitor.look()
    page.locator("[data-door]").first.click()
    visitor.look()
    dialog = page.get_by_role("dialog")
    visitor.context.set_offline(True)
    dialog.get_by_role("button", name="替这一户录下").click()
    ride = dialog.get_by_role("group", name="坐不坐公交")
    expect(ride.get_by_role("alert")).to_contain_text("这一题要答")
    expect(ride.get_by_label("坐", exact=True)).to_be_focused()
    fare = dialog.locator(f"[name=q{keys(survey)[2]}]")
    expect(fare).to_be_hidden()
    dialog.get_by_label("坐", exact=True).check()
    expect(fare).to_be_visible()
    dialog.get_by_role("button", name="先不记").click()
    ask_behind(page, 0, "不坐")
    ask_behind(page, 1, "不坐")
    waits_until(page, 2)
    assert SurveyResponse.objects.count() == 0
    visitor.context.set_offline(False)
    waits_until_sent(page)
    expect(page.locator("[data-arrived]:visible")).to_have_count(2)
    assert SurveyResponse.objects.filter(channel="door", counts=True).count() == 2


def test_without_script_each_door_is_a_page(visitor, survey):
    address = visitor.page.locator("[data-door]").first.get_attribute("href")
    visitor.open(address)
    visitor.page.get_by_label("不坐").check()
    visitor.page.get_by_role("button", name="替这一户录下").click()
    expect(visitor.page.get_by_text("答了", exact=True).first).to_be_visible()
    assert SurveyResponse.objects.get().channel == "door"
