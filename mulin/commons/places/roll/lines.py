"""Read each row as a door and what is said about it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..addresses import (
    Address,
    building_key,
    entrance_key,
    entrance_name,
    plain,
    room_name,
    split_address,
    split_entrance,
)
from . import cells
from .cells import Odd
from .columns import TITLES
from .faults import Fault
from .headers import Header

SUMS = re.compile(r"(合|总|小|共)\s*计|本页|总户数|汇总")
SIGNATURES = re.compile(
    r"(制表|填表|填报|审核|复核|负责人|经办|联系人|日期|说明|注|备注|单位)\S{0,6}[:：]"
)
EXAMPLE = "示例"
LONGEST = {"compound": 60, "building": 40, "entrance": 20, "room": 20, "contact_name": 60}
"""What the tables hold."""

PARTS = ("compound", "building", "entrance", "room", "address")
SAID: dict[str, Callable[[str], Any]] = {
    "contact_name": lambda cell: cells.words(cell, LONGEST["contact_name"]),
    "contact_phone": cells.phone,
    "area_m2": cells.area,
    "size": cells.size,
}


@dataclass
class Line:
    """One row that is about a household."""

    row: int
    compound: str = ""
    building: str = ""
    entrance: str = ""
    room: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    """What the row says of the household; None and '' where it says nothing."""

    faults: list[Fault] = field(default_factory=list)

    def note(self, key: str, odd: Odd) -> None:
        self.faults.append(Fault(self.row, key, odd.what, odd.details))

    @property
    def address(self) -> str:
        return f"{self.building}{self.entrance}{self.room}"


def lines_of(rows: list[list[str]], header: Header, compound: str) -> Iterator[Line]:
    """Yield the households of a sheet; `compound` is where they are when a row does not say."""
    for number, row in enumerate(rows[header.last_row + 1 :], start=header.last_row + 2):
        if is_about_a_household(row, header):
            yield _line(number, row, header, compound)


def is_about_a_household(row: list[str], header: Header) -> bool:
    """Return whether a row is more than a gap, a sum, a signature, an example or a header."""
    written = [cell.strip() for cell in row if cell.strip()]
    if not written or tuple(cell.strip() for cell in row) == header.names:
        return False
    if EXAMPLE in header.cell(row, "number"):
        return False
    if SUMS.match(written[0]) or SIGNATURES.match(written[0]):
        return False
    door = header.cell(row, "room") or header.cell(row, "address")
    if door and door not in (TITLES["room"], TITLES["address"]):
        return True
    return not any(SUMS.match(cell) or SIGNATURES.match(cell) for cell in written[1:3])


def _line(number: int, row: list[str], header: Header, compound: str) -> Line:
    line = Line(number)
    parts = dict.fromkeys(PARTS, "")
    for key in PARTS:
        try:
            parts[key] = cells.place(header.cell(row, key))
        except Odd as odd:
            line.note(key, odd)
    if not line.faults:
        _find_door(line, parts, compound)
    for key, read in SAID.items():
        try:
            line.said[key] = read(header.cell(row, key))
        except Odd as odd:
            line.note(key, odd)
    line.said["is_vacant"] = cells.vacancy(header.cell(row, "remark"))
    return line


def _find_door(line: Line, parts: dict[str, str], compound: str) -> None:
    """Put the parts of an address together, from one column or from several."""
    key = "room" if parts["room"] or not parts["address"] else "address"
    try:
        whole = _whole_address(parts, parts[key])
    except Odd as odd:
        line.note(key, odd)
        return
    line.compound = parts["compound"] or (whole.lead if whole else "") or compound
    line.building = parts["building"] or (whole.building if whole else "")
    line.entrance = entrance_name(parts["entrance"] or (whole.entrance if whole else ""))
    line.room = whole.room if whole else room_name(parts[key])
    _check_door(line, key)


def _whole_address(parts: dict[str, str], written: str) -> Address | None:
    """Return what one cell says beyond a room's number; it must agree with the other columns."""
    if not parts["building"]:
        whole = split_address(written)
        if written and not whole:
            raise Odd("address_unclear", written)
        return whole
    whole = split_address(written) or split_entrance(written)
    if whole is None or _agree(whole, parts):
        return whole
    whole = split_entrance(written)
    if whole is not None and _agree(whole, parts):
        return whole
    if re.search(r"[楼栋幢座#]|单元|-.*-", plain(written)):
        raise Odd("address_differs", written)
    return None


def _agree(whole: Address, parts: dict[str, str]) -> bool:
    given = building_key(parts["building"], parts["compound"] or whole.lead)
    same_building = not whole.building or building_key(whole.building) == given
    return same_building and entrance_key(parts["entrance"]) in ("", entrance_key(whole.entrance))


def _check_door(line: Line, key: str) -> None:
    missing = {"compound": "no_compound", "building": "no_building"}
    for part, what in missing.items():
        if not getattr(line, part):
            line.note(part, Odd(what))
    if not line.room:
        line.note(key, Odd("no_room"))
    elif not cells.ROOM.fullmatch(line.room):
        line.note(key, Odd("room_odd", line.room))
    for part in ("compound", "building", "entrance", "room"):
        if len(getattr(line, part)) > LONGEST[part]:
            line.note(part, Odd("too_long", most=LONGEST[part]))
