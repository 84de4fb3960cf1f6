"""The number on a printed sheet, with a code by which a misread one is noticed."""

import hmac
import re

from django.utils.crypto import salted_hmac

from .models import SurveySheet

LETTERS = "ACDEFHJKLMNPQRTUVWXY3479"
"""Signs that nobody confuses in handwriting."""

LENGTH = 3
SERIAL = re.compile(r"\s*(\d{1,6})\s*[-－—–\s]?\s*([0-9A-Za-z]{3})\s*")


def serial_of(sheet: SurveySheet) -> str:
    """Return what is printed on a sheet: its number and a check code."""
    return f"{sheet.number:04}-{check_code(sheet.survey_id, sheet.number)}"


def check_code(survey_id: int, number: int) -> str:
    digest = salted_hmac("mulin.surveys.sheet", f"{survey_id}:{number}", algorithm="sha256")
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest.digest()[:LENGTH])


def is_right(survey_id: int, number: int, code: str) -> bool:
    """Whether a sheet's check code belongs to its number."""
    return hmac.compare_digest(check_code(survey_id, number).encode(), code.upper().encode())
