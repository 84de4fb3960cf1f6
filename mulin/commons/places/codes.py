"""The codes on household letters: hard to guess, easy to type."""

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that nobody takes for one another: no 0 and O, no 1, I and L."""

GROUPS, GROUP = 3, 4


def new_code() -> str:
    """Return a fresh code such as 7KQM-2XWD-9HRT; there are more than 10^17."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def tidy_code(typed: str) -> str:
    """Return a code as it is compared, whatever was typed between its groups."""
    narrow = unicodedata.normalize("NFKC", typed[:80]).upper()
    return "".join(sign for sign in narrow if sign.isalnum())


def digest_of(code: str) -> str:
    """Return what is kept of a code."""
    return salted_hmac(
        "mulin.places.household-code", tidy_code(code), algorithm="sha256"
    ).hexdigest()


def may_be_a_code(typed: str) -> bool:
    """Return whether this has the form of a code at all."""
    code = tidy_code(typed)
    return len(code) == GROUPS * GROUP and all(sign in SIGNS for sign in code)
