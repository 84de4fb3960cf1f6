import json
from io import BytesIO

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from openpyxl import load_workbook

from mulin.commons.audit.models import Record
from mulin.errors import Refused

from .. import mydata, queries
from ..actions import (
    anonymise,
    change_phone,
    correct_my_names,
    give_consent,
    note_viewing,
    register_person,
    withdraw_consent,
)
from ..models import Attempt, Person, PhoneCode, PrivacyConsent
from ..purposes import ACCOUNT, PUBLIC_NAME, SMS_NOTICES
from .arrivals import ask_code, come_in, hire, is_in

pytestmark = pytest.mark.django_db
OLD, NEW = "13800000001", "13900000002"


@pytest.fixture
def mi(client):
    come_in(client, OLD)
    Attempt.objects.all().delete()
    return Person.objects.get(phone=OLD)


@pytest.fixture
def rooms(monkeypatch):
    """Let a test hand in sections that are gone afterwards."""
    monkeypatch.setattr(mydata, "_sections", dict(mydata._sections))
    return mydata


def test_i_correct_my_name_and_choose_what_neighbours_call_me(client, mi):
    client.post("/me/names/", {"full_name": " 米素珍\u200b ", "public_name": "爱种花的米阿姨"})
    mi.refresh_from_db()
    assert (mi.full_name, mi.name_in_public) == ("米素珍", "爱种花的米阿姨")
    assert queries.has_agreed_to(mi, PUBLIC_NAME.key)
    details = Record.objects.get(verb="people.names_corrected").details
    assert details == {"changed": ["full_name", "public_name"]}


def test_taking_back_the_public_name_masks_the_name_again(client, mi):
    correct_my_names(actor=mi, full_name="米素珍", public_name="米阿姨")
    client.post("/me/consents/", {"purpose": "public_name", "withdraw": "1"})
    mi.refresh_from_db()
    assert mi.name_in_public == "米*"
    assert not queries.has_agreed_to(mi, PUBLIC_NAME.key)


def test_clearing_the_public_name_takes_the_consent_back(mi):
    correct_my_names(actor=mi, full_name="米素珍", public_name="米阿姨")
    correct_my_names(actor=mi, full_name="米素珍", public_name="")
    assert not queries.has_agreed_to(mi, PUBLIC_NAME.key)


def test_consent_is_taken_back_as_easily_as_given_and_its_history_stays(client, mi):
    for word in ("give", "give", "withdraw", "withdraw", "give"):
        assert (
            client.post("/me/consents/", {"purpose": "sms_notices", word: "1"}).status_code == 303
        )
    rows = PrivacyConsent.objects.filter(purpose=SMS_NOTICES.key)
    assert [bool(row.withdrawn_at) for row in rows] == [False, True]
    assert "短信提醒" in client.get("/me/consents/").content.decode()


def test_a_new_wording_is_agreed_to_anew(mi):
    give_consent(actor=mi, purpose=SMS_NOTICES)
    PrivacyConsent.objects.filter(purpose=SMS_NOTICES.key).update(text_version="2020-01")
    give_consent(actor=mi, purpose=SMS_NOTICES)
    versions = PrivacyConsent.objects.filter(purpose=SMS_NOTICES.key, withdrawn_at=None)
    assert [row.text_version for row in versions] == ["2026-11b"]


def test_what_an_account_needs_is_taken_back_only_with_the_account(client, mi):
    with pytest.raises(Refused, match="注销"):
        withdraw_consent(actor=mi, purpose=ACCOUNT)
    assert client.post("/me/consents/", {"purpose": "account", "withdraw": "1"}).status_code == 409
    assert client.post("/me/consents/", {"purpose": "selling", "give": "1"}).status_code == 404


def test_a_new_phone_is_proved_by_a_code_and_other_sessions_end(client, mi):
    other = Client()
    other.post("/sign-in/code/", {"digits": ask_code(other, OLD)})
    assert is_in(other)
    assert client.post("/me/phone/", {"phone": NEW}).url == "/me/phone/code/"
    digits = client.get("/me/phone/code/").context["shown"]
    assert client.post("/me/phone/code/", {"digits": digits}).url == "/me/"
    mi.refresh_from_db()
    assert mi.phone == NEW
    assert is_in(client)
    assert not is_in(other)


def test_a_code_for_a_new_phone_opens_no_account(client, mi):
    client.post("/me/phone/", {"phone": NEW})
    digits = client.get("/me/phone/code/").context["shown"]
    stranger = Client()
    ask_code(stranger, "13700000003")
    session = stranger.session
    session["arrival"] = {**session["arrival"], "code": client.session["arrival"]["code"]}
    session.save()
    assert stranger.post("/sign-in/code/", {"digits": digits}).status_code == 200
    assert not is_in(stranger)


def test_a_phone_that_somebody_has_cannot_be_taken(client, mi):
    register_person(actor=None, phone=NEW)
    client.post("/me/phone/", {"phone": NEW})
    digits = client.get("/me/phone/code/").context["shown"]
    assert "已经有账号" in client.post("/me/phone/code/", {"digits": digits}).content.decode()
    mi.refresh_from_db()
    assert mi.phone == OLD


def test_the_old_phone_is_told_when_the_number_changes(
    mi, monkeypatch, django_capture_on_commit_callbacks
):
    box = []
    monkeypatch.setattr(
        "mulin.commons.people.actions.messages.send_sms", lambda *message: box.append(message)
    )
    with django_capture_on_commit_callbacks(execute=True):
        change_phone(actor=mi, phone=NEW)
    assert [message[:3] for message in box] == [(OLD, "phone_changed", {})]


def test_i_see_what_is_held_about_me_and_who_looked(client, mi):
    shen = register_person(actor=None, full_name="沈亦舟")
    note_viewing(actor=shen, person=mi)
    note_viewing(actor=mi, person=mi)
    page = client.get("/me/data/").content.decode()
    assert OLD in page
    assert page.count("沈*") == 1
    assert "开了账号" in page


def test_i_take_my_data_along_as_json(client, mi):
    answer = client.get("/me/data/my-data.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    held = json.loads(answer.content)
    assert {"项目": "手机号", "内容": OLD} in held["账号"]
    assert held["我的同意"][0]["用途"] == "开账号"
    assert Record.objects.filter(verb="people.data_exported", by=mi).count() == 1


def test_nothing_in_my_excel_file_is_a_formula(client, mi):
    evil = '=HYPERLINK("http://evil.example","米")'
    correct_my_names(actor=mi, full_name=evil, public_name="@SUM(1)")
    answer = client.get("/me/data/my-data.xlsx")
    cells = [
        cell for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row
    ]
    assert evil in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_another_room_shows_what_it_holds(client, mi, rooms):
    rows = lambda person: ((number, person.full_name) for number in range(25))  # noqa: E731
    rooms.register(rooms.Section("flowers", "我种的花", ("号", "名字"), rows, page="people:me"))
    page = client.get("/me/data/").content.decode()
    assert "我种的花" in page
    assert "还有更早的" in page
    assert len(json.loads(client.get("/me/data/my-data.json").content)["我种的花"]) == 25
    assert "我种的花" in client.get("/me/").content.decode()


def test_two_rooms_cannot_hand_in_the_same_section(rooms):
    with pytest.raises(Exception, match="two rooms"):
        rooms.register(rooms.Section("account", "账号", (), lambda person: ()))


@pytest.mark.parametrize("word", ["", "好的", "注 销", "x" * 5000])
def test_leaving_takes_the_word(client, mi, word):
    assert client.post("/me/leave/", {"word": word}).status_code == 200
    mi.refresh_from_db()
    assert mi.is_active


def test_who_leaves_takes_their_name_along_and_leaves_what_they_did(client, mi):
    other = Client()
    other.post("/sign-in/code/", {"digits": ask_code(other, OLD)})
    correct_my_names(actor=mi, full_name="米素珍", public_name="米阿姨")
    done = Record.objects.filter(by=mi).count()
    assert client.post("/me/leave/", {"word": "注销"}).url == "/"
    gone = Person.objects.get(pk=mi.pk)
    assert (gone.phone, gone.login, gone.full_name, gone.public_name) == (None, None, "", "")
    assert gone.name_in_public == "邻居"
    assert Record.objects.filter(by=mi).count() == done + 1
    assert not PrivacyConsent.objects.filter(withdrawn_at=None).exists()
    assert not PhoneCode.objects.filter(phone=OLD).exists()
    assert not is_in(client)
    assert not is_in(other)
    Attempt.objects.all().delete()
    come_in(client, OLD)
    assert Person.objects.get(phone=OLD).pk != mi.pk


def test_staff_who_leave_leave_no_device_behind():
    shen, _codes = hire()
    anonymise(actor=shen)
    assert not queries.has_authenticator(shen)
    assert queries.recovery_codes_left(shen) == 0


def test_a_room_forgets_in_the_same_transaction_or_everything_stays(client, mi, rooms):
    def forget(person):
        person.public_name = "half done"
        person.save()
        raise Refused("请先把手里的事交给别人。")

    rooms.register(rooms.Section("keys", "我管的钥匙", (), lambda person: (), forget=forget))
    page = client.post("/me/leave/", {"word": "注销"})
    assert "交给别人" in page.content.decode()
    mi.refresh_from_db()
    assert (mi.phone, mi.public_name, mi.is_active) == (OLD, "", True)
    assert is_in(client)


def test_somebody_who_left_cannot_leave_again(mi):
    anonymise(actor=mi)
    with pytest.raises(Refused):
        anonymise(actor=mi)


def test_records_keep_no_names_and_no_numbers(client, mi):
    correct_my_names(actor=mi, full_name="米素珍", public_name="米阿姨")
    change_phone(actor=mi, phone=NEW)
    kept = json.dumps(list(Record.objects.values_list("details", flat=True)), ensure_ascii=False)
    assert not [word for word in ("米素珍", "米阿姨", OLD, NEW) if word in kept]


@pytest.mark.parametrize("address", ["/me/", "/me/data/", "/me/consents/"])
def test_pages_cost_the_same_with_a_long_history(
    client, mi, address, django_assert_max_num_queries
):
    rooms_speak = len(mydata.sections()) if address == "/me/data/" else 0
    with django_assert_max_num_queries(10 + rooms_speak) as few:
        client.get(address)
    shen = register_person(actor=None, full_name="沈亦舟")
    for _turn in range(30):
        note_viewing(actor=shen, person=mi)
        give_consent(actor=mi, purpose=SMS_NOTICES)
        withdraw_consent(actor=mi, purpose=SMS_NOTICES)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_nobody_else_opens_my_pages(client):
    Person.objects.create(phone=OLD, password=make_password(None))
    for address in ("/me/", "/me/data/", "/me/data/my-data.json", "/me/names/", "/me/leave/"):
        assert client.get(address).url.startswith("/sign-in/?next=")
