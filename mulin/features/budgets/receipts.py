"""
Receipts: codes with which a voter finds her own ballot in the published list.

The code follows from a key that only her browser keeps, so the same request makes the same code
again, while nothing that is stored leads from her to it.
"""

import hmac
import re
from secrets import token_hex

LETTERS = "3456789ACDEFHJKMNPRTWXY"
"""No two of them are easily taken for one another, and they are 23, a prime."""

SIGNS = 12
GROUP = 4
KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """Return a key for one ballot form; by chance, and never stored."""
    return token_hex(16)


def is_key(text: str) -> bool:
    return bool(KEY.fullmatch(text))


def receipt_from(key: str, *, vote: int, person: int) -> str:
    """Return the code that a key gives this person in this vote."""
    said = f"mulin receipt {vote} {person}".encode()
    number = int.from_bytes(hmac.digest(bytes.fromhex(key), said, "sha256"), "big")
    signs = []
    for _place in range(SIGNS - 1):
        number, one = divmod(number, len(LETTERS))
        signs.append(LETTERS[one])
    return _with_check("".join(signs))


def is_receipt(code: str) -> bool:
    """Say whether a code can be one: one wrong or two swapped signs are found."""
    return (
        len(code) == SIGNS
        and all(sign in LETTERS for sign in code)
        and _with_check(code[:-1]) == code
    )


def written(code: str) -> str:
    """Return a code in groups, as it is shown."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(text: str) -> str:
    """Return the code that somebody typed, however she put it."""
    return re.sub(r"[\s\-–—]", "", text).upper()


def _with_check(signs: str) -> str:
    """Add the sign that makes the sum of places times values divisible by 23."""
    total = sum(place * LETTERS.index(sign) for place, sign in enumerate(signs, start=1))
    last = -total * pow(SIGNS, -1, len(LETTERS)) % len(LETTERS)
    return signs + LETTERS[last]
