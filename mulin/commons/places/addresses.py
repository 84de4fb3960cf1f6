"""
Doors as people write them.

3-2-401, 3#2-401, ３号楼２单元４０１ and 三栋二门401室 are one and the same door.  Nothing here
knows a database: what a name is compared by is called its key.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NUMERALS = "一二三四五六七八九十"
STEMS = "甲乙丙丁戊己庚辛"
MINUS = "\u2212"
"""Stands for the minus of a floor below ground while dashes are still separators."""

_NUMBER = rf"(?:[{STEMS}A-Z]?\d{{1,4}}[{STEMS}A-Z]?|[{STEMS}A-Z]|[{NUMERALS}]{{1,3}})"
_WAY_IN = rf"(?:[{STEMS}A-Z]?\d{{1,2}}|[{STEMS}A-Z]|[{NUMERALS}]{{1,3}})"
_BUILDING_WORD = "号楼|楼栋|栋楼|幢楼|栋|幢|座|#楼|#|楼"
_ENTRANCE_WORD = "单元|门洞|楼门|号门|门|梯"
_ROOM_WORD = "室|号房|号|房间|房|户"
remembered = lru_cache(maxsize=4096)
"""The same few names stand in thousands of lines."""

_DASHES = re.compile(r"[‐‑‒–—―﹣~〜_/\\|·,，、]")
_BELOW_GROUND = re.compile(rf"(?:负|地下)(?=[\d{NUMERALS}])")
_SPOKEN = re.compile(rf"[{NUMERALS}]{{1,3}}(?=号(?!院)|楼|栋|幢|座|单元|门|梯|层|$)")
_NOTHING = {"", "-", "0", "无", "没有"}

_NAMED = re.compile(
    rf"(?P<lead>.*?)(?P<building>{_NUMBER}(?:{_BUILDING_WORD}|号(?=-?{_WAY_IN}(?:{_ENTRANCE_WORD}))))"
    rf"(?P<tail>[{STEMS}](?!\d))?(?P<rest>.+)"
)
_NAMED_ENTRANCE = re.compile(rf"(?P<gap>-?)(?P<entrance>{_WAY_IN}(?:{_ENTRANCE_WORD}))(?P<rest>.+)")
_BARE_ENTRANCE = re.compile(rf"(?P<gap>-?)(?P<entrance>{_WAY_IN})(?=-)(?P<rest>.+)")
_BARE = re.compile(
    rf"(?P<lead>[^\d-]*?)(?P<building>{_NUMBER})(?:-(?P<entrance>{_WAY_IN}))?-(?P<room>{MINUS}?[^-]+)"
)


@dataclass(frozen=True)
class Address:
    """Where a door is: what was written before it, and the three parts of it."""

    lead: str
    building: str
    entrance: str
    room: str


@remembered
def plain(text: str) -> str:
    """Return a text in narrow signs, with one kind of dash and nothing invisible."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    seen = "".join(s for s in narrow if unicodedata.category(s) not in ("Cc", "Cf") or s.isspace())
    return _DASHES.sub("-", re.sub(r"\s+", " ", seen)).replace(MINUS, "-").strip()


def arabic(numeral: str) -> str:
    """Return a Chinese number below a hundred in digits, and anything else as it is."""
    tens, ten, ones = numeral.rpartition("十")
    digits = {sign: value for value, sign in enumerate(NUMERALS[:9], start=1)} | {"": 0}
    if not numeral or tens not in digits or ones not in digits:
        return numeral
    return str((digits[tens] or 1) * 10 + digits[ones] if ten else digits[ones])


def _spoken_to_digits(text: str) -> str:
    return _SPOKEN.sub(lambda found: arabic(found[0]), text)


def _without_zeros(text: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


@remembered
def building_key(name: str, compound: str = "") -> str:
    """Return what a building is known by within its compound: 3 for 3号楼, 3栋, 3# and 三幢."""
    text = plain(name).replace(" ", "").replace("-", "")
    return _core(_without_compound(text, plain(compound).replace(" ", "")))


def _core(text: str) -> str:
    text = _spoken_to_digits(text)
    text = re.sub(rf"(?:{_BUILDING_WORD}|号)(?=[{STEMS}]?$)", "", text)
    return _without_zeros(text)


def _without_compound(text: str, compound: str) -> str:
    """Leave out the compound's name, or its end, before a building's own: 三号院1栋 is 1栋."""
    for end in range(len(text) - 1, 1, -1):
        head, rest = text[:end], text[end:]
        own = re.fullmatch(rf"{_NUMBER}(?:{_BUILDING_WORD}|号)?[{STEMS}]?", rest)
        if own and not head[-1].isdigit() and compound.endswith(head):
            return rest
    return text


@remembered
def building_name(text: str) -> str:
    """Return a building's name for its door plate; a bare number becomes 3号楼."""
    name = _spoken_to_digits(plain(text).replace(" ", ""))
    name = re.sub(r"#楼?(?=[^#]?$)|(?<=\d)号$", "号楼", name)
    if re.fullmatch(rf"[{STEMS}]?\d+[{STEMS}A-Z]?|[A-Z]\d+", name):
        return f"{_without_zeros(name)}号楼"
    if re.fullmatch(r"[A-Z]", name):
        return f"{name}座"
    return f"{name}楼" if re.fullmatch(rf"[{STEMS}]", name) else name


@remembered
def entrance_key(name: str) -> str:
    """Return what an entrance is known by within its building: 2 for 2单元, 二门 and 02."""
    text = _spoken_to_digits(plain(name).replace(" ", ""))
    text = re.sub(rf"(?:{_ENTRANCE_WORD})$", "", text)
    return "" if text in _NOTHING else _without_zeros(text)


@remembered
def entrance_name(text: str) -> str:
    """Return an entrance's name; a bare number becomes 2单元, and none stays empty."""
    key = entrance_key(text)
    said = re.search(rf"(?:{_ENTRANCE_WORD})$", plain(text))
    if not key or not re.fullmatch(_WAY_IN, key):
        return key
    return f"{key}{said[0] if said else '单元'}"


def room_name(text: str) -> str:
    """Return a room's number without 室 or 号; a minus means below ground."""
    room = _BELOW_GROUND.sub(MINUS, plain(text).replace(" ", ""))
    room = re.sub(rf"^-(?=[\d{NUMERALS}])", MINUS, room).lstrip("-#")
    room = re.sub(rf"(?:{_ROOM_WORD})$", "", _spoken_to_digits(room) if "层" in room else room)
    return room.rstrip("-").replace(MINUS, "-")


def split_address(text: str) -> Address | None:
    """Take a whole address apart, or return None when it is none."""
    written = _BELOW_GROUND.sub(MINUS, plain(text))
    written = re.sub(r"(?<=[^\s-]) (?=[^\s-])", "-", written).replace(" ", "")
    written = re.sub(r"-{2,}", f"-{MINUS}", written)
    return _split_named(written) or _split_bare(written)


def split_entrance(text: str) -> Address | None:
    """Take 2-401 or 2单元401 apart, where the building is known."""
    written = re.sub(r"-{2,}", f"-{MINUS}", plain(text).replace(" ", ""))
    way = _NAMED_ENTRANCE.fullmatch(written)
    if not way:
        way = re.fullmatch(rf"(?P<entrance>{_WAY_IN})-(?P<rest>{MINUS}?[^-]{{3,}})", written)
    return (
        _address("", "", way["entrance"], room_name(_after_separator(way["rest"]))) if way else None
    )


def _split_named(text: str) -> Address | None:
    found = _NAMED.fullmatch(text)
    if not found:
        return None
    building = found["building"] + (found["tail"] or "")
    way = _NAMED_ENTRANCE.fullmatch(found["rest"]) or _BARE_ENTRANCE.fullmatch(found["rest"])
    rest = way["rest"] if way else found["rest"]
    # 2单元-101 is below ground when this dash is the only one; 3号楼-2单元-401 is not.
    is_below = way is not None and not way["gap"] and re.match(r"-\d", rest) and "单元" in text
    room = room_name(rest if is_below else _after_separator(rest))
    return _address(found["lead"], building, way["entrance"] if way else "", room)


def _after_separator(rest: str) -> str:
    return rest if re.match(r"-\d+层", rest) else rest.removeprefix("-")


def _split_bare(text: str) -> Address | None:
    found = _BARE.fullmatch(text)
    if not found or (not found["entrance"] and len(found["room"]) < 3):
        return None
    return _address(
        found["lead"], found["building"], found["entrance"] or "", room_name(found["room"])
    )


def _address(lead: str, building: str, entrance: str, room: str) -> Address | None:
    if not room:
        return None
    name = building_name(building) if building else ""
    return Address(lead.strip("-"), name, entrance_name(entrance), room)
