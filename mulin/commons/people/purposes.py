"""What personal data is used for.  People agree to each use separately."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TEXT_VERSION = "2026-11b"
"""Change it together with any wording below or in people/privacy.html."""


@dataclass(frozen=True)
class Purpose:
    """One use of personal data that a person agrees to or not."""

    key: str
    title: "StrOrPromise"
    text: "StrOrPromise"
    is_needed: bool = False
    """Whether there can be no account without it."""

    page: str = ""
    """The name of an address where one agrees by doing it."""


ACCOUNT = Purpose(
    "account",
    _("开账号"),
    _("记下手机号和称呼，用来登录、投票、报名，一个人只算一次。"),
    is_needed=True,
)
SMS_NOTICES = Purpose(
    "sms_notices",
    _("短信提醒"),
    _("您参加的事有了结果、约好的时间快到了，给您发一条短信。不同意也能在网页上看到。"),
)
PUBLIC_NAME = Purpose(
    "public_name",
    _("公开称呼"),
    _("邻居看到的是您自己取的称呼，而不是姓加星号。"),
    page="people:names",
)
PURPOSES = {purpose.key: purpose for purpose in (ACCOUNT, SMS_NOTICES, PUBLIC_NAME)}
