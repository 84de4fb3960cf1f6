"""A word before somebody is awaited: once, in time, and not when it is called off."""

from datetime import date, time

import pytest
from django.urls import reverse
from procrastinate.contrib.django import app

from mulin.commons.people.actions import give_consent, send_what_waits
from mulin.commons.people.models import Person, WaitingMessage
from mulin.commons.people.purposes import SMS_NOTICES
from mulin.commons.places.roles import Role
from mulin.web.tests.doors import RESIDENT
from mulin.web.tests.moments import it_is
from mulin.web.tests.threads import at_once
from tests.town import people_a_town

from .. import actions
from ..models import Matter
from ..tasks import remind as remind_task
from .windows import book, make_point, office

MONDAY, TEN = date(2026, 11, 23), time(10)
PHONE = "13800001234"

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return people_a_town()


@pytest.fixture
def point(town):
    return make_point(town)


def by_phone(town, point, when="2026-11-20 09:00", **how):
    """Let the office write down, at a moment, what 黄奶奶 asked for by phone."""
    with it_is(when):
        told = {"channel": "phone", "name": "黄奶奶", "phone": PHONE, "slot": (MONDAY, TEN)} | how
        return book(point, office(town), **told)


def reminded_at(moment):
    with it_is(moment):
        return actions.remind()


def test_the_evening_before_once(town, point):
    by_phone(town, point)
    assert reminded_at("2026-11-22 16:50") == 0
    assert reminded_at("2026-11-22 17:00") == 1
    assert reminded_at("2026-11-22 17:10") == 0
    message = WaitingMessage.objects.get()
    assert (message.phone, message.template) == (PHONE, "visit")
    assert message.values == {
        "when": "11月23日（周一）10:00",
        "where": "北里服务点（北里一区南门右手第一间）",
        "what": "医保卡激活",
        "bring": "身份证、医保卡",
        "call": "打电话 0871-100",
    }


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2026-11-22 18:00", "2026-11-23 08:00"),
        ("2026-11-23 07:00", "2026-11-23 08:00"),
    ],
)
def test_who_books_late_is_told_two_hours_before(town, point, asked, told):
    by_phone(town, point, asked)
    assert reminded_at("2026-11-22 20:50") == 0
    assert reminded_at("2026-11-23 07:50") == 0
    assert reminded_at(told) == 1


def test_who_books_an_hour_before_knows_it_still(town, point):
    by_phone(town, point, "2026-11-23 09:00")
    assert reminded_at("2026-11-23 09:10") == 0


def test_nobody_is_woken(town, point):
    by_phone(town, point)
    assert reminded_at("2026-11-22 21:00") == 0
    assert reminded_at("2026-11-23 07:00") == 0
    assert reminded_at("2026-11-23 07:30") == 1


def test_nobody_is_reminded_of_what_is_past(town, point):
    by_phone(town, point)
    assert reminded_at("2026-11-23 10:00") == 0


def test_what_was_called_off_is_not_spoken_of(town, point):
    matter = by_phone(town, point)
    with it_is("2026-11-22 16:00"):
        actions.cancel_matter(actor=office(town), matter=matter)
    assert reminded_at("2026-11-22 17:00") == 0
    assert WaitingMessage.objects.get().template == "visit_off"


def test_a_reminder_that_has_not_gone_yet_is_taken_back(town, point):
    matter = by_phone(town, point)
    reminded_at("2026-11-22 17:00")
    with it_is("2026-11-22 17:01"):
        actions.cancel_matter(actor=office(town), matter=matter)
    assert [one.template for one in WaitingMessage.objects.all()] == ["visit_off"]


def test_what_was_moved_is_told_at_once_and_again_in_time(town, point):
    matter = by_phone(town, point)
    with it_is("2026-11-22 18:00"):
        actions.move_matter(actor=office(town), matter=matter, on=MONDAY, at=time(15))
    first = WaitingMessage.objects.get()
    assert first.values["when"] == "11月23日（周一）15:00"
    assert reminded_at("2026-11-22 18:10") == 0
    assert reminded_at("2026-11-23 13:00") == 1
    assert WaitingMessage.objects.latest("pk").key != first.key


def test_who_moves_her_own_visit_needs_no_message_of_it(town, point):
    resident = town.people[RESIDENT]
    with it_is("2026-11-20 09:00"):
        matter = book(point, resident, slot=(MONDAY, TEN))
        actions.move_matter(actor=resident, matter=matter, on=MONDAY, at=time(15))
    assert not WaitingMessage.objects.exists()


def test_nobody_is_asked_to_come_to_a_point_that_is_shut_by_then(town, point):
    by_phone(town, point)
    with it_is("2026-11-22 09:00"):
        actions.except_day(actor=office(town), point=point, on=MONDAY, reason="停电")
    assert reminded_at("2026-11-22 17:00") == 0


def test_who_is_visited_at_home_is_told_who_comes(client, town, point):
    resident = town.people[RESIDENT]
    with it_is("2026-11-20 09:00"):
        matter = book(point, resident, way="home_visit", slot=(MONDAY, TEN), door="3号楼")
        visitor = town.join("王桂芳", Role.WINDOW_CLERK)
        actions.send_visitor(actor=office(town), matter=matter, visitor=visitor)
    reminded_at("2026-11-22 17:00")
    client.force_login(resident)
    page = client.get(reverse("notices:messages")).text
    assert "11月23日 10:00，北里服务点的人到您家办“医保卡激活”" in page
    assert f"{visitor.name_in_public}到您家办“医保卡激活”" in page


def test_a_home_visit_by_phone_has_words_of_its_own(town, point):
    by_phone(town, point, way="home_visit", door="3号楼")
    reminded_at("2026-11-22 17:00")
    message = WaitingMessage.objects.get()
    assert message.template == "home_visit"
    assert "where" not in message.values


def test_who_has_not_said_what_for_is_not_told_to_bring_nothing(town, point):
    matter = by_phone(town, point)
    Matter.objects.filter(pk=matter.pk).update(item=None)
    reminded_at("2026-11-22 17:00")
    assert WaitingMessage.objects.get().values["bring"] == "身份证，别的来了再说"


@pytest.mark.parametrize("phone", ["", "0871-5550101", "三号楼"])
def test_without_a_mobile_number_somebody_has_to_call(town, point, phone):
    by_phone(town, point, phone=phone)
    assert reminded_at("2026-11-22 17:00") == 1
    assert not WaitingMessage.objects.exists()


def test_a_number_is_understood_as_people_write_it(town, point):
    by_phone(town, point, phone="138-0000-1234")
    reminded_at("2026-11-22 17:00")
    assert WaitingMessage.objects.get().phone == PHONE


def test_who_has_an_account_gets_short_messages_only_when_she_agreed(town, point):
    resident = town.people[RESIDENT]
    Person.objects.filter(pk=resident.pk).update(phone=PHONE)
    with it_is("2026-11-20 09:00"):
        book(point, resident, slot=(MONDAY, TEN))
        book(point, resident, slot=(MONDAY, time(11)))
    reminded_at("2026-11-22 17:00")
    assert not WaitingMessage.objects.exists()
    resident.refresh_from_db()
    give_consent(actor=resident, purpose=SMS_NOTICES)
    Matter.objects.update(reminded_at=None)
    reminded_at("2026-11-22 17:00")
    assert WaitingMessage.objects.count() == 2


def test_a_message_goes_until_its_hour_and_no_longer(town, point):
    by_phone(town, point)
    reminded_at("2026-11-22 17:00")
    with it_is("2026-11-23 10:01"):
        assert send_what_waits() == 0
    assert not WaitingMessage.objects.exists()


def test_the_worker_looks_every_ten_minutes():
    registry = app.periodic_registry.periodic_tasks
    assert [one.cron for one in registry.values() if one.task is remind_task] == ["*/10 * * * *"]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_send_one_message():
    town = people_a_town()
    point = make_point(town)
    by_phone(town, point)
    by_phone(town, point, slot=(MONDAY, time(11)))
    with it_is("2026-11-22 17:00"):
        assert sum(at_once(*[actions.remind] * 6)) == 2
    assert WaitingMessage.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_visit_called_off_at_the_moment_of_its_reminder_is_not_spoken_of():
    town = people_a_town()
    point = make_point(town)
    matter = by_phone(town, point)
    off = lambda: actions.cancel_matter(actor=office(town), matter=matter)  # noqa: E731
    with it_is("2026-11-22 17:00"):
        at_once(actions.remind, off, actions.remind)
    assert [one.template for one in WaitingMessage.objects.all()] == ["visit_off"]
