"""The register as an Excel file: out, filled in, and back."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.people.names import tidy
from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused
from mulin.web.tables import columns_in
from mulin.web.workbooks import sheets_of

from . import queries
from .models import Frequency, TaskAdmission, TaskRequest

MOST_FAULTS, MOST_LINES = 20, 1000
HEADS = {
    "name": ("事项", "事项名称", "工作事项", "工作事项名称", "工作任务", "任务名称"),
    "department": ("部门", "牵头部门", "要求的部门", "责任部门", "责任单位", "下达部门"),
    "title": ("依据", "文件", "政策依据", "依据文件", "法律法规依据", "法律依据"),
    "document_number": ("文号", "文件号"),
    "frequency": ("多久一次", "频次", "频率"),
    "from_on": ("从哪天", "开始", "开始时间"),
    "until_on": ("到哪天", "结束", "结束时间", "截止时间"),
    "funding": ("经费（元）", "经费", "年度经费（元）", "工作经费（元）"),
    "verdict": ("准入不准入", "评审意见", "结论", "是否准入"),
    "reason": ("理由", "评审理由"),
}
NONE_GIVEN = {"无", "没有", "暂无", "/", "-", "—"}
BELOW = re.compile(r"(合计|总计|小计|填表|填报|制表|审核|负责人|注[:：]|说明[:：])")
"""What offices write below a list, and is no task."""

LONGEST = {"name": 100, "department": 80, "title": 120, "document_number": 60, "reason": 200}


class Faulty(Exception):
    """A list that cannot be taken in, and what is wrong in which row."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass
class Checked:
    """What a list says, and what taking it in would do."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    new: int = 0
    known: int = 0
    decided: int = 0
    departments: list[str] = field(default_factory=list)
    """Departments that nobody has listed yet."""


def columns() -> list[str]:
    return [
        _("编号"),
        _("事项"),
        _("部门"),
        _("依据"),
        _("文号"),
        _("多久一次"),
        _("从哪天"),
        _("到哪天"),
        _("经费（元）"),
        _("准入不准入"),
        _("理由"),
    ]


def rows_of(tasks: Iterable[TaskAdmission]) -> Iterator[list[Any]]:
    """Return tasks in the columns of the list."""
    for task in tasks:
        yield [
            task.number,
            task.name,
            task.department.name,
            task.basis.title if task.basis else "",
            task.basis.number if task.basis else "",
            str(task.get_frequency_display()),
            _iso(task.from_on),
            _iso(task.until_on),
            _yuan(task.funding),
            "" if task.is_registered else str(task.get_state_display()),
            task.reason,
        ]


def request_columns() -> list[str]:
    return [
        _("哪天来的"),
        _("部门"),
        _("要做什么"),
        _("怎么来的"),
        _("要哪个社区做"),
        _("答复"),
        _("理由"),
        _("哪天答复的"),
    ]


def request_rows(requests: Iterable[TaskRequest]) -> Iterator[list[Any]]:
    """Return the log of requests in the columns of its list."""
    for one in requests:
        yield [
            one.asked_on.isoformat(),
            one.department.name,
            one.name,
            str(one.get_way_display()),
            one.community.name if one.community else _("各社区"),
            str(one.get_state_display()),
            one.reason,
            _iso(one.decided_at.date() if one.decided_at else None),
        ]


def checked(unit: AdminUnit, content: bytes) -> Checked:
    """Read a list and say what it would do; raise Faulty when a row is wrong."""
    rows = next((rows for rows in sheets_of(content) if any(map(any, rows))), [])
    headings = {key: [*names, *map(_, names)] for key, names in HEADS.items()}
    found = columns_in(rows, headings, needed=("name", "department"))
    if found is None:
        raise Refused(_("没找到“事项”和“部门”两列。请下载空表，在里面填。"))
    reader = _Reader()
    for number, row in enumerate(rows[found.first :], start=found.first + 1):
        cells = {key: tidy(cell) for key, cell in found.cells(row).items()}
        if cells["department"] or not _is_below(row):
            reader.read(number, cells)
    if reader.faults:
        raise Faulty(reader.faults)
    if not reader.lines:
        raise Refused(_("表里一行也没有填。"))
    return _against_register(unit, reader.lines)


def _is_below(row: Sequence[str]) -> bool:
    """Tell whether a row is a sum or who filled the list in."""
    return bool(BELOW.match(next((tidy(cell) for cell in row if cell.strip()), "")))


def _against_register(unit: AdminUnit, lines: list[dict[str, Any]]) -> Checked:
    listed = set(queries.departments_known_to(unit).values_list("name", flat=True))
    known = set(queries.tasks_of(unit).values_list("department__name", "name"))
    there = sum((line["department"], line["name"]) in known for line in lines)
    return Checked(
        lines=lines,
        new=len(lines) - there,
        known=there,
        decided=sum("verdict" in line for line in lines),
        departments=sorted({line["department"] for line in lines} - listed),
    )


class _Reader:
    """Reads row by row, and remembers what is wrong."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        self.frequencies = _by_label(Frequency.choices)
        self.verdicts = _by_label(TaskAdmission.State.choices[1:])

    def read(self, number: int, cells: dict[str, str]) -> None:
        """Take one row, or say what is wrong with it."""
        if not any(cells.values()):
            return
        try:
            if len(self.lines) >= MOST_LINES:
                raise ValueError(_("一次最多 1000 项。"))
            self.lines.append(self._line(cells))
        except ValueError as fault:
            if len(self.faults) < MOST_FAULTS:
                said = _("第 %(row)d 行：%(fault)s") % {"row": number, "fault": fault}
                self.faults.append(said)

    def _line(self, cells: dict[str, str]) -> dict[str, Any]:
        for key, most in LONGEST.items():
            if len(cells.get(key, "")) > most:
                raise ValueError(_("“%(start)s…”太长了。") % {"start": cells[key][:10]})
        line = {"name": cells["name"], "department": cells["department"]}
        if not line["name"] or not line["department"]:
            raise ValueError(_("事项和部门都要写。"))
        self.seen[line["department"], line["name"]] += 1
        if self.seen[line["department"], line["name"]] > 1:
            raise ValueError(_("“%(name)s”前面写过了。") % {"name": line["name"]})
        return line | self._ground(cells) | self._figures(cells) | self._verdict(cells)

    def _ground(self, cells: dict[str, str]) -> dict[str, Any]:
        title = cells.get("title", "").strip("《》")
        if not title or title in NONE_GIVEN:
            return {"basis": None}
        return {"basis": {"title": title, "number": cells.get("document_number", "")}}

    def _figures(self, cells: dict[str, str]) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        if often := cells.get("frequency"):
            if often not in self.frequencies:
                said = _("、").join(self.frequencies)
                raise ValueError(_("多久一次要写：%(words)s。") % {"words": said})
            figures["frequency"] = self.frequencies[often]
        for key in ("from_on", "until_on"):
            if cells.get(key):
                figures[key] = _day(cells[key])
        if figures.get("until_on") and figures["until_on"] < figures.get("from_on", date.min):
            raise ValueError(_("结束日期在开始日期之前。"))
        if cells.get("funding") and cells["funding"] not in NONE_GIVEN:
            figures["funding"] = _cents(cells["funding"])
        return figures

    def _verdict(self, cells: dict[str, str]) -> dict[str, str]:
        if not (verdict := cells.get("verdict")):
            return {}
        if verdict not in self.verdicts:
            raise ValueError(_("准入不准入，请写“准入”或“不准入”。"))
        if not cells.get("reason"):
            raise ValueError(_("定了准入不准入，理由也要写，会公开。"))
        return {"verdict": self.verdicts[verdict], "reason": cells["reason"]}


def _by_label(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {str(label): key for key, label in choices}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _yuan(cents: int | None) -> float | int | None:
    if cents is None:
        return None
    return cents / 100 if cents % 100 else cents // 100


def _cents(cell: str) -> int:
    text = re.sub(r"[\s,，¥元]", "", unicodedata.normalize("NFKC", cell))
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2})?0*", text, re.ASCII):
        raise ValueError(_("经费请只写数字，单位是元。"))
    return int(Decimal(text) * 100)


def _day(cell: str) -> date:
    text = unicodedata.normalize("NFKC", cell)[:10]
    if serial := re.fullmatch(r"(\d{5})(\.0+)?", text, re.ASCII):
        return date(1899, 12, 30) + timedelta(days=int(serial[1]))
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?.*", text, re.ASCII)
    try:
        if parts:
            return date(*(int(part) for part in parts.groups()))
    except ValueError:
        pass
    raise ValueError(_("“%(cell)s”看不出是哪天，请写成 2026-05-10。") % {"cell": cell[:20]})
