"""
Hand short messages to an address of one's own: the gateway a town's own people can write.

A message is a POST of JSON: `phone`, `kind` (a word of `sms.py`), `values` and the whole
`text`.  `Mulin-Signature` is the HMAC-SHA256 of `Mulin-Timestamp`, a dot and the body, so that
the other side knows who speaks and when; `Idempotency-Key` is the same when one message is
offered twice.  Any answer of 200 to 299 means that the message was taken.
"""

import hmac
import json
import logging
import time
from collections.abc import Mapping
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit
from uuid import uuid4

from django.conf import settings

from .names import masked_phone
from .sms import TEXTS, SmsNotSent

OFFERS = 2
"""A connection may break once; who waits for a code does not wait for more."""

AT_HOME = ("127.0.0.1", "::1", "localhost")
SHORTEST_SECRET = 32

logger = logging.getLogger(__name__)


class WebhookSms:
    """Offer messages to the https address of MULIN_SMS_WEBHOOK, signed with MULIN_SMS_SECRET."""

    def send(self, phone: str, template: str, values: Mapping[str, str], key: str = "") -> None:
        text = str(TEXTS[template]) % values
        said = {"phone": phone, "text": text, "kind": template, "values": dict(values)}
        body = json.dumps(said, ensure_ascii=False).encode()
        key = key or str(uuid4())
        for _offer in range(OFFERS):
            trouble = self._offer(body, key)
            if not trouble:
                return
        # What went wrong and roughly for whom; the code and the whole number stay out of logs.
        logger.error("The SMS gateway: %s (%s to %s)", trouble, template, masked_phone(phone))
        raise SmsNotSent

    def _offer(self, body: bytes, key: str) -> str:
        """Return why the message was not taken, or '' when it was."""
        address = urlsplit(settings.SMS_WEBHOOK)
        if faults(settings.SMS_WEBHOOK, settings.SMS_SECRET):
            return "it is not set up, see `mulin check --deploy`"
        path = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
        connection = _connection(address)
        try:
            connection.request("POST", path, body, _headers(body, key))
            status = connection.getresponse().status
        except (OSError, HTTPException) as broken:
            return type(broken).__name__
        finally:
            connection.close()
        return "" if 200 <= status < 300 else f"answered {status}"


def faults(address: str, secret: str) -> list[str]:
    """Return what is wrong with how the gateway is set up, in words for its keeper."""
    parts = urlsplit(address)
    found = []
    if not parts.hostname or not (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in AT_HOME)
    ):
        found.append("MULIN_SMS_WEBHOOK must be an https:// address (or one on this machine).")
    if len(secret) < SHORTEST_SECRET:
        found.append(f"MULIN_SMS_SECRET needs {SHORTEST_SECRET} signs, as of openssl rand -hex 32.")
    return found


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return how the other side can tell that a message is ours."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def _headers(body: bytes, key: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": key,
        "Mulin-Timestamp": timestamp,
        "Mulin-Signature": f"sha256={signature(settings.SMS_SECRET, timestamp, body)}",
    }


def _connection(address: SplitResult) -> HTTPConnection:
    """Open a connection that follows nobody elsewhere: a code is for this address alone."""
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname or "", address.port, timeout=settings.SMS_TIMEOUT)
