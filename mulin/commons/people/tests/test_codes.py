from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from mulin.commons.audit.models import Record
from mulin.errors import Refused

from .. import limits
from ..actions import CodePurpose, codes, forget_expired_codes, prove_phone, send_code
from ..models import Attempt, PhoneCode
from ..sms import SmsNotSent
from ..tasks import forget_expired_codes as forget_task
from .crowds import at_once

MI = "13800000001"
SIGN_IN = CodePurpose.SIGN_IN


def sent(phone=MI, purpose=SIGN_IN, address="1.1.1.1"):
    return send_code(phone=phone, purpose=purpose, address=address)


def typed(code, digits=None, purpose=SIGN_IN):
    return prove_phone(
        code_id=code.pk, purpose=purpose, digits=digits or code.digits, address="1.1.1.1"
    )


def wrong(code):
    return "000000" if code.digits != "000000" else "111111"


@pytest.fixture
def outbox(monkeypatch):
    box = []
    monkeypatch.setattr(codes, "send_sms", lambda *message: box.append(message))
    return box


@pytest.mark.django_db
def test_the_message_carries_the_code_and_the_table_does_not(outbox):
    code = sent()
    assert outbox == [(MI, "code", {"code": code.digits})]
    kept = PhoneCode.objects.get()
    assert code.digits not in kept.digest
    assert len(kept.digest) == 64
    assert typed(code) == MI


@pytest.mark.django_db
def test_a_code_counts_once(outbox):
    code = sent()
    typed(code)
    with pytest.raises(Refused, match="用过"):
        typed(code)


@pytest.mark.django_db(transaction=True)
def test_a_code_typed_in_eight_places_at_once_counts_once(outbox):
    code = sent()
    through, refused = at_once(lambda: typed(code))
    assert (through, len(refused)) == ([MI], 7)


@pytest.mark.django_db
def test_a_code_is_void_after_five_wrong_tries_even_for_the_right_digits(outbox):
    code = sent()
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused, match=f"还能试 {left} 次"):
            typed(code, wrong(code))
    with pytest.raises(Refused, match="作废"):
        typed(code, wrong(code))
    with pytest.raises(Refused, match="作废"):
        typed(code)


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_at_once_are_all_counted(outbox):
    code = sent()
    at_once(lambda: typed(code, wrong(code)))
    assert PhoneCode.objects.get().tries == 5


@pytest.mark.django_db
def test_a_code_is_over_after_ten_minutes(outbox, monkeypatch):
    code = sent()
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(codes.timezone, "now", lambda: later)
    with pytest.raises(Refused, match="过期"):
        typed(code)


@pytest.mark.django_db
def test_a_code_serves_only_what_it_was_sent_for(outbox):
    with pytest.raises(Refused):
        typed(sent(purpose=CodePurpose.CHANGE_PHONE))


@pytest.mark.django_db
def test_nobody_can_type_a_code_that_was_never_sent(outbox):
    with pytest.raises(Refused):
        prove_phone(code_id=None, purpose=SIGN_IN, digits="123456", address="1.1.1.1")
    with pytest.raises(Refused):
        prove_phone(code_id=10**9, purpose=SIGN_IN, digits="123456", address="1.1.1.1")


@pytest.mark.django_db
def test_a_phone_gets_one_code_a_minute_and_five_an_hour(outbox, monkeypatch):
    start = timezone.now()

    def it_is(minutes):
        monkeypatch.setattr(limits.timezone, "now", lambda: start + timedelta(minutes=minutes))

    for minutes in (0, 2, 4, 6, 8):
        it_is(minutes)
        sent()
        with pytest.raises(Refused, match="再试"):
            sent()
    it_is(20)
    with pytest.raises(Refused, match="以后再试"):
        sent()
    assert len(outbox) == 5


@pytest.mark.django_db
def test_one_address_cannot_have_codes_sent_to_the_whole_town(outbox):
    for number in range(60):
        sent(f"138000010{number:02}")
    with pytest.raises(Refused):
        sent("13900000000")
    sent("13900000000", address="2.2.2.2")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_send_one_message(outbox):
    through, refused = at_once(sent)
    assert (len(through), len(refused), len(outbox)) == (1, 7, 1)


@pytest.mark.django_db
def test_a_gateway_that_fails_leaves_no_code_behind(monkeypatch):
    def broken(*_message):
        raise SmsNotSent

    monkeypatch.setattr(codes, "send_sms", broken)
    with pytest.raises(Refused, match="没发出去"):
        sent()
    assert not PhoneCode.objects.exists()


@pytest.mark.django_db
def test_what_is_over_is_forgotten_and_what_is_not_stays(outbox, monkeypatch):
    sent()
    assert forget_expired_codes() == 0
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(codes.timezone, "now", lambda: later)
    assert forget_expired_codes() == 3
    assert not PhoneCode.objects.exists()
    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_records_never_hold_a_telephone_number(outbox):
    sent()
    assert not Record.objects.filter(details__icontains=MI).exists()


@pytest.mark.django_db
def test_the_worker_forgets_every_hour(outbox, monkeypatch):
    registry = app.periodic_registry.periodic_tasks
    assert [task.cron for task in registry.values() if task.task is forget_task] == ["17 * * * *"]
    sent()
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(codes.timezone, "now", lambda: later)
    forget_task(timestamp=0)
    assert not PhoneCode.objects.exists()
