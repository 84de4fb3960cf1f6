"""Messages reach telephones through a gateway of one's own, and codes reach nothing else."""

import hmac
import logging
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.checks import run_checks
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from mulin.errors import Refused

from ..actions import CodePurpose, send_code, send_now_or_later, send_soon, send_what_waits
from ..models import PhoneCode, WaitingMessage
from ..sms import CODE_TEXT, PHONE_CHANGED_TEXT, VISIT_OFF_TEXT, ConsoleSms, SmsNotSent
from ..tasks import send_what_waits as send_task
from ..webhook import WebhookSms
from .gateways import Gateway

MI = "13800001234"
SECRET = "s" * 32
CONSOLE, WEBHOOK = (
    f"mulin.commons.people.{name}" for name in ("sms.ConsoleSms", "webhook.WebhookSms")
)


@pytest.fixture
def gateway(settings):
    gateway = Gateway()
    settings.SMS_BACKEND, settings.SMS_WEBHOOK = WEBHOOK, gateway.address
    settings.SMS_SECRET, settings.SMS_TIMEOUT = SECRET, 1
    yield gateway
    gateway.close()


def test_the_gateway_gets_number_words_and_a_signature_it_can_check(gateway):
    WebhookSms().send(MI, CODE_TEXT, {"code": "246810"})
    [(path, headers, body, said)] = gateway.offers
    assert path == "/sms?town=wanghe"
    assert (said["phone"], said["kind"], said["values"]) == (MI, "code", {"code": "246810"})
    assert "246810" in said["text"]
    signed = headers["Mulin-Timestamp"].encode() + b"." + body
    right = hmac.new(SECRET.encode(), signed, sha256).hexdigest()
    assert headers["Mulin-Signature"] == f"sha256={right}"


def test_a_message_speaks_the_readers_language(gateway):
    with translation.override("en"):
        WebhookSms().send(MI, CODE_TEXT, {"code": "246810"})
    assert gateway.offers[0][3]["text"].startswith("Your code is 246810")


@pytest.mark.parametrize("first", [None, 500])
def test_a_broken_connection_is_tried_once_more_under_the_same_key(gateway, first):
    gateway.answers = [first]
    WebhookSms().send(MI, CODE_TEXT, {"code": "246810"})
    keys = {headers["Idempotency-Key"] for _path, headers, _body, _said in gateway.offers}
    assert (len(gateway.offers), len(keys)) == (2, 1)


@pytest.mark.parametrize("answer", [302, 403, 500, None])
def test_what_is_not_taken_is_not_sent_and_the_log_keeps_the_secret(gateway, caplog, answer):
    gateway.answers = [answer, answer]
    with caplog.at_level(logging.DEBUG), pytest.raises(SmsNotSent):
        WebhookSms().send(MI, CODE_TEXT, {"code": "246810"})
    assert len(gateway.offers) == 2
    assert "138****1234" in caplog.text
    assert MI not in caplog.text
    assert "246810" not in caplog.text


@pytest.mark.django_db
def test_whoever_waits_for_a_code_is_told_in_their_language(gateway):
    gateway.close()
    with translation.override("en"), pytest.raises(Refused, match="could not be sent"):
        send_code(phone=MI, purpose=CodePurpose.SIGN_IN, address="1.1.1.1")
    assert not PhoneCode.objects.exists()
    assert not WaitingMessage.objects.exists()


@pytest.mark.django_db
def test_a_warning_waits_until_the_gateway_takes_it(gateway):
    gateway.answers = [500] * 4
    with translation.override("en"):
        send_now_or_later(phone=MI, template=PHONE_CHANGED_TEXT)
    assert send_what_waits() == 0
    send_task(timestamp=0)
    assert [said["kind"] for *_rest, said in gateway.offers] == ["phone_changed"] * 5
    assert len({headers["Idempotency-Key"] for _path, headers, *_rest in gateway.offers}) == 1
    assert gateway.offers[-1][3]["text"].startswith("Your account")
    assert not WaitingMessage.objects.exists()
    assert send_what_waits() == 0


@pytest.mark.django_db
def test_a_warning_nobody_took_for_a_day_is_forgotten(gateway):
    gateway.answers = [500, 500]
    send_now_or_later(phone=MI, template=PHONE_CHANGED_TEXT)
    WaitingMessage.objects.update(given_up_at=timezone.now() - timedelta(seconds=1))
    assert send_what_waits() == 0
    assert not WaitingMessage.objects.exists()
    assert len(gateway.offers) == 2


@pytest.mark.django_db
def test_what_goes_with_an_act_goes_once_and_not_when_it_is_too_late(gateway):
    told = {"phone": MI, "template": VISIT_OFF_TEXT}
    values = {"when": "明天 9:30 ", "what": "老年证", "call": "0990-5550101"}
    send_soon(**told, values=values, until=timezone.now() + timedelta(hours=1))
    send_soon(**told, values=values, until=timezone.now() - timedelta(seconds=1))
    assert not gateway.offers
    assert (send_what_waits(), send_what_waits()) == (1, 0)
    [(*_rest, said)] = gateway.offers
    assert said["values"] == values
    assert "老年证取消了" in said["text"]


def test_the_worker_offers_what_waits_every_five_minutes():
    registry = app.periodic_registry.periodic_tasks
    assert [task.cron for task in registry.values() if task.task is send_task] == ["*/5 * * * *"]


def complaints():
    found = run_checks(include_deployment_checks=True)
    return {fault.id for fault in found if fault.id and fault.id.startswith("people.")}


@pytest.mark.parametrize(
    ("is_demo", "backend", "address", "secret", "complaint"),
    [
        (True, WEBHOOK, "https://sms.example.cn/", SECRET, {"people.E001"}),
        (False, CONSOLE, "", "", {"people.E002"}),
        (False, WEBHOOK, "", SECRET, {"people.E003"}),
        (False, WEBHOOK, "http://sms.example.cn/", SECRET, {"people.E003"}),
        (False, WEBHOOK, "https://sms.example.cn/", "short", {"people.E003"}),
        (False, WEBHOOK, "https://sms.example.cn/", SECRET, set()),
        (False, WEBHOOK, "http://127.0.0.1:8080/sms", SECRET, set()),
        (False, "town.sms.Gateway", "", "", set()),
    ],
)
def test_a_site_without_a_safe_way_to_telephones_is_not_fit_to_serve(
    settings, is_demo, backend, address, secret, complaint
):
    settings.DEMO, settings.SMS_BACKEND = is_demo, backend
    settings.SMS_WEBHOOK, settings.SMS_SECRET = address, secret
    assert complaints() == complaint


def test_no_message_leaves_by_an_address_that_is_not_safe(gateway, settings):
    settings.SMS_WEBHOOK = gateway.address.replace("127.0.0.1", "0.0.0.0")
    with pytest.raises(SmsNotSent):
        WebhookSms().send(MI, CODE_TEXT, {"code": "246810"})
    assert not gateway.offers


def test_a_console_in_production_keeps_codes_to_itself(settings, capsys, caplog):
    settings.DEMO = False
    with pytest.raises(SmsNotSent):
        ConsoleSms().send(MI, CODE_TEXT, {"code": "246810"})
    said = capsys.readouterr().out + caplog.text
    assert "246810" not in said
    assert MI not in said
