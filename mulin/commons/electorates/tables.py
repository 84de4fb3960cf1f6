"""Rolls as tables: to keep, to print, and to draw up a roll from."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.people.phones import mobile_number
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import household_at
from mulin.errors import Refused
from mulin.web.tables import Columns, columns_in
from mulin.web.workbooks import MOST_BYTES, sheets_of

from .drawing import Line
from .models import Elector, Electorate

MOST_ROWS, MOST_FAULTS = 50_000, 5
HEADINGS = {
    "address": ("房号", "门牌", "地址", "Door"),
    "name": ("姓名", "业主", "Name"),
    "phone": ("手机", "手机号", "电话", "Phone"),
    "area": ("面积", "建筑面积", "面积（㎡）", "Area (m²)"),
    "same": ("业主编号", "Owner number"),
}
NEEDED = {
    Electorate.Kind.HOUSEHOLDS: ("address",),
    Electorate.Kind.DELEGATES: ("name",),
    Electorate.Kind.RESIDENTS: ("name",),
    Electorate.Kind.OWNERS: ("name", "address", "area"),
}


def columns(electorate: Electorate) -> list[str]:
    shown = [_("序号"), _("楼栋"), _("房号"), _("姓名")]
    if electorate.kind == Electorate.Kind.OWNERS:
        shown += [_("面积（㎡）"), _("专有部分")]
    return [*shown, _("说明")]


def rows(electorate: Electorate, electors: Iterable[Elector]) -> Iterable[Sequence[Any]]:
    """Yield a roll line by line, what was struck out with the reason."""
    for one in electors:
        owned = [float(Decimal(one.area) / 100), len(one.parts)]
        has_area = electorate.kind == Electorate.Kind.OWNERS
        yield (
            one.number,
            one.building,
            one.address,
            one.name,
            *(owned if has_area else []),
            remark(one),
        )


def remark(elector: Elector) -> str:
    """Say why a line is not like the others."""
    if elector.is_struck:
        return _("划掉：%(why)s") % {"why": elector.struck_because}
    if elector.added_because:
        return _("补登：%(why)s") % {"why": elector.added_because}
    return _("空置") if elector.is_vacant else ""


def read(content: bytes, kind: str, unit: AdminUnit) -> list[Line]:
    """Return the lines a filled-in table names, or refuse with the first faults and their lines."""
    if len(content) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB 了，请按小区分开。"))
    lines = next((sheet for sheet in sheets_of(content) if any(map(any, sheet))), [])
    table = columns_in(lines, HEADINGS, needed=NEEDED[Electorate.Kind(kind)])
    if table is None:
        raise Refused(
            _("没找到表头。住户要有“房号”，代表和居民要有“姓名”，业主要有“业主”“房号”“面积”。")
        )
    found, faults = _lines(table, lines, kind, unit)
    if faults:
        more = len(faults) - MOST_FAULTS
        shown = "；".join(faults[:MOST_FAULTS])
        raise Refused(
            _("名册没有建：%(faults)s，另外还有 %(more)s 处。") % {"faults": shown, "more": more}
            if more > 0
            else _("名册没有建：%(faults)s。") % {"faults": shown}
        )
    if not found:
        raise Refused(_("表里一行也没有。"))
    return _owners_together(found) if kind == Electorate.Kind.OWNERS else found


def _lines(
    table: Columns, lines: Sequence[Sequence[str]], kind: str, unit: AdminUnit
) -> tuple[list[Line], list[str]]:
    read_one = {
        Electorate.Kind.HOUSEHOLDS: _household,
        Electorate.Kind.OWNERS: _owner,
    }.get(Electorate.Kind(kind), _person)
    found: list[Line] = []
    faults, seen = [], set()
    below = lines[table.first : table.first + MOST_ROWS]
    for number, row in enumerate(below, start=table.first + 1):
        cells = table.cells(row)
        if not any(cells.values()):
            continue
        try:
            line = read_one({key: cells.get(key, "") for key in HEADINGS}, unit)
            if line.key in seen and kind != Electorate.Kind.OWNERS:
                raise Refused(_("和前面重复了"))
            seen.add(line.key)
            found.append(line)
        except Refused as fault:
            faults.append(_("第 %(line)s 行：%(fault)s") % {"line": number, "fault": fault})
    return found, faults


def _household(cells: dict[str, str], unit: AdminUnit) -> Line:
    _building, household = household_at(unit, cells["address"])
    if household is None:
        raise Refused(_("户册里没有“%(door)s”") % {"door": cells["address"][:40]})
    return Line(
        key=f"household:{household.pk}",
        address=household.full_address,
        building=household.dwelling.entrance.building.full_name,
        household_id=household.pk,
        is_vacant=household.is_vacant,
    )


def _person(cells: dict[str, str], unit: AdminUnit) -> Line:
    """Return somebody by telephone where an account is known; else she votes on paper."""
    name = cells["name"][:60]
    if not name:
        raise Refused(_("没有姓名"))
    if not cells["phone"]:
        return Line(
            key=f"added:{name}:{cells['address'][:60]}", name=name, address=cells["address"]
        )
    phone = mobile_number(cells["phone"])
    person = Person.objects.filter(phone=phone, is_active=True).first()
    if person is not None and person.full_name != name:
        raise Refused(_("手机号登记的不是“%(name)s”") % {"name": name})
    key = f"person:{person.pk}" if person else f"phone:{sha256(phone.encode()).hexdigest()}"
    return Line(key=key, name=name, person_id=person.pk if person else None)


def _owner(cells: dict[str, str], unit: AdminUnit) -> Line:
    name, door = cells["name"][:100], cells["address"][:60]
    if not (name and door):
        raise Refused(_("业主和房号都要填"))
    try:
        area = Decimal(cells["area"].replace("㎡", "").replace(",", ""))
    except InvalidOperation as fault:
        raise Refused(_("面积“%(area)s”不是数字") % {"area": cells["area"][:20]}) from fault
    hundredths = area * 100
    if not 0 < hundredths < 10**9 or hundredths != int(hundredths):
        raise Refused(_("面积“%(area)s”不对，最多两位小数") % {"area": cells["area"][:20]})
    same = cells["same"][:40]
    return Line(
        key=f"owner-number:{same}" if same else f"owner:{name}:{door}",
        name=name,
        address=door,
        area=int(hundredths),
        parts=[{"address": door, "area": int(hundredths)}],
    )


def _owners_together(lines: Iterable[Line]) -> list[Line]:
    """Make the parts of one owner number one line; two lines of one door are a fault."""
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
    return [
        Line(
            key=key[:200],
            name=some[0].name,
            address="、".join(line.address for line in some[:3])[:200],
            area=sum(line.area for line in some),
            parts=[part for line in some for part in line.parts],
        )
        for key, some in owners.items()
    ]
