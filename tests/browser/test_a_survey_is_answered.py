"""A neighbour answers a survey on a phone: what does not concern her is not asked."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.places.actions import issue_codes
from mulin.commons.siteplans.actions import put_up_plan
from mulin.features.surveys.models import SurveyResponse
from mulin.features.surveys.tests.surveys import homes, keys, opened, staff
from tests.browser.screen import TAP_IN_CARE_MODE, Screen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def survey(town):
    return opened(town)


def come_in(phone: Screen, town, survey) -> None:
    """Type the code on the household's letter, and go on to the survey."""
    [home, *_] = homes(town)
    [(_home, code)] = issue_codes(actor=staff(town), community=town.community, households=[home])
    phone.open(reverse("surveys:survey", args=[survey.pk]))
    phone.page.get_by_role("link", name="凭信上的户码来答").click()
    phone.page.locator("[name='code']").fill(code)
    phone.page.get_by_role("button", name="下一步").click()
    phone.page.get_by_role("button", name="是我家").click()


def test_what_is_not_asked_is_not_shown_and_nothing_typed_is_lost(phone, town, survey):
    come_in(phone, town, survey)
    page, (rides, where, fare, words) = phone.page, keys(survey)
    fare_box = page.locator(f"[name='q{fare}']")
    expect(fare_box).to_be_hidden()
    page.get_by_label("坐", exact=True).check()
    expect(fare_box).to_be_visible()
    phone.look()
    page.locator(f"[name='q{where}_0']").select_option(label="南门")
    fare_box.fill("２.５元")
    page.locator(f"[name='q{words}']").fill("早上车少")
    page.reload()
    expect(fare_box).to_have_value("２.５元")
    expect(page.locator(f"[name='q{words}']")).to_have_value("早上车少")
    expect(fare_box).to_be_visible()
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("main")).to_contain_text("收到了，谢谢您")
    phone.look()
    kept = {one.question_id: one for one in SurveyResponse.objects.get().answers.all()}
    assert kept[fare].number == 250
    assert (kept[rides].choice, kept[where].choice, kept[words].text) == (1, 1, "早上车少")


def test_each_fault_leads_to_its_first_box_below_the_bar(phone, town, survey):
    come_in(phone, town, survey)
    page = phone.page
    page.get_by_label("坐", exact=True).check()
    page.get_by_role("button", name="交上去").click()
    faults = page.get_by_role("alert")
    expect(faults).to_be_focused()
    faults.get_by_role("link", name="在哪里上车").press("Enter")
    box = page.get_by_role("group", name="在哪里上车").get_by_label("从名单里选")
    expect(box).to_be_focused()
    bar = page.locator(".app-bar").bounding_box()
    assert box.bounding_box()["y"] > bar["y"] + bar["height"]


def test_in_large_type_one_question_stands_on_a_screen(phone, town, survey):
    phone.set_cookie("mode", "care")
    come_in(phone, town, survey)
    page = phone.page
    expect(page.locator("main")).to_contain_text("第 1 题，共 4 题")
    phone.look(tap=TAP_IN_CARE_MODE)
    page.get_by_label("不坐").check()
    page.get_by_role("button", name="下一题").click()
    # Where and for how much are not asked of whoever does not ride.
    expect(page.locator("main")).to_contain_text("第 4 题，共 4 题")
    page.get_by_role("link", name="上一题").click()
    expect(page.get_by_label("不坐")).to_be_checked()
    page.get_by_role("button", name="下一题").click()
    page.get_by_role("textbox").fill("走走也好")
    page.get_by_role("button", name="看一遍再交").click()
    expect(page.locator("main")).to_contain_text("走走也好")
    phone.look(tap=TAP_IN_CARE_MODE)
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("main")).to_contain_text("收到了，谢谢您")
    assert SurveyResponse.objects.get().answers.count() == 2


def test_a_place_is_pointed_at_with_a_finger_or_chosen_with_keys(phone, town):
    plan = put_up_plan(
        actor=staff(town),
        community=town.community,
        name="北里平面图",
        picture=redraw(a_photo((1200, 600))),
    )
    place = {"kind": "place", "text": "长椅放哪儿", "settings": {"plan": plan.pk}}
    come_in(phone, town, opened(town, [place]))
    page = phone.page
    squares, mark = page.get_by_label("从名单里选"), page.locator("[data-mark]")
    expect(mark).to_be_hidden()
    picture = page.locator("[data-plan]")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.55, "y": box["height"] * 0.5})
    expect(squares).to_have_value("square:F3")
    expect(mark).to_be_visible()
    phone.look()
    page.reload()
    expect(squares).to_have_value("square:F3")
    expect(mark).to_be_visible()
    squares.select_option(label="B2")
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("main")).to_contain_text("收到了，谢谢您")
    assert SurveyResponse.objects.get().answers.get().square == "B2"
