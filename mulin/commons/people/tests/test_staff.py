from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from mulin.errors import NotAllowed, Refused

from .. import limits, middleware
from ..actions import (
    accept_invitation,
    check_password,
    enrol_authenticator,
    invite_staff,
    new_secret,
    prove_second_factor,
    register_person,
)
from ..models import Attempt, Invitation, Person
from ..sessions import start_demo_session, start_session
from .arrivals import PASSWORD, code_now, code_of, come_in, hire, is_in
from .crowds import at_once

pytestmark = pytest.mark.django_db


def say_password(client, login="shen", password=PASSWORD):
    return client.post("/sign-in/staff/", {"login": login, "password": password})


def say_code(client, code):
    return client.post("/sign-in/second-factor/", {"code": code})


def come_to_work(client, person):
    say_password(client, person.login)
    TOTPDevice.objects.filter(user=person).update(last_t=-1)
    say_code(client, code_of(person))


def test_an_invitation_leads_through_password_and_authenticator_into_the_house(client):
    shen = register_person(actor=None, full_name="沈亦舟")
    link = f"/invitation/{invite_staff(actor=None, person=shen)}/"
    assert "沈亦舟" in client.get(link).content.decode()
    chosen = client.post(link, {"login": "Shen.YZ", "password": PASSWORD, "again": PASSWORD})
    assert chosen.url == "/sign-in/second-factor/"
    assert not is_in(client)
    assert client.get(chosen.url).url == "/sign-in/authenticator/"
    page = client.get("/sign-in/authenticator/")
    secret = client.session["arrival"]["secret"]
    assert page.context["secret"].count(" ") == 7
    assert client.post("/sign-in/authenticator/", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    set_up = client.post("/sign-in/authenticator/", {"code": code_now(secret)})
    assert set_up.url == "/me/security/codes/"
    codes = client.get(set_up.url).context["codes"]
    assert len(set(codes)) == 10
    assert codes[0] in client.get("/me/security/codes.txt").content.decode()
    client.post(set_up.url)
    assert client.get(set_up.url).status_code == 302
    assert client.get("/me/security/codes.txt").status_code == 404
    assert is_in(client)
    assert Person.objects.get().login == "shen.yz"


def test_recovery_codes_cannot_be_read_from_the_table():
    _shen, codes = hire()
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & {code.replace("-", "") for code in codes}


def test_an_invitation_works_once_and_for_seven_days(client):
    shen = register_person(actor=None, full_name="沈亦舟")
    first = invite_staff(actor=None, person=shen)
    second = invite_staff(actor=None, person=shen)
    assert client.get(f"/invitation/{first}/").status_code == 404
    accept_invitation(token=second, login="shen", password=PASSWORD)
    assert client.get(f"/invitation/{second}/").status_code == 404
    with pytest.raises(Refused, match="用过了"):
        accept_invitation(token=second, login="shen", password=PASSWORD)
    third = invite_staff(actor=None, person=shen)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused, match="过期"):
        accept_invitation(token=third, login="shen", password=PASSWORD)
    assert client.get("/invitation/forged/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_eight_times_at_once_is_accepted_once():
    token = invite_staff(actor=None, person=register_person(actor=None, full_name="沈亦舟"))
    through, refused = at_once(
        lambda: accept_invitation(token=token, login="shen", password=PASSWORD)
    )
    assert (len(through), len(refused)) == (1, 7)


def test_the_link_is_not_in_the_table():
    token = invite_staff(actor=None, person=register_person(actor=None, full_name="沈亦舟"))
    assert token not in Invitation.objects.get().digest


def test_two_people_cannot_have_one_login(client):
    hire("shen")
    token = invite_staff(actor=None, person=register_person(actor=None, full_name="沈二"))
    page = client.post(
        f"/invitation/{token}/", {"login": "SHEN", "password": PASSWORD, "again": PASSWORD}
    )
    assert "有人用了" in page.content.decode()
    assert Invitation.objects.filter(used_at=None).count() == 1


@pytest.mark.parametrize(
    ("login", "password", "again", "sentence"),
    [
        ("s", PASSWORD, PASSWORD, "3 到 30 位"),
        ("沈亦舟", PASSWORD, PASSWORD, "3 到 30 位"),
        ("shen", "short", "short", "至少要 10 位"),
        ("shen", "1234567890", "1234567890", "常见"),
        ("shen", PASSWORD, PASSWORD + "！", "两遍不一样"),
        ("shen\x00", PASSWORD, PASSWORD, "field__error"),
        ("shen", "密" * 5000, "密" * 5000, "field__error"),
    ],
)
def test_a_bad_login_or_password_is_refused_with_a_sentence(
    client, login, password, again, sentence
):
    token = invite_staff(actor=None, person=register_person(actor=None, full_name="沈亦舟"))
    page = client.post(
        f"/invitation/{token}/", {"login": login, "password": password, "again": again}
    )
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert password not in page.content.decode()
    assert Person.objects.get().login is None


def test_password_and_code_open_the_house_and_one_of_them_does_not(client):
    shen, _codes = hire()
    assert say_password(client, "SHEN").url == "/sign-in/second-factor/"
    assert not is_in(client)
    assert say_code(client, "000000").status_code == 200
    assert not is_in(client)
    assert say_code(client, code_of(shen)).url == "/"
    assert is_in(client)


def test_a_code_used_once_is_refused(client):
    shen, _codes = hire()
    code = code_of(shen)
    say_password(client)
    say_code(client, code)
    other = Client()
    say_password(other)
    assert "刚用过" in say_code(other, code).content.decode()
    assert not is_in(other)


@pytest.mark.django_db(transaction=True)
def test_a_code_used_five_times_at_once_counts_once():
    shen, codes = hire()
    for code in (code_of(shen), codes[0]):
        through, refused = at_once(
            lambda code=code: prove_second_factor(person=shen, code=code, address="1.1.1.1"), 5
        )
        assert (len(through), len(refused)) == (1, 4)


def test_a_recovery_code_counts_once_however_it_is_typed(client):
    _shen, codes = hire()
    say_password(client)
    assert say_code(client, codes[0].upper().replace("-", " ")).url == "/"
    other = Client()
    say_password(other)
    say_code(other, codes[0])
    assert not is_in(other)


def test_somebody_with_few_recovery_codes_left_is_told(client):
    shen, codes = hire()
    for spent in codes[:7]:
        prove_second_factor(person=shen, code=spent, address="1.1.1.1")
    say_password(client)
    page = client.post("/sign-in/second-factor/", {"code": codes[7]}, follow=True)
    assert "恢复码只剩 2 个" in page.content.decode()


def test_five_wrong_passwords_shut_the_account_until_a_time_that_is_told(client):
    hire()
    for _try in range(5):
        assert "登录名或密码不对" in say_password(client, password="不是这个").content.decode()
    page = say_password(client).content.decode()
    assert "以后再试" in page
    with pytest.raises(Refused, match=r"\d\d:\d\d"):
        check_password(login="shen", password=PASSWORD, address="9.9.9.9")


def test_the_lock_ends_after_a_quarter_of_an_hour(client, monkeypatch):
    hire()
    for _try in range(5):
        say_password(client, password="不是这个")
    later = timezone.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(limits.timezone, "now", lambda: later)
    assert say_password(client).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_eight_guesses_at_once_are_at_most_five():
    hire()
    _through, refused = at_once(
        lambda: check_password(login="shen", password="不是这个", address="1.1.1.1")
    )
    answered = [refusal for refusal in refused if "不对" in str(refusal)]
    assert len(answered) == 5


def test_an_unknown_login_gets_the_same_answer_and_the_same_lock(client):
    hire()
    answers = []
    for login in ("shen", "nobody"):
        page = [say_password(Client(), login, "不是这个") for _try in range(6)]
        answers.append([(p.status_code, str(p.context["form"].errors)) for p in page])
    assert answers[0] == answers[1]


def test_five_wrong_codes_shut_the_second_factor(client):
    _shen, codes = hire()
    say_password(client)
    for _try in range(5):
        say_code(client, "000000")
    assert "以后再试" in say_code(client, codes[0]).content.decode()
    assert not is_in(client)


def test_a_password_changed_meanwhile_ends_the_way_in(client):
    shen, _codes = hire()
    say_password(client)
    shen.set_password("另一个更长的密码")
    shen.save()
    assert say_code(client, code_of(shen)).url == "/sign-in/"
    assert not is_in(client)


def test_who_knows_only_the_password_cannot_put_another_authenticator_in_place(client):
    shen = register_person(actor=None, full_name="沈亦舟")
    token = invite_staff(actor=None, person=shen)
    shen = accept_invitation(token=token, login="shen", password=PASSWORD)
    thief = Client()
    say_password(thief)
    thief.get("/sign-in/authenticator/")
    stolen = thief.session["arrival"]["secret"]
    mine = new_secret()
    enrol_authenticator(actor=shen, secret=mine, code=code_now(mine))
    assert thief.post("/sign-in/authenticator/", {"code": code_now(stolen)}).url == "/sign-in/"
    with pytest.raises(Refused, match="已经有动态码"):
        enrol_authenticator(actor=shen, secret=stolen, code=code_now(stolen))
    assert TOTPDevice.objects.get().key == mine


def test_a_new_authenticator_takes_the_password_and_ends_the_old_one(client):
    shen, old_codes = hire()
    come_to_work(client, shen)
    client.get("/me/security/authenticator/")
    secret = client.session["new_secret"]
    code = code_now(secret)
    address = "/me/security/authenticator/"
    wrong = client.post(address, {"code": code, "password": "不是这个"})
    assert "现在的密码不对" in wrong.content.decode()
    assert client.post(address, {"code": code, "password": PASSWORD}).url == "/me/security/codes/"
    assert TOTPDevice.objects.get().key == secret
    assert is_in(client)
    with pytest.raises(Refused):
        prove_second_factor(person=shen, code=old_codes[0], address="1.1.1.1")


def test_new_recovery_codes_end_the_old_ones(client):
    shen, old_codes = hire()
    come_to_work(client, shen)
    client.post("/me/security/new-codes/", {"password": PASSWORD})
    fresh = client.get("/me/security/codes/").context["codes"]
    with pytest.raises(Refused):
        prove_second_factor(person=shen, code=old_codes[0], address="1.1.1.1")
    assert prove_second_factor(person=shen, code=fresh[0], address="1.1.1.1")


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(client):
    shen, _codes = hire()
    other = Client()
    come_to_work(client, shen)
    come_to_work(other, shen)
    assert is_in(client)
    assert is_in(other)
    new = "换一个更长更好记的密码"
    given = {"old": PASSWORD, "password": new, "again": new}
    assert client.post("/me/security/password/", given).url == "/me/security/"
    assert is_in(client)
    assert not is_in(other)


def test_a_new_invitation_lets_somebody_back_in_who_lost_everything(client):
    shen, _codes = hire()
    come_to_work(client, shen)
    token = invite_staff(actor=None, person=shen)
    given = {"login": "shen", "password": PASSWORD + "！", "again": PASSWORD + "！"}
    assert client.post(f"/invitation/{token}/", given).url == "/sign-in/second-factor/"
    assert not is_in(client)
    assert client.get("/sign-in/second-factor/").url == "/sign-in/authenticator/"


def test_a_resident_who_becomes_staff_loses_the_session_opened_by_telephone(client):
    come_in(client, "13800000001")
    person = Person.objects.get()
    token = invite_staff(actor=None, person=person)
    assert is_in(client)
    accept_invitation(token=token, login="shi", password=PASSWORD, visitor=person)
    assert not is_in(client)


def test_whoever_holds_an_invitation_does_not_hold_the_neighbours_account(client):
    neighbour = Client()
    come_in(neighbour, "13800000001")
    person = Person.objects.get()
    link = f"/invitation/{invite_staff(actor=None, person=person)}/"
    chosen = {"login": "shi", "password": PASSWORD, "again": PASSWORD}
    for answer in (client.get(link), client.post(link, chosen)):
        assert answer.url == f"/sign-in/?next={link}"
    come_in(client, "13800000002")
    assert client.post(link, chosen).status_code == 403
    assert Person.objects.get(pk=person.pk).login is None
    assert is_in(neighbour)
    assert neighbour.post(link, chosen).url == "/sign-in/second-factor/"
    assert Person.objects.get(pk=person.pk).login == "shi"


def test_staff_are_signed_out_after_two_quiet_hours_and_residents_after_a_month(
    client, monkeypatch
):
    shen, _codes = hire()
    come_to_work(client, shen)
    start = timezone.now()

    def it_is(minutes):
        monkeypatch.setattr(middleware.timezone, "now", lambda: start + timedelta(minutes=minutes))

    for minutes in (60, 170, 280):
        it_is(minutes)
        assert is_in(client)
    it_is(280 + 121)
    assert not is_in(client)
    resident = Client()
    Attempt.objects.all().delete()
    monkeypatch.undo()
    come_in(resident, "13800000001")
    assert resident.session.get_expiry_age() == 30 * 24 * 3600


def test_no_way_in_lets_staff_skip_the_second_factor(rf, client):
    shen, _codes = hire()
    other, _more = hire("other")
    request = rf.get("/")
    request.session, request.user = client.session, shen
    with pytest.raises(NotAllowed):
        start_session(request, shen)
    with pytest.raises(NotAllowed):
        start_session(request, shen, device=TOTPDevice.objects.get(user=other))


def test_the_demo_door_does_not_exist_elsewhere(rf, client, settings):
    settings.DEMO = False
    request = rf.get("/")
    request.session = client.session
    with pytest.raises(NotAllowed):
        start_demo_session(request, register_person(actor=None))


def test_the_first_operator_is_made_from_the_command_line(client, capsys, settings):
    settings.PUBLIC_ADDRESS = "https://mulin.example.cn/"
    call_command("create_operator", "沈亦舟", "shen")
    call_command("create_operator", "沈亦舟", "shen")
    first, second = capsys.readouterr().out.split()
    assert second.startswith("https://mulin.example.cn/invitation/")
    assert Person.objects.get().login == "shen"
    assert client.get(first.removeprefix("https://mulin.example.cn")).status_code == 404
    assert client.get(second.removeprefix("https://mulin.example.cn")).status_code == 200
