"""Read an uploaded file as an election, or say in a sentence why it cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import tidy
from mulin.decisions.budgeting import Election, FaultInFile, election_file, pabulib, sheets
from mulin.decisions.budgeting.pabulib import Reading
from mulin.errors import Refused
from mulin.web.workbooks import ZIPPED, sheets_of

MOST_BYTES = 16 * 1024 * 1024
MEGABYTE = 1024 * 1024
MOST_PROJECTS = 2000
MOST_WORK = 500_000_000
"""Projects times entries on ballots: to explain them takes seconds; a real city's takes one."""
LONGEST_TITLE = 80
LONGEST_VALUE = 40
CURRENCY_SIGNS = 3
BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"

OURS = "CNY"
"""The currency of our own files, which do not name it."""

SHEETS = (sheets.PROJECTS[0], sheets.BALLOTS[0])
"""What the sheets of a workbook are about, in their order; their own names are not read."""

FAULTS = {
    "empty": gettext_lazy("文件是空的。"),
    "not_text": gettext_lazy("这里不是 UTF-8 文字，可能存成了别的编码，或者不是票表。"),
    "not_pabulib": gettext_lazy("票表的第一行要写 META，这个文件不是。"),
    "missing_section": gettext_lazy("缺 %(section)s 这一段。"),
    "misplaced_section": gettext_lazy("%(section)s 这一段写了两次，或者放错了地方。"),
    "missing_column": gettext_lazy("%(section)s 里缺 %(column)s 这一列。"),
    "missing_key": gettext_lazy("META 里没写 %(key)s。"),
    "unknown_vote_type": gettext_lazy("不认识“%(given)s”这种投票方式，认识的有：%(known)s。"),
    "not_a_number": gettext_lazy("%(what)s 写的“%(given)s”不是数。"),
    "thousands_or_decimals": gettext_lazy(
        "%(what)s 写的“%(given)s”分不清是千位还是小数，请去掉逗号或者补全。"
    ),
    "below_zero": gettext_lazy("%(what)s 写的“%(given)s”比零还小。"),
    "money_too_large": gettext_lazy("钱数太大了，没法一分不差地算。"),
    "points_too_large": gettext_lazy("分数太大了，没法一分不差地算。"),
    "project_without_id": gettext_lazy("有一项没写编号。"),
    "repeated_project": gettext_lazy("有两项的编号都是“%(project)s”。"),
    "missing_cell": gettext_lazy("这一行缺 %(column)s。"),
    "too_many_cells": gettext_lazy("这一行的格子比列数多。"),
    "too_long_a_line": gettext_lazy("这一行太长了，或者引号只有一半。"),
    "unknown_project": gettext_lazy("有张票选了“%(project)s”，可没有这一项。"),
    "repeated_in_ballot": gettext_lazy("有张票把“%(project)s”选了两次。"),
    "points_do_not_fit": gettext_lazy("有张票选了 %(projects)s 项，却写了 %(points)s 个分数。"),
    "not_json": gettext_lazy("这不是 JSON。"),
    "not_ours": gettext_lazy("这不是睦邻导出的票表。"),
    "unknown_version": gettext_lazy("这是第 %(given)s 版的票表，只认得第 %(known)s 版。"),
    "wrong_value": gettext_lazy("%(where)s 写得不对。"),
    "missing_sheet": gettext_lazy("要有两张工作表：先是项目，再是选票。"),
    "missing_row": gettext_lazy("表头上面要有一行写 %(row)s。"),
    "not_a_mark": gettext_lazy("“%(given)s”不像打的勾。"),
    "repeated_rank": gettext_lazy("有张票把两项排在同一位。"),
    "declared_votes": gettext_lazy("文件说有 %(declared)s 张票，其实有 %(found)s 张。"),
    "declared_projects": gettext_lazy("文件说有 %(declared)s 项，其实有 %(found)s 项。"),
    "too_long": gettext_lazy("有 %(ballots)s 张票选的比最多能选的 %(allowed)s 项还多。"),
    "too_short": gettext_lazy("有 %(ballots)s 张票选的比至少要选的 %(allowed)s 项还少。"),
}
"""What each code of the library says, for people; it is followed by which line."""


class Upload(Protocol):
    """A file as Django hands it over."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int = ...) -> bytes: ...


@dataclass(frozen=True)
class Found:
    """What an uploaded file holds."""

    election: Election
    sha256: str
    title: str
    """What the file calls itself; empty when it does not say."""

    currency: str
    notes: tuple[str, ...]
    """What the file says of itself and is not so."""


def election_in(upload: Upload) -> Found:
    """Return the election of an uploaded file; refuses, with a sentence, what is none."""
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(_("文件超过 %(most)d MB 了，没有读它。") % {"most": MOST_BYTES // MEGABYTE})
    content = upload.read(MOST_BYTES + 1)
    try:
        reading = _examined(content)
    except FaultInFile as fault:
        said = _said(fault.code, fault.line, fault.values)
        if isinstance(fault, sheets.FaultInSheet) and fault.sheet:
            said = _("“%(sheet)s”%(said)s") % {"sheet": fault.sheet, "said": said}
        raise Refused(said) from fault
    except ValueError as fault:
        raise Refused(_("这个文件里的数对不上，没法算。")) from fault
    if not reading.election.projects:
        raise Refused(_("文件里一项也没有，没法算。"))
    projects, entries = len(reading.election.projects), len(reading.election.ballots.projects)
    if projects > MOST_PROJECTS or projects * entries > MOST_WORK:
        raise Refused(_("项目和选票太多，网页上算不动。请用命令 mulin decide 算。"))
    return Found(
        election=reading.election,
        sha256=sha256(content).hexdigest(),
        title=_title(reading.meta, upload.name or ""),
        currency=_currency(reading.meta) or (OURS if not reading.meta else ""),
        notes=tuple(_said(note.code, note.line, note.values) for note in reading.notes),
    )


def _examined(content: bytes) -> Reading:
    """Read Mulin's own files, which are JSON, a workbook that a committee typed, or Pabulib's."""
    if content.startswith(ZIPPED):
        in_order = dict(zip(SHEETS, sheets_of(content), strict=False))
        return Reading(sheets.read(in_order), {}, ())
    if content.lstrip(BEFORE_JSON).startswith(b"{"):
        return Reading(election_file.read(content), {}, ())
    return pabulib.examine(content)


def _said(code: str, line: int, values: Mapping[str, Any]) -> str:
    shown = {name: tidy(str(value))[:LONGEST_VALUE] for name, value in values.items()}
    what = str(FAULTS[code]) % shown if code in FAULTS else _("这里看不懂。")
    return _("第 %(line)d 行：%(what)s") % {"line": line, "what": what}


def _title(meta: Mapping[str, str], name: str) -> str:
    title = ""
    for key in ("description", "subunit", "instance"):
        said = tidy(meta.get(key, ""))
        if said not in title:
            title = f"{title} {said}".strip()
    return (title or tidy(name).rpartition(".")[0])[:LONGEST_TITLE].strip()


def _currency(meta: Mapping[str, str]) -> str:
    code = tidy(meta.get("currency", "")).upper()
    return code if len(code) == CURRENCY_SIGNS and code.isascii() and code.isalpha() else ""
