"""The catalogue as an Excel file: out, and back in with its faults named by line."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.people.names import tidy
from mulin.errors import Refused
from mulin.web.tables import columns_in
from mulin.web.workbooks import sheets_of

from .models import ServiceItem

MOST_FAULTS = 10
MOST_LINES = 500
HEADS = {
    "name": ("事项", "事项名称"),
    "category": ("类别",),
    "bring": ("要带什么", "所需材料", "材料"),
    "working_days": ("几个工作日", "办理时限"),
    "fee": ("收费（元）", "收费"),
    "online_url": ("网上办的网址", "网址"),
    "is_online": ("网上能办",),
    "has_home_service": ("能上门",),
    "department": ("归哪个部门", "部门"),
    "other_names": ("别的叫法",),
}
YES = ("是", "能", "可以", "有", "√", "y", "yes", "1", "true")
NO = ("", "否", "不能", "不", "无", "没有", "×", "n", "no", "0", "false")
AT_ONCE = ("", "当场", "当场办", "当场办好", "即办")
FREE = ("", "不收费", "免费", "无")
LONGEST = {"name": 60, "bring": 1000, "department": 60, "other_names": 200, "online_url": 300}


class Faulty(Exception):
    """A catalogue that cannot be taken in, and what is wrong in which line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(*faults)
        self.faults = faults


def columns() -> list[str]:
    """Return the columns of the file, as they are read back."""
    return [_(names[0]) for names in HEADS.values()]


def rows(items: Iterable[ServiceItem]) -> Iterator[list[Any]]:
    """Return a catalogue, line by line."""
    for one in items:
        yield [
            one.name,
            str(one.get_category_display()),
            "；".join(one.papers),
            one.working_days,
            one.fee / 100 if one.fee % 100 else one.fee // 100,
            one.online_url,
            YES[0] if one.is_online else NO[1],
            YES[0] if one.has_home_service else NO[1],
            one.department,
            one.other_names,
        ]


def lines_from(content: bytes) -> list[dict[str, Any]]:
    """Return what a file says, ready to be taken in; raise Faulty when a line is wrong."""
    found = next((rows for rows in sheets_of(content) if any(map(any, rows))), [])
    headings = {key: [*names, *map(_, names)] for key, names in HEADS.items()}
    known = columns_in(found, headings, needed=("name", "category"))
    if known is None:
        raise Refused(_("没找到“事项”和“类别”两列。请先下载这份表，在里面填。"))
    lines: list[dict[str, Any]] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(found[known.first :], start=known.first + 1):
        cells = {key: cell.strip() for key, cell in known.cells(row).items()}
        if not any(cells.values()):
            continue
        try:
            line = _line(cells)
            if line["name"] in seen:
                raise ValueError(_("和第 %(row)d 行同名。") % {"row": seen[line["name"]]})
            seen[line["name"]] = number
            lines.append(line)
        except ValueError as fault:
            faults.append(_("第 %(row)d 行：%(fault)s") % {"row": number, "fault": fault})
    if faults:
        raise Faulty(faults[:MOST_FAULTS])
    if not 0 < len(lines) <= MOST_LINES:
        raise Refused(_("表里要有内容，一次最多 %(most)d 项。") % {"most": MOST_LINES})
    return lines


def _line(cells: dict[str, str]) -> dict[str, Any]:
    """Return one item; raise ValueError with what is wrong, for people."""
    for key, most in LONGEST.items():
        if len(cells.get(key, "")) > most:
            name = HEADS[key][0]
            raise ValueError(
                _("“%(name)s”写得太长了，最多 %(n)d 个字。") % {"name": _(name), "n": most}
            )
    name = tidy(cells["name"])
    if not name:
        raise ValueError(_("没写事项。"))
    url = cells.get("online_url", "")
    if url and not re.match(r"https?://[^\s]+\.[^\s]+$", url):
        raise ValueError(_("网址要从 http:// 或 https:// 开始写全。"))
    return {
        "name": name,
        "category": _category(cells["category"]),
        "bring": "\n".join(filter(None, map(tidy, re.split(r"[；;\n]", cells.get("bring", ""))))),
        "working_days": _days(cells.get("working_days", "")),
        "fee": _cents(cells.get("fee", "")),
        "is_online": bool(url) or _yes(cells.get("is_online", "")),
        "online_url": url,
        "has_home_service": _yes(cells.get("has_home_service", "")),
        "department": tidy(cells.get("department", "")),
        "other_names": tidy(cells.get("other_names", "")),
    }


def _category(cell: str) -> str:
    labels = {str(label): key for key, label in ServiceItem.Category.choices}
    if cell not in labels:
        raise ValueError(_("类别要写：%(labels)s。") % {"labels": _("、").join(labels)})
    return labels[cell]


def _days(cell: str) -> int:
    text = unicodedata.normalize("NFKC", cell).removesuffix(".0").removesuffix("个工作日").strip()
    if text in AT_ONCE:
        return 0
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise ValueError(_("几个工作日请写整数，当场办好写 0。"))
    return int(text)


def _cents(cell: str) -> int:
    text = unicodedata.normalize("NFKC", cell).replace(",", "").removesuffix("元").strip()
    if text in FREE:
        return 0
    try:
        cents = Decimal(text) * 100
    except InvalidOperation:
        cents = Decimal(-1)
    if not cents.is_finite() or cents != int(cents) or not 0 <= cents <= 10_000_000:
        raise ValueError(_("收费请写多少元，不收费写 0。"))
    return int(cents)


def _yes(cell: str) -> bool:
    text = unicodedata.normalize("NFKC", cell).casefold()
    if text not in (*YES, *NO):
        raise ValueError(_("“%(cell)s”请写 是 或者 否。") % {"cell": cell[:20]})
    return text in YES
