"""Take one cell at its word, or say what is odd about it."""

import re
from decimal import ROUND_HALF_UP, Decimal

from mulin.commons.people.names import tidy
from mulin.commons.people.phones import mobile_number
from mulin.errors import Refused
from mulin.web.sandbox import DATE

from ..addresses import plain

MOST_AREA = Decimal(100_000)
MOST_PEOPLE = 50
LONGEST_ADDRESS = 100
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(?:-\d{1,5})?|[2-9]\d{6,7}|400-?\d{3,4}-?\d{3,4}|1\d{4}")
ROOM = re.compile(r"-?[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff-]*")
EMPTY = {"", "-", "无", "没有", "/", "不详", "N/A"}
VACANT = ("空置", "空房", "空户", "无人", "没人住")
LIVED_IN = ("已入住", "入住", "已住", "有人住")


class Odd(ValueError):
    """A cell that cannot be what its column is for.  Its text is the word for the fault."""

    def __init__(self, what: str, value: str = "", **details: int) -> None:
        super().__init__(what)
        self.what = what
        self.details = {"value": value.removeprefix(DATE)[:40], **details}


def words(cell: str, most: int) -> str:
    """Return a short text."""
    if not cell:
        return ""
    text = tidy(cell.removeprefix(DATE))
    if len(text) > most:
        raise Odd("too_long", text, most=most)
    return "" if plain(text) in EMPTY else text


def place(cell: str) -> str:
    """Return a part of an address, unless Excel has made a date of it."""
    if cell.startswith(DATE):
        raise Odd("became_a_date", cell)
    return words(cell, LONGEST_ADDRESS)


def phone(cell: str) -> str:
    """Return one telephone number: eleven digits, or a landline as it is written."""
    text = plain(cell.removeprefix(DATE)).replace(" ", "")
    if text in EMPTY:
        return ""
    try:
        return mobile_number(text)
    except Refused:
        number = re.sub(r"[()]", "", text)
        if LANDLINE.fullmatch(number):
            return number
        raise Odd("phone_odd", cell) from None


def area(cell: str) -> Decimal | None:
    """Return square metres with two decimals."""
    text = re.sub(r"(平方米|平米|平方|平|M2|M\u00b2|㎡|,|\s)", "", plain(cell))
    if text in EMPTY:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,15})?", text):
        raise Odd("area_odd", cell)
    value = Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if value >= MOST_AREA:
        raise Odd("area_odd", cell)
    return value or None


def size(cell: str) -> int | None:
    """Return how many people live there."""
    text = re.sub(r"[人口]|\.0+$|\s", "", plain(cell))
    if text in EMPTY:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > MOST_PEOPLE:
        raise Odd("size_odd", cell)
    return int(text)


def vacancy(cell: str) -> bool | None:
    """Return whether a remark says that nobody lives there, or that somebody does."""
    if any(word in cell for word in VACANT):
        return True
    return False if any(word in cell for word in LIVED_IN) else None
