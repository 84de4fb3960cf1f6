"""Short messages that are still worth reading an hour later."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone, translation

from ..models import WaitingMessage
from ..sms import SmsNotSent, send_sms

PATIENCE = timedelta(days=1)


def send_now_or_later(*, phone: str, template: str) -> None:
    """Send a message without variables; when the gateway does not take it, let it wait."""
    key = uuid4()
    try:
        send_sms(phone, template, {}, str(key))
    except SmsNotSent:
        WaitingMessage.objects.create(
            phone=phone,
            template=template,
            key=key,
            language=translation.get_language() or "",
            given_up_at=timezone.now() + PATIENCE,
        )


def send_soon(
    *,
    phone: str,
    template: str,
    values: Mapping[str, str],
    until: datetime,
    key: UUID | None = None,
) -> None:
    """Let a message go with the act it tells of: the worker offers it until it is too late."""
    WaitingMessage.objects.create(
        phone=phone,
        template=template,
        values=dict(values),
        key=key or uuid4(),
        language=translation.get_language() or "",
        given_up_at=until,
    )


def take_back_message(*, key: UUID) -> None:
    """Keep a message from going, as far as it has not gone yet."""
    WaitingMessage.objects.filter(key=key).delete()


def send_what_waits() -> int:
    """Offer each waiting message once more, until it is too late; return how many went."""
    WaitingMessage.objects.filter(given_up_at__lt=timezone.now()).delete()
    waiting = WaitingMessage.objects.values_list("pk", flat=True)
    return sum(_send_again(pk) for pk in waiting)


@transaction.atomic
def _send_again(pk: int) -> bool:
    # Another worker may be sending it: leave it to that one.
    message = WaitingMessage.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if message is None:
        return False
    try:
        with translation.override(message.language or None):
            send_sms(message.phone, message.template, message.values, str(message.key))
    except SmsNotSent:
        return False
    message.delete()
    return True
