"""Read a year's holidays from a table, one day on each row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from .days import DAYS_OFF_BY_LAW

A_DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00:00)?|(\d{4})(\d\d)(\d\d)"
)
OFF = frozenset("休 休息 休息日 放假 假 节假日 off".split())
WORKED = frozenset("班 上班 补班 调休上班 工作日 work".split())
MOST_FAULTS = 10
LONGEST_NAME = 20


@dataclass(frozen=True)
class PlannedDay:
    """One day of a year's plan."""

    date: date
    is_workday: bool
    name: str


@dataclass
class Plan:
    """A year's plan, or what is wrong with it."""

    days: dict[date, PlannedDay] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def year(self) -> int:
        return min(self.days).year


def read_plan(rows: Sequence[Sequence[str]]) -> Plan:
    """Return the plan in a table; rows above and below it that have no date are left out."""
    plan = Plan()
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        found = next((found for cell in cells if (found := A_DATE.fullmatch(cell))), None)
        if found:
            _take(plan, number, found, [cell for cell in cells if cell != found[0]])
    if not plan.faults:
        _look_at_whole(plan)
    del plan.faults[MOST_FAULTS:]
    return plan


def _take(plan: Plan, number: int, found: re.Match[str], rest: list[str]) -> None:
    try:
        day = date(*(int(part) for part in found.groups() if part))
    except ValueError:
        plan.faults.append(_("第 %(number)s 行：没有这一天。") % {"number": number})
        return
    said = {cell.lower() for cell in rest}
    if bool(said & OFF) == bool(said & WORKED):
        plan.faults.append(_("第 %(number)s 行：看不出是上班还是休息。") % {"number": number})
    elif day in plan.days:
        plan.faults.append(_("第 %(number)s 行：这一天写了两次。") % {"number": number})
    else:
        names = [cell for cell in rest if cell and cell.lower() not in OFF | WORKED]
        name = next((cell for cell in names if not cell.isdigit()), "")[:LONGEST_NAME]
        plan.days[day] = PlannedDay(day, bool(said & WORKED), name)


def _look_at_whole(plan: Plan) -> None:
    off = sum(1 for day in plan.days.values() if not day.is_workday)
    if not plan.days:
        plan.faults.append(_("没找到日期。每行写一天，例：2027-01-01、休息、元旦。"))
    elif len({day.year for day in plan.days}) > 1:
        plan.faults.append(_("一次只收一年的安排，请分年上传。"))
    elif off < DAYS_OFF_BY_LAW:
        plan.faults.append(
            _("只有 %(off)s 天休息，全年法定假就有 %(law)s 天，请补全再传。")
            % {"off": off, "law": DAYS_OFF_BY_LAW}
        )
