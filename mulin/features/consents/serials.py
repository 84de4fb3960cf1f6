"""The number on a household's paper form, with a code by which a misread one is noticed."""

import hmac

from django.utils.crypto import salted_hmac

from mulin.commons.electorates.models import Elector

from .models import ConsentRound

LETTERS = "ACDEFHJKLMNPQRTUVWXY3479"
"""Signs that nobody confuses in handwriting."""

LENGTH = 5


def serial_of(round: ConsentRound, elector: Elector) -> str:
    """Return what is printed on a form: the number on the roll and the check code, no name."""
    return f"{elector.number:04}-{check_code(round, elector.number)}"


def check_code(round: ConsentRound, number: int) -> str:
    digest = salted_hmac("mulin.consents.paper", f"{round.pk}:{number}", algorithm="sha256")
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest.digest()[:LENGTH])


def is_right(round: ConsentRound, number: int, code: str) -> bool:
    """Whether a form's check code belongs to its number."""
    return hmac.compare_digest(check_code(round, number).encode(), code.upper().encode())
