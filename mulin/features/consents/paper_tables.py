"""Tables of paper forms as offices write them: a number and an answer on each line."""

import re

from django.utils.translation import gettext as _

from .models import PaperEntry

SERIAL = re.compile(r"\s*(\d{1,9})\s*[-－—–]\s*([0-9A-Za-z]{5})\s*")
"""The number on a form and its check code."""

WORDS = {
    "同意": "agree",
    "agree": "agree",
    "不同意": "disagree",
    "反对": "disagree",
    "disagree": "disagree",
    "弃权": "abstain",
    "abstain": "abstain",
    "作废": PaperEntry.SPOILT,
    "spoilt": PaperEntry.SPOILT,
}


def read_rows(lines: list[list[str]]) -> tuple[list[tuple[tuple[int, str], str]], list[str]]:
    """Read serials and answers from a sheet's lines, and say what is wrong with which line."""
    rows, faults = [], []
    for number, line in enumerate(lines, start=1):
        cells = [str(cell).strip() for cell in line]
        serial = next((found for cell in cells if (found := SERIAL.fullmatch(cell))), None)
        said = [WORDS[cell.lower()] for cell in cells if cell.lower() in WORDS]
        if serial and len(said) == 1:
            rows.append(((int(serial[1]), serial[2].upper()), said[0]))
        elif serial or said:
            faults.append(_("第 %(line)s 行：表号或答复不对。") % {"line": number})
    return rows, faults
