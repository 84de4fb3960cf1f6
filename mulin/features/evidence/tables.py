"""The list of what was done as an Excel file: out, and back in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.names import tidy
from mulin.errors import Refused
from mulin.programmes.models import Step
from mulin.web.tables import columns_in
from mulin.web.workbooks import sheets_of

from . import queries
from .models import Evidence

MOST_FAULTS = 10
MOST_LINES = 1000
MOST_TEXT = 500
HEADS = {
    "subject": ("社区", "提案号", "提案"),
    "happened_on": ("哪天", "日期"),
    "text": ("做了什么", "内容"),
    "number": ("数量",),
    "state": ("进展",),
    "due_on": ("打算哪天做完",),
}


class Faulty(Exception):
    """A list that cannot be taken in, and what is wrong in which row."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


def columns_of(step: Step) -> list[str]:
    """Return the columns of the list to fill in."""
    per = step.settings["per"]
    columns = [] if per == "cycle" else [_("提案号") if per != "community" else _("社区")]
    columns += [_("哪天"), _("做了什么")]
    if step.settings["counts"]:
        columns.append(_("数量"))
    if per == "selected_proposal":
        columns += [_("进展"), _("打算哪天做完")]
    return columns


def rows_of(step: Step) -> Iterator[list[Any]]:
    """Return what was written down, in the columns of the list, and what was withdrawn why."""
    per = step.settings["per"]
    for one in queries.evidence_of(step):
        row: list[Any] = []
        if per == "selected_proposal":
            row = [one.proposal.number if one.proposal else ""]
        elif per == "community":
            row = [one.community.name if one.community else ""]
        row += [one.happened_on.isoformat(), one.text]
        if step.settings["counts"]:
            row.append(one.number)
        if per == "selected_proposal":
            due = one.due_on.isoformat() if one.due_on else ""
            row += [str(one.get_state_display()), due]
        yield [*row, len(one.photos.all()), one.withdrawn_because]


def blank_rows(step: Step, subjects: Iterable[tuple[Any, str]]) -> Iterator[list[Any]]:
    """Return one row for each who is to write something down, with the name filled in."""
    if step.settings["per"] != "cycle":
        for _key, name in subjects:
            yield [name]


def lines_from(step: Step, content: bytes, viewer: Any) -> list[dict[str, Any]]:
    """Return what a file says, ready to be written down; raise Faulty when a row is wrong."""
    rows = next((rows for rows in sheets_of(content) if any(map(any, rows))), [])
    headings = {key: [*names, *map(_, names)] for key, names in HEADS.items()}
    columns = columns_in(rows, headings, needed=("text", "happened_on"))
    if columns is None:
        raise Refused(_("没找到“哪天”和“做了什么”两列。请下载模板，在里面填。"))
    reader = _Reader(step, viewer)
    for number, row in enumerate(rows[columns.first :], start=columns.first + 1):
        reader.read(number, {key: tidy(cell) for key, cell in columns.cells(row).items()})
    if reader.faults:
        raise Faulty(reader.faults)
    if len(reader.lines) > MOST_LINES:
        raise Refused(_("一次最多 %(most)s 条，请分几个文件。") % {"most": MOST_LINES})
    if not reader.lines:
        raise Refused(_("表里还没有填写内容。"))
    return reader.lines


class _Reader:
    """Reads row by row, and remembers what is wrong."""

    def __init__(self, step: Step, viewer: Any) -> None:
        self.step = step
        self.per = step.settings["per"]
        self.lines: list[dict[str, Any]] = []
        self.faults: list[str] = []
        mine = queries.communities_recorded_by(viewer, step)
        self.communities = {one.name: one for one in mine}
        chosen = queries.selected_of(step).filter(community__in=mine)
        self.proposals = {str(one.number): one for one in chosen}
        self.states = {str(label): key for key, label in Evidence.State.choices}

    def read(self, number: int, cells: dict[str, str]) -> None:
        """Take one row, or say what is wrong with it."""
        if not any(cells[key] for key in ("text", "happened_on")):
            return
        try:
            self.lines.append(self._line(cells))
        except ValueError as fault:
            if len(self.faults) < MOST_FAULTS:
                said = _("第 %(row)d 行：%(fault)s") % {"row": number, "fault": fault}
                self.faults.append(said)

    def _line(self, cells: dict[str, str]) -> dict[str, Any]:
        if not cells["text"]:
            raise ValueError(_("没写做了什么。"))
        if len(cells["text"]) > MOST_TEXT:
            raise ValueError(_("写得太长了，最多 500 个字。"))
        line: dict[str, Any] = {"text": cells["text"], "happened_on": _day(cells["happened_on"])}
        if line["happened_on"] > timezone.localdate():
            raise ValueError(_("还没到这一天。"))
        return line | self._about(cells) | self._figures(cells)

    def _about(self, cells: dict[str, str]) -> dict[str, Any]:
        name = cells.get("subject", "")
        if self.per == "cycle":
            return {}
        if self.per == "community":
            if name not in self.communities:
                raise ValueError(_("“%(name)s”不是您能记的社区。") % {"name": name[:30]})
            return {"community": self.communities[name]}
        key = unicodedata.normalize("NFKC", name).removesuffix(".0").split(".")[0]
        if key not in self.proposals:
            raise ValueError(_("“%(name)s”不是您能记的入选提案。") % {"name": name[:30]})
        return {"proposal": self.proposals[key]}

    def _figures(self, cells: dict[str, str]) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        if self.step.settings["counts"]:
            figures["number"] = _whole(cells.get("number", ""))
        if self.per == "selected_proposal":
            if cells.get("state", "") not in self.states:
                raise ValueError(
                    _("进展要写：%(states)s。") % {"states": _("、").join(self.states)}
                )
            figures["state"] = self.states[cells["state"]]
            if due := cells.get("due_on"):
                figures["due_on"] = _day(due)
        return figures


def _whole(cell: str) -> int:
    text = unicodedata.normalize("NFKC", cell).replace(",", "").removesuffix(".0")
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise ValueError(_("数量请写整数。"))
    return int(text)


def _day(cell: str) -> date:
    text = unicodedata.normalize("NFKC", cell)[:10]
    if serial := re.fullmatch(r"(\d{5})(\.0+)?", text, re.ASCII):
        return date(1899, 12, 30) + timedelta(days=int(serial[1]))
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?.*", text, re.ASCII)
    try:
        return date(*(int(part) for part in parts.groups())) if parts else _no_day(cell)
    except ValueError:
        return _no_day(cell)


def _no_day(cell: str) -> date:
    raise ValueError(_("“%(cell)s”看不出是哪天，请写成 2026-05-10。") % {"cell": cell[:20]})
