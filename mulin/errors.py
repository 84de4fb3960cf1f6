"""What the platform says when it will not do something."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The request is understood, but cannot be done now.  The text is for people."""


class NotAllowed(Refused):
    """This person may not do this."""


def require(allowed: bool, because: str | Promise = _("这件事您现在的身份办不了。")) -> None:
    """Stop unless a permission was granted."""
    if not allowed:
        raise NotAllowed(because)
