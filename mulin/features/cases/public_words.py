"""What was said, as neighbours may read it: whom it could be rung up by is left out.  Pure."""

import re

PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
HIDDEN = "***"


def without_numbers(words: str) -> str:
    """Return words without telephone numbers and identity numbers; names a person takes out."""
    return PHONE.sub(HIDDEN, IDENTITY.sub(HIDDEN, words))
