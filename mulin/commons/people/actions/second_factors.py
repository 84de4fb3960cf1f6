"""The code of an authenticator app, and the recovery codes for a day without it."""

import unicodedata
from base64 import b32encode
from secrets import token_bytes

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp import devices_for_user
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from mulin.commons.audit.actions import record
from mulin.errors import Refused

from ..limits import count_attempt, count_within, forgive
from ..models import Person
from ..queries import has_authenticator
from .staff import LOCK_OUT, TRIES_PER_ADDRESS, WRONG_TRIES, check_own_password

DIGITS = 6
RECOVERY_CODES = 10


def prove_second_factor(*, person: Person, code: str, address: str) -> Device:
    """Return the device of this person that made the code; each code counts once."""
    count_within(f"second factors from {address}", TRIES_PER_ADDRESS)
    count_attempt(f"second factor of {person.pk}", WRONG_TRIES, LOCK_OUT)
    device = _device_that_made(person, plain(code))
    if device is None:
        raise Refused(_("动态码不对，或者刚用过。请等应用里换一组数字再试。"))
    forgive(f"second factor of {person.pk}")
    return device


@transaction.atomic(durable=True)
def _device_that_made(person: Person, code: str) -> Device | None:
    """Use a code up; the device is locked, so that the same code twice at once counts once."""
    is_totp = _is_totp(code)
    kind = TOTPDevice if is_totp else StaticDevice
    device = kind.objects.select_for_update().filter(user=person, confirmed=True).first()
    if device is None or not device.verify_token(code if is_totp else digest_of_recovery(code)):
        return None
    if not is_totp:
        record("people.recovery_code_used", by=person, about=person)
    return device


def enrol_authenticator(
    *, actor: Person, secret: str, code: str, password: str | None = None
) -> tuple[Device, list[str]]:
    """
    Let an authenticator app be this person's second factor; return it with recovery codes.

    The first one needs no more than the code that proves it works.  To put another in its
    place takes the password too, so that a borrowed session cannot do it.
    """
    if password is not None:
        check_own_password(actor, password)
    with transaction.atomic():
        me = Person.objects.select_for_update().get(pk=actor.pk)
        if has_authenticator(me) and password is None:
            raise Refused(_("这个账号已经有动态码了，请重新登录。"))
        totp = TOTP(bytes.fromhex(secret))
        if not (_is_totp(plain(code)) and totp.verify(int(plain(code)), tolerance=1)):
            raise Refused(_("数字对不上。请看手机时间准不准，再填应用里现在的 6 位数字。"))
        for old in devices_for_user(me, confirmed=None):
            old.delete()
        device = TOTPDevice.objects.create(
            user=me, name="authenticator", key=secret, last_t=totp.t(), drift=totp.drift
        )
        recovery_codes = _make_recovery_codes(me)
        record("people.authenticator_enrolled", by=me, about=me)
    return device, recovery_codes


def renew_recovery_codes(*, actor: Person, password: str) -> list[str]:
    """Return ten new recovery codes; the old ones no longer count."""
    check_own_password(actor, password)
    with transaction.atomic():
        me = Person.objects.select_for_update().get(pk=actor.pk)
        recovery_codes = _make_recovery_codes(me)
        record("people.recovery_codes_renewed", by=me, about=me)
    return recovery_codes


def _is_totp(code: str) -> bool:
    return len(code) == DIGITS and code.isdecimal()


def _make_recovery_codes(person: Person) -> list[str]:
    """Only digests are kept, so the codes can be shown this once."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery codes")
    codes = [b32encode(token_bytes(5)).decode().lower() for _turn in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=digest_of_recovery(code)) for code in codes
    )
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def digest_of_recovery(code: str) -> str:
    """Return what is kept of a recovery code, as long as its column takes."""
    return salted_hmac("mulin.people.recovery", code, algorithm="sha256").hexdigest()[:16]


def plain(code: str) -> str:
    """Return a code without the spaces, dashes and full-width digits people type."""
    seen = unicodedata.normalize("NFKC", code).lower()
    return "".join(sign for sign in seen if sign.isalnum())


def new_secret() -> str:
    """Return a secret for a new authenticator."""
    return token_bytes(20).hex()


def authenticator_address(person: Person, secret: str) -> str:
    """Return what an authenticator app reads from a QR code."""
    return TOTPDevice(user=person, key=secret).config_url


def secret_in_groups(secret: str) -> str:
    """Return a secret as people type it into an app: letters and digits in groups of four."""
    letters = b32encode(bytes.fromhex(secret)).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))
