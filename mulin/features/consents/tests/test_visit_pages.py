"""The pages of visits: what they take, what they show to whom, and what they cost."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mulin.commons.audit.models import Record
from mulin.commons.places.roles import Role
from mulin.web.sheets import sheet

from .. import own_sections
from .. import visit_tables as tables
from ..models import HouseholdConsent, Objection, Visit
from .visits import STOVE, Walk, make_planning, make_walk

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def door(walk: Walk, place: int) -> str:
    return reverse("consents:door", args=[walk.campaign.pk, walk.asking.home(place).pk])


def pages_of(walk: Walk) -> list[str]:
    place = [walk.campaign.pk, walk.building.pk]
    step = [walk.asking.first.pk]
    return [
        reverse("consents:campaign", args=[walk.campaign.pk]),
        reverse("consents:walk", args=place),
        reverse("consents:walk_sheet", args=place),
        reverse("consents:objections", args=step),
    ]


def questions(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


LOOKED_OVER = "ANALYZE places_dwelling, places_household, electorates_elector"
"""What an import and PostgreSQL itself do after so many rows; tests come before it."""


def test_pages_ask_as_much_for_618_homes_as_for_20():
    counted = []
    for homes in (20, 618):
        with transaction.atomic():
            walk = make_walk(homes=homes, buildings=5)
            connection.cursor().execute(LOOKED_OVER)
            for place in range(5):
                walk.knock(place, objections=[STOVE])
            client = signed_in(walk.office)
            counted.append([questions(client, address) for address in pages_of(walk)])
            transaction.set_rollback(True)
    few, many = counted
    assert few == many
    assert max(many) <= 20


def test_the_board_of_plans_asks_as_much_for_many_as_for_few():
    counted = []
    for homes in (2, 12):
        with transaction.atomic():
            given = make_planning(homes=homes)
            for place in range(homes):
                given.signed(place, is_exemplar=place == 0)
            address = reverse("consents:plans", args=[given.step.pk])
            counted.append(questions(Client(), address))
            transaction.set_rollback(True)
    assert counted[0] == counted[1] <= 12


def test_a_door_is_taken_without_javascript():
    walk = make_walk()
    visitor = signed_in(walk.send("党员老秦"))
    answer = visitor.post(
        door(walk, 0), {"outcome": "answered", "answer": "agree", "key": "k1", "note": "下午在家"}
    )
    assert answer.status_code == 303
    assert Visit.objects.get().note == "下午在家"


def test_a_form_that_lacks_something_keeps_what_was_typed():
    walk = make_walk()
    answer = signed_in(walk.office).post(
        door(walk, 0), {"outcome": "answered", "key": "k1", "topic": "cooking", "note": "下午在家"}
    )
    assert "下午在家" in answer.content.decode()
    assert Visit.objects.count() == 0


def test_an_outbox_is_told_in_a_few_words_what_became_of_an_entry():
    walk = make_walk()
    visitor = walk.send("党员老秦")
    client, head = signed_in(visitor), {"X-Outbox": str(visitor.pk)}
    said = {"outcome": "answered", "answer": "agree", "key": "k1", "seconds_ago": "0"}
    for _time in (1, 2):
        assert client.post(door(walk, 0), said, headers=head).json()["state"] == "kept"
    assert Visit.objects.count() == 1
    refused = client.post(door(walk, 0), said | {"answer": "disagree"}, headers=head)
    assert (refused.status_code, refused.json()["state"]) == (422, "refused")
    assert Client().post(door(walk, 1), said, headers=head).status_code == 401
    other = signed_in(walk.office)
    assert other.post(door(walk, 1), said, headers=head).status_code == 401


def test_who_was_sent_sees_the_doors_of_that_building_and_no_others():
    walk = make_walk(homes=4, buildings=2)
    client = signed_in(walk.send("党员老秦"))
    first, second = walk.asking.compound.buildings.order_by("pk")
    open_, shut = (
        client.get(reverse("consents:walk", args=[walk.campaign.pk, one.pk])).status_code
        for one in (first, second)
    )
    assert (open_, shut) == (200, 404)
    assert client.get(door(walk, 3)).status_code == 404


def test_a_filled_in_walk_sheet_comes_back_once_however_often_it_is_sent():
    walk = make_walk()
    today = timezone.localdate().isoformat()
    client = signed_in(walk.office)
    address = reverse("consents:sheet_upload", args=[walk.campaign.pk])
    blank = client.get(reverse("consents:walk_xlsx", args=[walk.campaign.pk]))
    rows = list(openpyxl.load_workbook(BytesIO(blank.content)).active.values)
    assert rows[3][0] == walk.asking.home(0).number
    filled = [
        [1, "", "", "见到了，答复了", "同意", today],
        [2, "", "", "没人在家", "", today],
        [3, "", "", "不愿意谈", "", today, "", "", "", "做饭", "灶房拆了怎么办"],
    ]
    content = sheet("走访表", tables.walk_columns(), filled)
    for _time in (1, 2):
        assert client.post(address, {"file": _sent(content)}).status_code == 303
    assert Visit.objects.count() == 3
    assert HouseholdConsent.objects.count() == 2
    assert Objection.objects.get().topic == "cooking"


def test_one_wrong_row_and_nothing_of_a_walk_sheet_is_taken():
    walk = make_walk()
    today = timezone.localdate().isoformat()
    rows = [[1, "", "", "见到了，答复了", "同意", today], [99, "", "", "没人在家", "", today]]
    answer = signed_in(walk.office).post(
        reverse("consents:sheet_upload", args=[walk.campaign.pk]),
        {"file": _sent(sheet("走访表", tables.walk_columns(), rows))},
    )
    assert "第 5 行：名册上没有这个序号。" in answer.content.decode()
    assert Visit.objects.count() == 0


def _sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("走访表.xlsx", content)


def test_opening_a_households_card_is_recorded():
    walk = make_walk()
    home = walk.asking.home(0).household
    signed_in(walk.office).get(reverse("consents:household_card", args=[home.pk]))
    record = Record.objects.get(verb="consents.household_opened")
    assert (record.about_id, record.by_id) == (home.pk, walk.office.pk)


def test_the_public_page_of_plans_names_no_door_except_to_who_comes():
    given = make_planning()
    plan = given.signed(is_exemplar=True)
    slot = given.slot(plan)
    address = reverse("consents:plans", args=[given.step.pk])
    assert plan.household.full_address not in Client().get(address).content.decode()
    guest = signed_in(given.town.join("邻居甲", Role.RESIDENT))
    guest.post(reverse("consents:slot", args=[slot.pk]))
    assert plan.household.full_address in guest.get(address).content.decode()


def _of_a_home(*, signed: bool = False):
    """A plan, and somebody who lives in its home for certain."""
    given = make_planning()
    plan = given.signed(cost_share=60_000) if signed else given.written(cost_share=60_000)
    home = plan.household
    resident = given.town.join("林阿姨", Role.RESIDENT, household=home)
    return given, plan, signed_in(resident)


def test_a_household_sees_its_own_plan_before_it_signs_and_nobody_elses():
    given, plan, resident = _of_a_home()
    other = given.written(1, things=["淋浴间"], design_note="别人家的事")
    words = resident.get(reverse("consents:plans", args=[given.step.pk])).content.decode()
    assert "您家的方案" in words
    assert "600.00" in words
    assert "签字以前告诉社区" in words
    assert "别人家的事" not in words
    assert resident.get(reverse("consents:plan_sheet", args=[plan.pk])).status_code == 200
    assert resident.get(reverse("consents:plan_sheet", args=[other.pk])).status_code == 404
    assert resident.get(reverse("consents:plan", args=[plan.pk])).status_code == 404


def test_a_household_that_reads_its_own_plan_is_no_viewing_of_a_card():
    _given, plan, resident = _of_a_home(signed=True)
    sheet_of_it = resident.get(reverse("consents:plan_sheet", args=[plan.pk])).content.decode()
    assert "林阿姨" in sheet_of_it
    assert plan.signature.url not in sheet_of_it, "only the office sees the pictures it keeps"
    assert not Record.objects.filter(verb="consents.household_opened").exists()


def test_nobody_books_a_place_to_see_her_own_home():
    given = make_planning()
    plan = given.signed(is_exemplar=True)
    slot = given.slot(plan)
    resident = signed_in(given.town.join("林阿姨", Role.RESIDENT, household=plan.household))
    words = resident.get(reverse("consents:plans", args=[given.step.pk])).content.decode()
    assert "来看看" not in words
    answer = resident.post(reverse("consents:slot", args=[slot.pk]))
    assert answer.status_code == 403


def test_a_household_takes_along_what_it_raised_and_its_plan():
    given, _plan, _resident = _of_a_home(signed=True)
    person = given.town.people["林阿姨"]
    [raised] = own_sections.objections(person)
    assert raised[1] == "做饭"
    [planned] = own_sections.plans(person)
    assert planned[1:4] == ("卫生间改造", "走廊端头加一间", "600.00")


def test_what_a_door_needs_once_it_is_shown_is_not_called_optional():
    walk = make_walk()
    elector = walk.asking.home(0)
    address = reverse("consents:door", args=[walk.campaign.pk, elector.pk])
    words = signed_in(walk.office).get(address).content.decode()
    answer = words.index("住户的答复")
    assert "选填" not in words[answer : answer + 40]
    note = words.index("备注")
    assert "选填" in words[note : note + 40]
