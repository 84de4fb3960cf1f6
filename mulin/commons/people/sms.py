"""
Send short messages.

A gateway is a class with `send(phone, template, values)`; name it in MULIN_SMS_BACKEND.
`template` is one of the words below: a gateway maps it to the number of its approved text,
`values` are the text's variables.  A gateway that cannot deliver raises `SmsNotSent`.
A message that is offered again carries the same `key`, so that nobody reads it twice.
"""

import logging
import sys
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

CODE_TEXT = "code"
"""One variable, `code`: six digits."""

PHONE_CHANGED_TEXT = "phone_changed"
"""No variable: this number no longer opens the account; call the community if it was not you."""

CASE_TEXT = "case"
"""No variable: what you reported has a result; look with your receipt code, or ask the office."""

VISIT_TEXT = "visit"
"""Five variables, `when`, `where`, `what`, `bring`, `call`: come to a service point."""

HOME_VISIT_TEXT = "home_visit"
"""Four variables, `when`, `what`, `bring`, `call`: somebody of the service point comes to you."""

VISIT_OFF_TEXT = "visit_off"
"""Three variables, `when`, `what`, `call`: what was booked is called off."""

TEXTS = {
    CODE_TEXT: _("您的验证码是 %(code)s，10 分钟内有效。谁来要都不要给。"),
    PHONE_CHANGED_TEXT: _("您的账号换了手机号，这个号码不能再登录。不是您本人换的，请马上找社区。"),
    CASE_TEXT: _("您反映的事有结果了。请用回执号查看，说说办得怎么样，也可以打电话问社区。"),
    VISIT_TEXT: _("%(when)s请到%(where)s办%(what)s。材料：%(bring)s。来不了或改时间：%(call)s。"),
    HOME_VISIT_TEXT: _(
        "%(when)s工作人员到您家办%(what)s。材料：%(bring)s。不在家或改时间：%(call)s。"
    ),
    VISIT_OFF_TEXT: _("您约的%(when)s办%(what)s取消了。想再约或有疑问：%(call)s。"),
}
"""Each message in full, in the reader's language, for gateways that take whole texts."""

logger = logging.getLogger(__name__)


class SmsNotSent(Exception):
    """The gateway did not take the message."""


class SmsBackend(Protocol):
    """A way to send short messages."""

    def send(self, phone: str, template: str, values: Mapping[str, str], key: str = "") -> None: ...


class ConsoleSms:
    """Write messages to the console instead of sending them; never in production."""

    def send(self, phone: str, template: str, values: Mapping[str, str], key: str = "") -> None:
        if not settings.DEMO:
            logger.error("No message was sent: set MULIN_SMS_BACKEND, see `mulin check --deploy`.")
            raise SmsNotSent
        said = " ".join(f"{name}={value}" for name, value in values.items())
        sys.stdout.write(f"SMS {phone} [{template}] {said}\n")
        sys.stdout.flush()


@cache
def _backend(path: str) -> SmsBackend:
    return import_string(path)()


def send_sms(phone: str, template: str, values: Mapping[str, str], key: str = "") -> None:
    """Send one message through the gateway this site uses."""
    _backend(settings.SMS_BACKEND).send(phone, template, values, key)
