"""Rolls as tables: to keep, to print, and to draw up a roll from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.people.phones import mobile_number
from mulin.commons.people.queries import people_with_phones
from mulin.commons.places.models import AdminUnit, Household
from mulin.commons.places.queries import households_at
from mulin.commons.places.roles import Role
from mulin.errors import Refused
from mulin.web.tables import Columns, columns_in
from mulin.web.workbooks import MOST_BYTES, sheets_of

from .drawing import Line
from .models import Elector, Electorate
from .owner_rows import number_in, owner_in, owners_together, whole_door

MOST_ROWS, MOST_FAULTS = 50_000, 5
Cells = Mapping[str, str]

HEADINGS = {
    "building": ("楼栋", "楼号", "栋号", "幢号", "Building"),
    "entrance": ("单元", "单元号", "Entrance"),
    "address": ("房号", "门牌", "门牌号", "地址", "坐落", "房屋坐落", "室号", "Door"),
    "name": ("姓名", "业主", "业主姓名", "产权人", "所有权人", "名字", "Name", "Owners"),
    "phone": ("手机", "手机号", "手机号码", "电话", "联系电话", "Phone"),
    "area": (
        "面积",
        "建筑面积",
        "面积（㎡）",
        "建筑面积（㎡）",
        "专有部分面积",
        "专有部分面积（㎡）",
        "产权面积",
        "Area (m²)",
    ),
    "same": ("业主编号", "Owner number"),
    "roles": ("身份", "代表类别", "Delegate of", "Roles"),
}
NEEDED = {
    Electorate.Kind.HOUSEHOLDS: ("address",),
    Electorate.Kind.DELEGATES: ("name",),
    Electorate.Kind.RESIDENTS: ("name",),
    Electorate.Kind.OWNERS: ("name", "address", "area"),
}


EMPTY = {
    Electorate.Kind.HOUSEHOLDS: ("address",),
    Electorate.Kind.DELEGATES: ("name", "phone", "address", "roles"),
    Electorate.Kind.RESIDENTS: ("name", "phone", "address"),
    Electorate.Kind.OWNERS: ("address", "name", "area", "same", "phone"),
}
"""The columns of the table to fill in, for each kind of roll."""


def empty_columns(kind: str) -> list[str]:
    """Return the headings to fill in below, as this site's language and reader know them."""
    said = {
        "address": _("房号"),
        "name": _("业主") if kind == Electorate.Kind.OWNERS else _("姓名"),
        "phone": _("手机"),
        "area": _("面积（㎡）"),
        "same": _("业主编号"),
        "roles": _("身份"),
    }
    return [said[key] for key in EMPTY[Electorate.Kind(kind)]]


def empty_tables() -> list[tuple[str, str]]:
    """Return every kind of roll that a table can be filled in for, with its name."""
    return [(str(kind), str(kind.label)) for kind in EMPTY]


def columns(electorate: Electorate) -> list[str]:
    shown = [_("序号"), _("楼栋"), _("房号"), _("姓名")]
    if electorate.kind == Electorate.Kind.DELEGATES:
        shown.append(_("身份"))
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
            *([one.delegate_of] if electorate.kind == Electorate.Kind.DELEGATES else []),
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
    return owners_together(found) if kind == Electorate.Kind.OWNERS else found


def _lines(
    table: Columns, lines: Sequence[Sequence[str]], kind: str, unit: AdminUnit
) -> tuple[list[Line], list[str]]:
    below = lines[table.first : table.first + MOST_ROWS]
    rows = [
        (number, whole_door({key: cells.get(key, "") for key in HEADINGS}))
        for number, row in enumerate(below, start=table.first + 1)
        if any((cells := table.cells(row)).values())
    ]
    read_one = _reader(kind, unit, [cells for _number, cells in rows])
    found: list[Line] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        try:
            line = read_one(cells)
            if line.key in seen and kind != Electorate.Kind.OWNERS:
                before = seen[line.key]
                found[before] = _on_both_lists(found[before], line)
                continue
            seen[line.key] = len(found)
            found.append(line)
        except Refused as fault:
            faults.append(_("第 %(line)s 行：%(fault)s") % {"line": number, "fault": fault})
    return found, faults


def _on_both_lists(line: Line, again: Line) -> Line:
    """Make two rows one who is a delegate of residents and of party members; refuse any other."""
    if not (line.roles and again.roles) or set(line.roles) & set(again.roles):
        raise Refused(_("和前面重复了"))
    if line.key.startswith("added:"):
        raise Refused(
            _("“%(name)s”前面有一位：是同一位，请并成一行；是两位，请填手机或者房号")
            % {"name": line.name}
        )
    return replace(line, roles=sorted({*line.roles, *again.roles}))


def _roles(written: str) -> list[str]:
    """Return whose delegate somebody is, as a list says it in its own words."""
    said = {Role.PARTY_DELEGATE: "党员", Role.RESIDENT_DELEGATE: "居民"}
    return sorted(str(role) for role, word in said.items() if word in written)


def _reader(kind: str, unit: AdminUnit, rows: Sequence[Cells]) -> Callable[[Cells], Line]:
    """Return what reads one row; whom the rows name is looked up for all of them at once."""
    if kind == Electorate.Kind.HOUSEHOLDS:
        doors = [cells["address"] for cells in rows]
        at = dict(zip(doors, households_at(unit, doors), strict=True))
        return lambda cells: _household(cells, at[cells["address"]][1])
    people = people_with_phones(number for cells in rows if (number := number_in(cells["phone"])))
    if kind == Electorate.Kind.OWNERS:
        return lambda cells: owner_in(cells, people)
    if kind == Electorate.Kind.DELEGATES:
        return lambda cells: replace(_person(cells, people), roles=_roles(cells["roles"]))
    return lambda cells: _person(cells, people)


def _household(cells: Cells, household: Household | None) -> Line:
    if household is None:
        raise Refused(_("户册里没有“%(door)s”") % {"door": cells["address"][:40]})
    return Line(
        key=f"household:{household.pk}",
        address=household.full_address,
        building=household.dwelling.entrance.building.full_name,
        household_id=household.pk,
        is_vacant=household.is_vacant,
    )


def _person(cells: Cells, people: Mapping[str, Person]) -> Line:
    """Return somebody by telephone where an account is known; else she votes on paper."""
    name = cells["name"][:60]
    if not name:
        raise Refused(_("没有姓名"))
    if not cells["phone"]:
        address = cells["address"][:60]
        return Line(key=f"added:{name}:{address}", name=name, address=address)
    phone = mobile_number(cells["phone"])
    person = people.get(phone)
    if person is not None and person.full_name != name:
        raise Refused(_("手机号登记的不是“%(name)s”") % {"name": name})
    key = f"person:{person.pk}" if person else f"phone:{sha256(phone.encode()).hexdigest()}"
    return Line(key=key, name=name, person_id=person.pk if person else None)
