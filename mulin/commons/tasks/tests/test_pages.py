from io import BytesIO

import pytest
from django.urls import reverse
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from mulin.commons.organisations.models import OrganisationMember
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town

from .. import actions
from ..models import ActionItem
from .promises import a_promise, a_unit, in_days, neighbour, speaker, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def test_one_list_shows_what_i_promised_whatever_place_it_is_for(client, town):
    a_promise(town, neighbour(town), due_on=in_days(-2))
    a_promise(town, what="别人的事")
    client.force_login(neighbour(town))
    page = client.get(reverse("tasks:mine")).content.decode()
    assert "联合交警到校门口整治一次" in page
    assert "过期了" in page
    assert "别人的事" not in page


def test_a_promise_is_told_about_on_its_page(client, town):
    police = a_unit(town)
    item = a_promise(town, police, is_public=True)
    client.force_login(speaker(town, police))
    told = client.post(reverse("tasks:progress", args=[item.pk]), {"text": "约好了周五"})
    assert told.status_code in (302, 303)
    client.post(
        reverse("tasks:progress", args=[item.pk]), {"text": "整治了40分钟", "is_kept": "on"}
    )
    client.logout()
    page = client.get(reverse("tasks:item", args=[item.pk])).content.decode()
    assert "约好了周五" in page
    assert "做到了：整治了40分钟" in page


def test_a_public_promise_hides_the_name_of_who_keeps_it(client, town):
    person = town.join("金玉兰", Role.VOLUNTEER)
    item = a_promise(town, person, is_public=True)
    page = client.get(reverse("tasks:item", args=[item.pk])).content.decode()
    assert "金玉兰" not in page


def test_the_office_lists_who_is_late_and_takes_the_list_to_excel(client, town):
    police = a_unit(town)
    a_promise(town, police, due_on=in_days(-3))
    a_promise(town, what="=cmd|坏公式", due_on=in_days(3))
    client.force_login(staff(town))
    here = reverse("tasks:unit", args=[town.community.pk])
    page = client.get(here).content.decode()
    assert "过期的单位" in page
    late = client.get(here, {"standing": "overdue", "organisation": police.pk}).content.decode()
    assert "坏公式" not in late
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(here, {"as": "xlsx"}).content))
    cells = [row[0] for row in book.get_sheet_by_index(0).to_python()]
    assert "=cmd|坏公式" in cells


@pytest.mark.parametrize("query", [{"standing": "weird"}, {"organisation": "x"}, {"page": "no"}])
def test_a_strange_filter_breaks_nothing(client, town, query):
    client.force_login(staff(town))
    assert client.get(reverse("tasks:unit", args=[town.community.pk]), query).status_code == 200


def test_staff_write_a_promise_down(client, town):
    client.force_login(staff(town))
    police = a_unit(town)
    there = reverse("tasks:new", args=[town.community.pk])
    client.post(
        there,
        {"what": "来一趟", "keeper": f"organisation-{police.pk}", "due_on": in_days(9)},
    )
    assert ActionItem.objects.get().keeper_organisation == police
    page = client.post(there, {"what": "来两趟", "keeper": "organisation-999999"}).content.decode()
    assert "来两趟" in page
    assert ActionItem.objects.count() == 1


def test_a_promise_sent_twice_stands_once(client, town):
    client.force_login(staff(town))
    there = reverse("tasks:new", args=[town.community.pk])
    page = client.get(there)
    receipt = str(page.context["form"]["receipt"].value())
    assert receipt in page.text
    told = {"what": "来一趟", "keeper": f"organisation-{a_unit(town).pk}", "receipt": receipt}
    for _press in range(2):
        assert client.post(there, told).status_code == 303
    assert ActionItem.objects.count() == 1


def test_one_press_hands_everything_over(client, town):
    client.force_login(staff(town))
    leaver = town.join("小周", Role.COMMUNITY_STAFF)
    successor = town.join("小何", Role.COMMUNITY_STAFF)
    a_promise(town, leaver)
    there = reverse("tasks:hand_over", args=[town.community.pk])
    assert "1 件" in client.get(there, {"leaver": leaver.pk}).content.decode()
    client.post(f"{there}?leaver={leaver.pk}", {"successor": successor.pk, "because": "调到街道"})
    assert ActionItem.objects.get().keeper == successor


def feed_urls(client):
    page = client.post(reverse("tasks:make_feed")).content.decode()
    return [part.split("</code>")[0] for part in page.split("<code>")[1:]]


def test_a_calendar_program_reads_my_list_by_a_secret_address(client, town):
    police = a_unit(town)
    officer = speaker(town, police)
    item = a_promise(town, police)
    client.force_login(officer)
    mine, units = feed_urls(client)
    client.logout()
    for url in (mine, units):
        answer = client.get(url)
        assert answer.headers["Cache-Control"] == "private, no-store"
        (event,) = Calendar.from_ical(answer.content).events
        assert event["dtstart"].dt == item.due_on
    OrganisationMember.objects.all().delete()
    assert client.get(units).status_code == 404


def test_a_new_address_shuts_the_old_one_and_a_closed_account_shuts_all(client, town):
    client.force_login(neighbour(town))
    (old,) = feed_urls(client)
    (new,) = feed_urls(client)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    actions.forget_feed(person=neighbour(town))
    assert client.get(new).status_code == 404
