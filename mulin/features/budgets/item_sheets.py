"""Collected items as a spreadsheet, in and out."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mulin.errors import Refused
from mulin.programmes.models import Step
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import sheets_of

from . import queries

CENTS = 100
LONGEST = {"title": 60, "text": 300}
MOST = 10**12
HEADS = {"项目": "title", "说明": "text", "类别": "category", "造价（元）": "cost"}
"""What stands above the columns, whatever the reader's language; it is what offices fill in."""


def items_in(content: bytes, categories: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the items of a file, or say in which line something cannot be read."""
    rows = next(iter(sheets_of(content)), [])
    heads = [HEADS.get(cell.strip()) for cell in rows[0]] if rows else []
    if "title" not in heads:
        raise Refused(_("第一行要有“项目”这一栏。"))
    keys = {label: key for key, label in categories.items()}
    return [
        _item(dict(zip(heads, row, strict=False)), line, keys)
        for line, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def _item(row: Mapping[str | None, str], line: int, keys: Mapping[str, str]) -> dict[str, Any]:
    found = {name: row.get(name, "").strip() for name in HEADS.values()}
    if not found["title"]:
        raise Refused(_("第 %(line)d 行：没有写项目。") % {"line": line})
    for name, most in LONGEST.items():
        if len(found[name]) > most:
            raise Refused(
                _("第 %(line)d 行：太长了，最多 %(most)d 字。") % {"line": line, "most": most}
            )
    if found["category"] and found["category"] not in keys:
        raise Refused(
            _("第 %(line)d 行：没有“%(category)s”这一类，有：%(known)s。")
            % {"line": line, "category": found["category"][:20], "known": _("、").join(keys)}
        )
    cost = found.pop("cost")
    return {
        **found,
        "category": keys.get(found["category"], ""),
        "cost_cents": _cents(cost, line) if cost else None,
    }


def _cents(text: str, line: int) -> int:
    try:
        cents = Decimal(text.replace(",", "").replace("，", "")) * CENTS
        if not 0 <= cents < MOST or cents != cents.to_integral_value():
            raise InvalidOperation
    except InvalidOperation as wrong:
        raise Refused(
            _("第 %(line)d 行：“%(text)s”不是钱数。") % {"line": line, "text": text[:20]}
        ) from wrong
    return int(cents)


def items_sheet(step: Step) -> HttpResponse:
    """Return everything that was collected, with what became of it, and the leaflets behind it."""
    columns = [_("编号"), *HEADS, _("结果"), _("理由")]
    leaflets = (_("宣传单"), [_("哪天"), _("哪里"), _("多少份")], _leaflets(step))
    title = _("%(cycle)s征集") % {"cycle": step.cycle}
    return sheet_response(title, columns, _rows(step), leaflets)


def _rows(step: Step) -> Iterator[list[Any]]:
    for one in queries.items_of(step):
        cost = "" if one.cost_cents is None else one.cost_cents / CENTS
        yield [
            one.number,
            one.title,
            one.text,
            one.category_label,
            cost,
            one.get_verdict_display(),
            one.reason,
        ]


def _leaflets(step: Step) -> Iterable[list[Any]]:
    return [[one.handed_on, one.place, one.number] for one in queries.leaflets_of(step)]
