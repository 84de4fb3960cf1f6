"""Targets as a table that offices fill in."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from mulin.commons.places.models import AdminUnit
from mulin.errors import Refused
from mulin.web.tables import columns_in
from mulin.web.workbooks import MOST_BYTES, sheets_of

from .models import BY_HAND, Cycle
from .target_form import TargetForm
from .targets import Group

HEADINGS = {
    "indicator": ("数什么", "What is counted"),
    "unit": ("哪一处", "Where"),
    "planned": ("计划", "计划数", "Planned"),
    "minimum": ("最低", "最低数", "Minimum"),
    "due_on": ("到哪天", "Until"),
    "counted": ("已完成", "完成数", "Done"),
    "source": ("数字从哪里来", "Source"),
}
MOST_ROWS = 1000


def columns() -> list[str]:
    return [
        _("数什么"),
        _("哪一处"),
        _("计划数"),
        _("最低数"),
        _("到哪天"),
        _("完成数"),
        _("数字从哪里来"),
    ]


def rows(groups: Iterable[Group]) -> Iterable[Sequence[Any]]:
    """Yield a line for each target, with what is done by now."""
    for group in groups:
        for line in group.lines:
            target = line.target
            yield (
                group.label,
                line.place,
                target.planned,
                "" if target.minimum is None else target.minimum,
                target.due_on.isoformat(),
                "" if line.done is None else line.done,
                target.source,
            )


def read(content: bytes, cycle: Cycle, units: Sequence[AdminUnit]) -> list[dict[str, Any]]:
    """Return the targets a filled-in table asks for, or refuse with the line."""
    if len(content) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB 了，这张表应该很小。"))
    lines = next((sheet for sheet in sheets_of(content) if any(map(any, sheet))), [])
    table = columns_in(lines, HEADINGS, needed=("indicator", "planned", "due_on"))
    if table is None:
        raise Refused(_("没找到表头，要有“数什么”“计划”“到哪天”三列。请先下载这张表再填。"))
    blank = TargetForm(cycle=cycle, units=units)
    keys = {name: _by_words(blank.fields[name]) for name in ("indicator", "unit")}
    found = []
    below = lines[table.first : table.first + MOST_ROWS]
    for number, line in enumerate(below, start=table.first + 1):
        cells = {key: normalize("NFKC", cell)[:200] for key, cell in table.cells(line).items()}
        if cells["indicator"] or cells["planned"]:
            found.append(_facts(number, _data(number, cells, keys), cycle, units))
    if not found:
        raise Refused(_("表里没有目标，什么也没改。"))
    return found


def _by_words(field: Any) -> dict[str, str]:
    return {str(words): str(key) for key, words in field.choices}


def _data(number: int, cells: dict[str, str], keys: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return a row as the form reads it: what no step counts is counted by hand."""
    indicator = keys["indicator"].get(cells["indicator"], BY_HAND)
    place = cells.get("unit", "")
    if place and place not in keys["unit"]:
        raise Refused(
            _("第 %(line)s 行：这一季没有“%(name)s”这一处。") % {"line": number, "name": place}
        )
    data = cells | {"indicator": indicator, "unit": keys["unit"].get(place, "")}
    if indicator == BY_HAND:
        data["name"] = cells["indicator"]
    else:
        data |= {"counted": "", "source": ""}
    data["due_on"] = re.sub(r"[年月/.]", "-", data["due_on"][:11].split(" ")[0]).rstrip("日")
    return data


def _facts(
    number: int, data: dict[str, str], cycle: Cycle, units: Sequence[AdminUnit]
) -> dict[str, Any]:
    form = TargetForm(data, cycle=cycle, units=units)
    if form.is_valid():
        return form.facts()
    name, faults = next(iter(form.errors.items()))
    words = {"label": form.fields[name].label, "fault": str(faults[0]).rstrip("。")}
    raise Refused(_("第 %(line)s 行，%(label)s：%(fault)s。") % {"line": number, **words})
