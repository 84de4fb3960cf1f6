"""Coming to a point: nobody gets what another has, and nothing known is asked again."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.people.actions import anonymise
from mulin.commons.places.roles import Role
from mulin.errors import NotAllowed, Refused
from mulin.web.tests.doors import FAR_RESIDENT, RESIDENT
from tests.town import people_a_town

from .. import actions, queries
from ..models import Matter
from .windows import book, first_slot, make_item, make_point, office, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return people_a_town()


@pytest.fixture
def point(town):
    return make_point(town, slot_seats=1)


def test_a_place_is_given_once(town, point):
    slot = first_slot(point)
    book(point, town.people[RESIDENT], slot=slot)
    with pytest.raises(Refused, match="刚刚被别人约走"):
        book(point, town.people[FAR_RESIDENT], slot=slot)


def test_a_place_that_was_called_off_is_free_again(town, point):
    slot = first_slot(point)
    first = book(point, town.people[RESIDENT], slot=slot)
    actions.cancel_matter(actor=town.people[RESIDENT], matter=first)
    assert book(point, town.people[FAR_RESIDENT], slot=slot).seat == 1


def test_moving_frees_the_old_time(town, point):
    matter = book(point, town.people[RESIDENT])
    old = matter.on, matter.starts_at
    on, at = first_slot(point)
    moved = actions.move_matter(actor=town.people[RESIDENT], matter=matter, on=on, at=at)
    assert (moved.on, moved.starts_at) != old
    assert book(point, town.people[FAR_RESIDENT], slot=old).seat == 1


def test_nobody_is_at_two_windows_at_once(town, point):
    other = make_point(town, "西门服务点", items=list(point.items.all()))
    slot = first_slot(point)
    book(point, town.people[RESIDENT], slot=slot)
    with pytest.raises(Refused, match="约过一次"):
        book(other, town.people[RESIDENT], slot=slot)


def test_somebody_with_three_visits_ahead_books_no_fourth(town, point):
    for _turn in range(3):
        book(point, town.people[RESIDENT])
    with pytest.raises(Refused, match="已经约了 3 次"):
        book(point, town.people[RESIDENT])


def test_nobody_is_asked_to_come_when_it_is_shut(town, point):
    on, at = first_slot(point)
    actions.except_day(actor=office(town), point=point, on=on, reason="停电")
    with pytest.raises(Refused, match="不开门"):
        book(point, town.people[RESIDENT], slot=(on, at))
    assert all(day.on != on for day in queries.free_days(point, "appointment"))


def test_nobody_books_a_time_that_is_past(town, point):
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="约不了"):
        book(point, town.people[RESIDENT], slot=(yesterday, first_slot(point)[1]))


def test_a_home_is_visited_only_for_what_can_be_done_there(town, point):
    card = point.items.get(name="老年证")
    with pytest.raises(Refused, match="本人到窗口"):
        book(point, town.people[RESIDENT], item=card, way="home_visit")


def test_a_closed_account_books_nothing(town, point):
    gone = town.join("走了的人", Role.RESIDENT)
    gone.is_active = False
    with pytest.raises(NotAllowed):
        book(point, gone)


def test_what_is_asked_by_phone_has_its_first_contact_at_once(town, point):
    matter = book(point, office(town), channel="phone", name="黄奶奶", phone="0871-555")
    assert (matter.person, matter.first_contact) == (None, office(town))
    with pytest.raises(NotAllowed):
        book(point, town.people[RESIDENT], channel="phone", name="别人")


def test_a_number_is_taken_at_the_point_only(town, point):
    with pytest.raises(NotAllowed):
        ticket(point, town.people[RESIDENT])
    assert [ticket(point, office(town)).number for _turn in range(3)] == [1, 2, 3]


def test_no_number_is_given_when_it_is_shut(town, point):
    actions.set_hours(actor=office(town), point=point, week={})
    with pytest.raises(Refused, match="不在开放时间"):
        ticket(point, office(town))


def test_a_day_that_is_over_says_who_did_not_come(town, point):
    missed, left = book(point, town.people[RESIDENT]), ticket(point, office(town))
    Matter.objects.update(on=timezone.localdate() - timedelta(days=1))
    assert actions.close_days() == 2
    assert Matter.objects.get(pk=missed.pk).state == "missed"
    assert Matter.objects.get(pk=left.pk).state == "left"


def test_names_go_from_what_is_long_over(town, point):
    matter = book(point, office(town), channel="phone", name="黄奶奶", phone="0871-555")
    Matter.objects.update(on=timezone.localdate() - timedelta(days=181), state="missed")
    assert actions.forget_old_names() == 1
    matter.refresh_from_db()
    assert (matter.name, matter.phone) == ("", "")


def test_who_leaves_the_site_leaves_no_door_behind(town, point):
    matter = book(point, town.people[RESIDENT], way="home_visit", door="3号楼2单元401")
    anonymise(actor=town.people[RESIDENT])
    matter.refresh_from_db()
    assert (matter.door, matter.state) == ("", "cancelled")


def test_no_record_says_whose_door_it_is(town, point):
    book(point, town.people[RESIDENT], way="home_visit", door="九栋九零九", phone="13900001111")
    told = str(list(Record.objects.values_list("details", flat=True)))
    assert "九栋九零九" not in told
    assert "13900001111" not in told


def test_a_resident_books_step_by_step_and_what_is_known_is_there(client, town, point):
    resident = town.people[RESIDENT]
    client.force_login(resident)
    page = reverse("services:book", args=[point.pk])
    item = point.items.get(name="医保卡激活")
    assert "您来，还是我们去" in client.get(page, {"item": item.pk}).text
    asked = f"{page}?item={item.pk}&way=home_visit"
    on, at = first_slot(point, "home_visit")
    assert f"way=home_visit&amp;on={on}" in client.get(asked).text
    asked += f"&on={on}"
    that_day = client.get(asked).text
    assert resident.phone in that_day
    assert f"{on} {at:%H:%M}" in that_day
    assert f"{on + timedelta(days=1)} " not in that_day
    told = {"slot": f"{on} {at:%H:%M}", "door": "3号楼401"}
    assert client.post(asked, told).status_code == 303
    assert "约好了" in client.get(reverse("services:mine")).text


def test_a_time_that_is_not_free_keeps_what_was_typed(client, town, point):
    client.force_login(town.people[RESIDENT])
    item = point.items.get(name="医保卡激活")
    page = f"{reverse('services:book', args=[point.pk])}?item={item.pk}&way=home_visit"
    answer = client.post(page, {"slot": "2020-01-01 09:00", "door": "九栋", "note": "走不动"})
    assert "刚刚被约走" in answer.text
    assert "走不动" in answer.text


@pytest.mark.django_db(transaction=True)
def test_ten_neighbours_at_once_get_as_many_places_as_there_are():
    town = people_a_town()
    point = make_point(town, items=[make_item(town)], slot_seats=3)
    slot = first_slot(point)
    people = [town.join(f"邻居{n}", Role.RESIDENT) for n in range(10)]

    def try_it(person):
        try:
            return book(point, person, slot=slot).seat
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        seats = list(pool.map(try_it, people))
    assert sorted(filter(None, seats)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_all_different():
    town = people_a_town()
    point = make_point(town, items=[make_item(town)])

    def take(_turn):
        try:
            return actions.take_ticket(actor=None, point=point, is_kiosk=True).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(8))) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_nobody_is_called_whom_a_colleague_is_taking_in_hand():
    town = people_a_town()
    point = make_point(town, items=[make_item(town)])
    matter = ticket(point, office(town))

    def call():
        try:
            return actions.call_next(actor=office(town), point=point)
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.accept_matter(actor=office(town), matter=matter)
            called = pool.submit(call)
            wait([called], timeout=0.5)
        assert "没有人在等" in str(called.result())
    matter.refresh_from_db()
    assert matter.is_in_hand
