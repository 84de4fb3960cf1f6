"""Six digits by telephone."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import randbelow

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.errors import Refused

from ..limits import count_within
from ..models import Attempt, Invitation, PhoneCode
from ..sms import CODE_TEXT, SmsNotSent, send_sms

CodePurpose = PhoneCode.Purpose
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIFE = 10 * MINUTE
TRIES = 5
CODES_PER_PHONE = [(1, MINUTE), (5, HOUR), (10, DAY)]
CODES_PER_ADDRESS = [(60, HOUR), (300, DAY)]
"""Generous: a whole building may go out through one address."""

TRIES_PER_ADDRESS = [(120, HOUR)]


@dataclass(frozen=True)
class SentCode:
    """A code on its way; the digits are only for the page of a demo."""

    pk: int
    digits: str


def send_code(*, phone: str, purpose: CodePurpose, address: str) -> SentCode:
    """Send a fresh code to a telephone, whoever holds it and whether we know it or not."""
    count_within(f"code to address {address}", CODES_PER_ADDRESS)
    count_within(f"code to phone {phone}", CODES_PER_PHONE)
    digits = f"{randbelow(10**6):06}"
    code = PhoneCode.objects.create(
        phone=phone,
        purpose=purpose,
        digest=_digest(phone, purpose, digits),
        expires_at=timezone.now() + LIFE,
    )
    try:
        send_sms(phone, CODE_TEXT, {"code": digits})
    except SmsNotSent as failure:
        code.delete()
        raise Refused(_("短信没发出去，请过一会儿再试。")) from failure
    return SentCode(code.pk, digits)


def prove_phone(*, code_id: int | None, purpose: CodePurpose, digits: str, address: str) -> str:
    """Return the telephone whose code was typed, and use the code up."""
    count_within(f"code tries from {address}", TRIES_PER_ADDRESS)
    code, refusal = _try_digits(code_id, purpose, digits)
    if refusal:
        raise Refused(refusal)
    return code.phone


@transaction.atomic(durable=True)
def _try_digits(code_id: int | None, purpose: CodePurpose, digits: str) -> tuple[PhoneCode, str]:
    """Use a code up or count a wrong try; a refusal is returned, so that the try stays."""
    code = PhoneCode.objects.select_for_update().filter(pk=code_id or 0, purpose=purpose).first()
    if code is None or code.used_at or code.expires_at <= timezone.now():
        return PhoneCode(), _("这个验证码过期了或者用过了，请再要一个。")
    if code.tries >= TRIES:
        return code, _("错了 5 次，这个验证码作废了，请再要一个。")
    if not constant_time_compare(code.digest, _digest(code.phone, purpose, digits)):
        code.tries += 1
        code.save(update_fields=["tries"])
        return code, _tries_left(TRIES - code.tries)
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    return code, ""


def _tries_left(left: int) -> str:
    if not left:
        return _("错了 5 次，这个验证码作废了，请再要一个。")
    return ngettext(
        "验证码不对，请看看最新一条短信，还能试 %(left)s 次。",
        "验证码不对，请看看最新一条短信，还能试 %(left)s 次。",
        left,
    ) % {"left": left}


def _digest(phone: str, purpose: str, digits: str) -> str:
    return salted_hmac(
        "mulin.people.code", f"{purpose} {phone} {digits}", algorithm="sha256"
    ).hexdigest()


def forget_expired_codes() -> int:
    """Delete codes, invitations, tries and sessions that are over; return how many rows went."""
    now = timezone.now()
    over = (
        PhoneCode.objects.filter(expires_at__lt=now),
        Invitation.objects.filter(expires_at__lt=now),
        Attempt.objects.filter(counts_until__lt=now),
    )
    SessionStore.clear_expired()
    return sum(rows.delete()[0] for rows in over)
