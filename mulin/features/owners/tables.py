"""Rolls and results as Excel: for the board, and for the government's own voting system."""

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.electorates.models import Elector
from mulin.commons.people.names import masked
from mulin.errors import Refused
from mulin.web.formats import square_metres
from mulin.web.tables import Columns, columns_in
from mulin.web.workbooks import MOST_BYTES, sheets_of

from . import queries
from .models import OfficialResult, OwnersVote

MOST_FAULTS = 20
MOST_METRES = 10_000_000
NUMBER = ("名册序号", "序号", "编号", "Number")
NAME = ("业主", "业主姓名", "姓名", "Owner")
AREA = ("面积（㎡）", "面积(㎡)", "专有部分面积", "建筑面积", "面积", "Area (m²)")
HIDDEN = ("*", "＊", "某", "×")
"""Of a name that the other system does not show in full, and so cannot be compared."""
SAID = {
    "agree": ("同意", "赞成", "是", "agree", "yes"),
    "disagree": ("不同意", "反对", "否", "disagree", "no"),
    "abstain": ("弃权", "abstain"),
}


class Faulty(Exception):
    """A file that cannot be taken, with everything that is wrong in it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def export_columns(vote: OwnersVote) -> list[str]:
    """Return what the government's system is given, and an empty column for each answer."""
    shown = [_("名册序号"), _("业主"), _("专有部分"), _("几处"), _("面积（㎡）")]
    return [*shown, *(answer_column(one.number) for one in vote.questions.all())]


def export_rows(vote: OwnersVote) -> Iterator[Sequence[Any]]:
    blanks = ["" for _one in vote.questions.all()]
    for one in queries.electors_of(vote):
        parts = "、".join(str(part["address"]) for part in one.parts) or one.address
        yield [one.number, one.name, parts, len(one.parts) or 1, _metres(one.area), *blanks]


def posting_columns() -> list[str]:
    return [_("序号"), _("楼栋"), _("业主"), _("面积（㎡）"), _("送达"), _("交回")]


def posting_rows(vote: OwnersVote) -> Iterator[Sequence[Any]]:
    """Yield what may hang on the board: names masked, no door, never what was answered."""
    for one in queries.roll_lines(vote):
        got, back = (_day(one.delivered_at), _day(one.returned_at))
        yield [one.number, one.building, masked_names(one.name), _metres(one.area), got, back]


def masked_names(names: str) -> str:
    """Return the names of one line as the public may see them."""
    return "、".join(masked(name) for name in names.split("、") if name.strip())


def answer_column(number: int) -> str:
    return _("第%(number)s题") % {"number": number}


def read_result(content: bytes, vote: OwnersVote) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of a filled-in file; refuse all of it with every fault and its line."""
    if len(content) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB 了，请只留名册序号和答复。"))
    asked = [one.number for one in vote.questions.all()]
    names, areas = (*NAME, _("业主")), (*AREA, _("面积（㎡）"))
    headings = {"number": NUMBER, "name": names, "area": areas} | {
        str(number): (f"第{number}题", f"Question {number}", answer_column(number))
        for number in asked
    }
    if len(asked) == 1:
        headings["1"] = (*headings["1"], "答复", "表决意见", "Answer")
    lines = next((sheet for sheet in sheets_of(content) if any(map(any, sheet))), [])
    table = columns_in(lines, headings, needed=["number", *(str(one) for one in asked)])
    if table is None:
        wanted = "、".join(answer_column(number) for number in asked)
        raise Refused(_("没找到表头。要有“名册序号”和这几列：%(columns)s。") % {"columns": wanted})
    return _lines(table, lines, vote, [str(number) for number in asked])


def answers_in(result: OfficialResult) -> list[tuple[str, dict[str, int]]]:
    """Return for each question how often each answer stands in a file."""
    counted: dict[str, dict[str, int]] = {}
    for _number_on_roll, said in result.lines:
        for question, answer in said.items():
            row = counted.setdefault(question, dict.fromkeys(SAID, 0))
            row[answer] += 1
    return list(counted.items())


def _lines(
    table: Columns, lines: Sequence[Sequence[str]], vote: OwnersVote, asked: list[str]
) -> list[tuple[int, dict[str, str]]]:
    known = {one.number: one for one in queries.electors_of(vote)}
    found: dict[int, dict[str, str]] = {}
    faults = []
    for place, row in enumerate(lines[table.first :], start=table.first + 1):
        cells = table.cells(row)
        if not any(cells[number] for number in asked):
            continue
        try:
            number = _number(cells["number"], known.keys(), found)
            _refuse_another(known[number], cells)
            found[number] = {one: _answer(cells[one]) for one in asked}
        except Refused as fault:
            faults.append(_("第 %(line)s 行：%(fault)s") % {"line": place, "fault": fault})
    if faults:
        more = len(faults) - MOST_FAULTS
        rest = [_("另外还有 %(more)s 处。") % {"more": more}] if more > 0 else []
        raise Faulty(faults[:MOST_FAULTS] + rest)
    if not found:
        raise Refused(_("表里一条答复也没有。"))
    return sorted(found.items())


def _number(cell: str, known: Container[int], found: dict[int, Any]) -> int:
    if not cell:
        raise Refused(_("有答复，没有名册序号"))
    if not cell.isascii() or not cell.isdigit() or len(cell) > 7:
        raise Refused(_("名册序号“%(cell)s”不是数字") % {"cell": cell[:20]})
    if int(cell) not in known:
        raise Refused(_("名册上没有序号 %(number)s") % {"number": cell})
    if int(cell) in found:
        raise Refused(_("序号 %(number)s 和前面重复了") % {"number": cell})
    return int(cell)


def _refuse_another(elector: Elector, cells: Mapping[str, str]) -> None:
    """Refuse a row that slipped: it says another name or another area than the roll."""
    name, area = cells.get("name", ""), cells.get("area", "")
    facts = {"number": elector.number, "known": elector.name, "said": name[:60]}
    if not any(sign in name for sign in HIDDEN) and _alike(name) not in ("", _alike(elector.name)):
        raise Refused(_("序号 %(number)s 在名册上是“%(known)s”，表里写的是“%(said)s”") % facts)
    if area and _hundredths(area) != elector.area:
        facts |= {"known": square_metres(elector.area), "said": area[:20]}
        raise Refused(_("序号 %(number)s 在名册上是 %(known)s ㎡，表里写的是“%(said)s”") % facts)


def _alike(name: str) -> str:
    """Return a name without what two systems write differently."""
    return "".join(name.split()).replace(",", "、").replace("，", "、")


def _hundredths(typed: str) -> int | None:
    try:
        number = Decimal(typed.rstrip("㎡m²平方米 ").replace(",", ""))
        return int((number * 100).to_integral_value()) if abs(number) < MOST_METRES else None
    except (InvalidOperation, ValueError):
        return None


def _answer(cell: str) -> str:
    for answer, words in SAID.items():
        if cell.strip().lower() in words:
            return answer
    raise Refused(_("看不懂答复“%(cell)s”，请写同意、不同意或弃权") % {"cell": cell[:20]})


def _metres(hundredths: int) -> float:
    return float(Decimal(hundredths) / 100)


def _day(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d") if moment else ""
