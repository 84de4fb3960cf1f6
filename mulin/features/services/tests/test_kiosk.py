"""A kiosk helps whoever stands before it, and forgets them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.places.actions import issue_codes
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.web.tests.doors import RESIDENT
from tests.town import people_a_town

from .. import actions
from ..models import Kiosk, Matter
from ..views.kiosk import IDLE
from .windows import book, make_household, make_point, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return people_a_town()


@pytest.fixture
def point(town):
    return make_point(town)


@pytest.fixture
def kiosk(client, town, point):
    """A browser that a member of staff made the point's kiosk."""
    client.force_login(office(town))
    client.post(reverse("services:kiosk_begin", args=[point.pk]))
    return client


@pytest.fixture
def code(town):
    home = make_household(town)
    secretary = town.join("方静姝", Role.SECRETARY)
    [(_home, code)] = issue_codes(actor=secretary, community=town.community, households=[home])
    return code


def page(name, point, *more):
    return reverse(f"services:{name}", args=[point.pk, *more])


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_making_a_kiosk_signs_the_member_of_staff_out(kiosk, point):
    assert not is_signed_in(kiosk)
    assert "取号" in kiosk.get(page("kiosk", point)).text


def test_a_number_is_given_by_the_kiosk_of_the_point_and_by_no_other_browser(kiosk, point):
    answer = kiosk.post(page("kiosk_ticket", point))
    assert answer.status_code == 303
    assert Matter.objects.get().number == 1
    kiosk.cookies.clear()
    assert kiosk.post(page("kiosk_ticket", point)).status_code == 409


def test_what_cannot_be_done_is_said_on_the_kiosks_own_screen(kiosk, town, point):
    actions.set_hours(actor=office(town), point=point, week={})
    assert "开门以后再来取号" in kiosk.get(page("kiosk", point)).text
    answer = kiosk.post(page("kiosk_ticket", point))
    assert answer.status_code == 409
    assert "现在不在开放时间" in answer.text
    assert 'data-shell="kiosk"' in answer.text
    assert page("kiosk_end", point) in answer.text


def test_a_kiosk_of_one_point_gives_no_numbers_for_another(kiosk, town, point):
    other = make_point(town, "西门服务点", items=list(point.items.all()))
    assert kiosk.post(page("kiosk_ticket", other)).status_code == 409


def test_a_household_comes_in_with_its_code_and_the_start_page_forgets_it(kiosk, point, code):
    assert kiosk.post(page("kiosk_mine", point), {"code": code}).status_code == 303
    assert is_signed_in(kiosk)
    assert "您约好的事" in kiosk.get(page("kiosk_mine", point)).text
    kiosk.get(page("kiosk", point))
    assert not is_signed_in(kiosk)
    assert "请输入信上的户码" in kiosk.get(page("kiosk_mine", point)).text


def test_the_server_forgets_who_touched_nothing_for_a_minute(kiosk, point, code, monkeypatch):
    kiosk.post(page("kiosk_mine", point), {"code": code})
    later = timezone.now() + timedelta(seconds=IDLE + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "请输入信上的户码" in kiosk.get(page("kiosk_mine", point)).text


def test_no_browser_keeps_what_a_kiosk_showed(kiosk, point, code):
    kiosk.post(page("kiosk_mine", point), {"code": code})
    for name in ("kiosk_mine", "kiosk", "kiosk_items", "kiosk_hours"):
        assert "no-store" in kiosk.get(page(name, point)).headers["Cache-Control"], name


def test_somebody_at_her_own_phone_is_not_signed_out_by_looking_at_a_kiosk(client, town, point):
    client.force_login(town.people[RESIDENT])
    client.get(page("kiosk", point))
    client.get(page("kiosk_end", point))
    assert is_signed_in(client)


def test_a_number_shown_to_all_says_nothing_of_whose_it_is(kiosk, town, point):
    resident = town.people[RESIDENT]
    matter = book(point, resident)
    Matter.objects.filter(pk=matter.pk).update(on=timezone.localdate(), number=7, state="waiting")
    for name in ("kiosk_taken", "ticket"):
        args = [point.pk, matter.receipt] if name == "kiosk_taken" else [matter.receipt]
        text = kiosk.get(reverse(f"services:{name}", args=args)).text
        assert "7" in text
        assert resident.full_name not in text


def test_wrong_codes_are_counted(kiosk, point):
    for _turn in range(10):
        kiosk.post(page("kiosk_mine", point), {"code": "2222-3333-4444"})
    assert kiosk.post(page("kiosk_mine", point), {"code": "2222-3333-4444"}).status_code == 409


def test_the_window_takes_back_a_kiosk_that_was_carried_away(kiosk, town, point, code):
    there = Client()
    there.force_login(office(town))
    listed = there.get(reverse("services:today", args=[point.pk])).text
    assert "1 号自助机" in listed
    take_back = reverse("services:kiosk_back", args=[Kiosk.objects.get().pk])
    there.post(take_back)
    assert take_back not in there.get(reverse("services:today", args=[point.pk])).text
    assert "这台屏不再是自助机了" in kiosk.get(page("kiosk", point)).text
    assert kiosk.post(page("kiosk_ticket", point)).status_code == 409
    assert kiosk.post(page("kiosk_mine", point), {"code": code}).status_code == 409
    assert not is_signed_in(kiosk)


def test_one_kiosk_is_taken_back_and_the_other_goes_on(kiosk, client, town, point):
    second = actions.open_kiosk(actor=office(town), point=point)
    assert second.number == 2
    actions.take_back_kiosk(actor=office(town), kiosk=second)
    with pytest.raises(Refused, match="已经收回"):
        actions.take_back_kiosk(actor=office(town), kiosk=second)
    assert kiosk.post(page("kiosk_ticket", point)).status_code == 303


def test_a_kiosk_knows_its_point_in_a_constant_number_of_questions(kiosk, point):
    with CaptureQueriesContext(connection) as asked:
        kiosk.get(page("kiosk", point))
    assert len(asked) <= 12
