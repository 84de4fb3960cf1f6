"""Owners as a table names them: one line for each owner, with all that she owns."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.people.phones import mobile_number
from mulin.commons.places.addresses import building_name, entrance_name, split_address
from mulin.errors import Refused

from .drawing import Line

AREA = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{0,20})?")
Cells = Mapping[str, str]


def whole_door(cells: dict[str, str]) -> dict[str, str]:
    """Put a door together that stands in columns of building, entrance and room."""
    building, entrance, room = (cells[key] for key in ("building", "entrance", "address"))
    if not (building and room) or split_address(room):
        return cells
    door = f"{building_name(building)}{entrance_name(entrance)}{room}"
    return cells | {"address": door}


def number_in(phone: str) -> str:
    """Return a mobile number, or nothing where none is written."""
    try:
        return mobile_number(phone)
    except Refused:
        return ""


def owner_in(cells: Cells, people: Mapping[str, Person]) -> Line:
    """Return one row: what is owned, by whom, and her account where the telephone is known."""
    name, door = cells["name"][:100], cells["address"][:60]
    if not (name and door):
        raise Refused(_("业主和房号都要填"))
    area, same, person = _hundredths(cells["area"]), cells["same"][:40], _known(cells, people)
    key = f"person:{person.pk}" if person else f"owner:{name}:{door}"
    return Line(
        key=f"owner-number:{same}" if same else key,
        name=name,
        address=door,
        building=_building(door),
        person_id=person.pk if person else None,
        area=area,
        parts=[{"address": door, "area": area}],
    )


def owners_together(lines: Iterable[Line]) -> list[Line]:
    """Make the parts of one owner one line; two lines of one door are a fault."""
    owners: dict[str, list[Line]] = {}
    doors: set[str] = set()
    for line in lines:
        if line.address in doors:
            raise Refused(
                _("名册没有建：“%(door)s”有两行，共有的房屋请把业主写在同一格。")
                % {"door": line.address}
            )
        doors.add(line.address)
        owners.setdefault(line.key, []).append(line)
    together = [_one_owner(key, some) for key, some in owners.items()]
    _refuse_twice(together)
    return together


def _one_owner(key: str, lines: list[Line]) -> Line:
    people = {line.person_id for line in lines if line.person_id}
    if len(people) > 1:
        raise Refused(
            _("名册没有建：“%(name)s”的几行是同一个业主编号，手机却是两个人的。")
            % {"name": lines[0].name}
        )
    return Line(
        key=key[:200],
        name=lines[0].name,
        address="、".join(line.address for line in lines[:3])[:200],
        building=lines[0].building,
        person_id=people.pop() if people else None,
        area=sum(line.area for line in lines),
        parts=[part for line in lines for part in line.parts],
    )


def _refuse_twice(lines: Iterable[Line]) -> None:
    """One buyer with several parts is one head."""
    seen: set[int] = set()
    for line in lines:
        if line.person_id in seen:
            raise Refused(
                _(
                    "名册没有建：“%(name)s”的手机在两行上，业主编号却不一样。是同一位，请填同一个编号。"
                )
                % {"name": line.name}
            )
        if line.person_id:
            seen.add(line.person_id)


def _hundredths(written: str) -> int:
    plain = unicodedata.normalize("NFKC", written).replace("m2", "").replace(",", "").strip()
    if not AREA.fullmatch(plain):
        raise Refused(_("面积“%(area)s”不是数字") % {"area": written[:20]})
    hundredths = Decimal(plain) * 100
    if not 0 < hundredths < 10**9 or hundredths != int(hundredths):
        raise Refused(_("面积“%(area)s”不对，最多两位小数") % {"area": written[:20]})
    return int(hundredths)


def _known(cells: Cells, people: Mapping[str, Person]) -> Person | None:
    """Return whose account may answer; several owners of one home hand in paper together."""
    if "、" in cells["name"]:
        return None
    person = people.get(number_in(cells["phone"]))
    if person is not None and person.full_name != cells["name"]:
        raise Refused(_("手机号登记的不是“%(name)s”") % {"name": cells["name"][:60]})
    return person


def _building(door: str) -> str:
    """Return which building a door is in; nothing where the door does not say."""
    address = split_address(door)
    return f"{address.lead}{address.building}"[:100] if address else ""
