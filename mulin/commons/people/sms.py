"""
Send short messages.

A gateway is a class with `send(phone, template, values)`; name it in MULIN_SMS_BACKEND.
`template` is one of the words below: a gateway maps it to the number of its approved text,
`values` are the text's variables.  A gateway that cannot deliver raises `SmsNotSent`.
"""

import sys
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

CODE_TEXT = "code"
"""One variable, `code`: six digits."""

PHONE_CHANGED_TEXT = "phone_changed"
"""No variable: this number no longer opens the account; call the community if it was not you."""


class SmsNotSent(Exception):
    """The gateway did not take the message."""


class SmsBackend(Protocol):
    """A way to send short messages."""

    def send(self, phone: str, template: str, values: Mapping[str, str]) -> None: ...


class ConsoleSms:
    """Write messages to the console instead of sending them."""

    def send(self, phone: str, template: str, values: Mapping[str, str]) -> None:
        said = " ".join(f"{name}={value}" for name, value in values.items())
        sys.stdout.write(f"SMS {phone} [{template}] {said}\n")
        sys.stdout.flush()


@cache
def _backend(path: str) -> SmsBackend:
    return import_string(path)()


def send_sms(phone: str, template: str, values: Mapping[str, str]) -> None:
    """Send one message through the gateway this site uses."""
    _backend(settings.SMS_BACKEND).send(phone, template, values)
