"""Ideas typed from paper forms into Excel: which columns there are, and what each row says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils.translation import gettext as _

from mulin.errors import Refused
from mulin.web.workbooks import look_at, sheets_of

from .forms import TOLD_TO_STAFF, EntryForm

MOST_ROWS = 500
COLUMNS = {
    "社区": "community",
    "类别": "category",
    "标题": "title",
    "内容": "text",
    "在哪儿": "place",
    "怎么来的": "channel",
    "哪次会上": "source_meeting",
    "谁会受益": "beneficiaries",
    "大约多少人": "beneficiary_count",
    "提的人": "author_name",
    "楼号、门牌或电话": "author_door",
    "不署名": "is_anonymous",
}
"""What stands above a column, which is the same in every language, and the field it fills."""

NEEDED = {"类别", "标题"}
YES = {"是", "1", "√", "不署名", "TRUE"}


@dataclass(frozen=True)
class Line:
    """One row of a file: what it says, or what is wrong with it."""

    number: int
    told: Mapping[str, Any]
    receipt: UUID
    faults: list[str]


def lines_of(content: bytes, form: type[EntryForm], **offered: Any) -> list[Line]:
    """Read the rows of a file, each checked as the form for a single idea checks it."""
    look_at(content)
    rows = next(iter(sheets_of(content)), [])
    head = next((n for n, row in enumerate(rows[:10]) if set(_plain(row)) >= NEEDED), None)
    if head is None:
        needed = _("、").join(f"“{name}”" for name in sorted(NEEDED))
        raise Refused(_("没找到表头。要有%(names)s，最好用这里的空表。") % {"names": needed})
    names = [COLUMNS.get(cell, "") for cell in _plain(rows[head])]
    stamp = sha256(content).hexdigest()
    read = _lines(rows, head, names, stamp, form, offered)
    lines = list(islice(read, MOST_ROWS + 1))
    if not lines:
        raise Refused(_("表里还没有点子。"))
    if len(lines) > MOST_ROWS:
        raise Refused(_("一次最多 %(most)s 条，请分几个文件。") % {"most": MOST_ROWS})
    return lines


def _plain(row: list[str]) -> list[str]:
    return [cell.strip() for cell in row]


def _lines(
    rows: list[list[str]],
    head: int,
    names: list[str],
    stamp: str,
    form: type[EntryForm],
    offered: dict[str, Any],
) -> Iterator[Line]:
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        said = {name: cell for name, cell in zip(names, _plain(row), strict=False) if name}
        if any(said.values()):
            filled = form(_as_posted(said, **offered), **offered)
            where = f"{offered['step'].pk}:{filled.data['community']}"
            yield Line(
                number,
                filled.cleaned_data if filled.is_valid() else {},
                uuid5(NAMESPACE_OID, f"{stamp}:{where}:{number}"),
                [
                    f"{filled.fields[name].label if name in filled.fields else ''}{errors[0]}"
                    for name, errors in filled.errors.items()
                ],
            )


def _as_posted(said: dict[str, str], *, step: Any, communities: list[tuple[int, str]]) -> dict:
    """Turn the words of a row into what the form's choices are called."""
    by_name = {name: pk for pk, name in communities}
    named = said.get("community", "")
    only = communities[0][0] if len(communities) == 1 and not named else named
    categories = {label: key for key, label in step.cycle.categories.items()}
    channels = {str(label): key for key, label in TOLD_TO_STAFF}
    return said | {
        "community": by_name.get(named, only),
        "category": categories.get(said.get("category", ""), said.get("category", "")),
        "channel": channels.get(said.get("channel", ""), said.get("channel") or "paper"),
        "is_anonymous": "on" if said.get("is_anonymous", "") in YES else "",
    }
