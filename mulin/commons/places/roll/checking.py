"""Read a file as a roll of a community: from bytes to a plan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mulin.errors import Refused
from mulin.web.sandbox import DATE
from mulin.web.workbooks import MOST_ROWS, Rows, sheets_of

from ..models import AdminUnit, Compound
from .faults import sentence
from .headers import Header, find_header
from .lines import lines_of
from .plan import Plan, make_plan, roll_of
from .sheets import annotated

FIRST = 50
"""How many faults and missing doors a page shows; the copy has all."""

Note = Callable[[int], None]


@dataclass
class Table:
    """The sheet of a file that is a roll."""

    rows: Rows
    header: Header


def table_in(content: bytes) -> Table:
    """Return the first sheet that has a header with doors."""
    for rows in sheets_of(content):
        if header := find_header(rows):
            if len(rows) - header.last_row > MOST_ROWS:
                raise Refused(_("一次最多 5 万行、200 列。请分小区上传。"))
            return Table(rows, header)
    raise Refused(_("没找到表头。请看看有没有“楼号、单元、房号”这样一行，或者下载模板对照。"))


def plan_for(
    community: AdminUnit, table: Table, compound: Compound | None, note: Note = lambda done: None
) -> Plan:
    """Say what importing a table would do; `note` hears how many lines are done."""
    roll = roll_of(community)
    where = compound.name if compound else ""
    if not where and len(roll.compounds) == 1:
        where = next(iter(roll.compounds.values())).name
    plan = make_plan(roll, lines_of(table.rows, table.header, where), note)
    if not any(plan.counts):
        raise Refused(_("表头下面没有住户。"))
    return plan


def findings(plan: Plan, header: Header) -> dict[str, Any]:
    """Return what the page shows of a plan beside the counts."""
    return {
        "faults": [fault.as_json() for fault in plan.faults[:FIRST]],
        "gone": [door.address for door in plan.gone[:FIRST]],
        "compounds": [
            {"name": new.name, "households": new.households, "like": new.like}
            for new in plan.compounds.values()
        ],
        "unused": header.unused[:20],
    }


def copy_with_faults(table: Table, plan: Plan) -> bytes:
    """Return the file again, with what is wrong beside each line."""
    said: dict[int, list[tuple[int | None, str]]] = {}
    for fault in plan.faults:
        place = table.header.places.get(fault.key)
        said.setdefault(fault.row, []).append((place, sentence(fault.as_json())))
    rows = [[cell.removeprefix(DATE) for cell in row] for row in table.rows]
    return annotated(rows, table.header.last_row, said, [door.address for door in plan.gone])
