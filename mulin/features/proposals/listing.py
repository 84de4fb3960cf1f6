"""Proposals as a workbook: what goes out, and how it is read when it comes back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.forms import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from mulin.errors import Refused
from mulin.programmes.models import Cycle, Proposal, Zone
from mulin.web.workbooks import Rows

from .forms.fields import YuanField
from .models import ProposalSheet
from .sections import BUDGET, BY_NAME, Line, label_of

NUMBER = gettext_lazy("号")
WRITTEN = ("title", "category", *BY_NAME, "beneficiary_count", "social_worker", "policy_tags")
"""What may be changed in the workbook, in its order."""

LINE_COLUMNS = (
    gettext_lazy("项目"),
    pgettext_lazy("of a budget line", "数量"),
    gettext_lazy("单价（元）"),
)
MOST_FAULTS = 5
MOST_COUNT = 1_000_000


def columns() -> list[str]:
    """Return the head of the first sheet: what can be changed, then what can only be read."""
    told = [_("社区"), _("片区"), _("提的人"), _("状态"), _("合计（元）"), _("精品"), _("还差什么")]
    return [str(NUMBER), *(label_of(name) for name in WRITTEN), *told]


def rows(
    proposals: Sequence[Proposal],
    sheets: Mapping[int, ProposalSheet],
    zones: Mapping[int, Zone],
) -> Iterator[list[Any]]:
    """Return one row for each proposal."""
    for proposal in proposals:
        sheet = sheets.get(proposal.pk) or ProposalSheet(proposal=proposal)
        zone = zones.get(proposal.community_id)
        yield [
            proposal.number,
            proposal.title,
            proposal.category_label,
            proposal.text,
            *(getattr(sheet, name) for name in BY_NAME if name != "text"),
            sheet.beneficiary_count,
            sheet.social_worker,
            _("、").join(proposal.policy_tags),
            proposal.community.name,
            str(zone) if zone else "",
            _author(proposal),
            proposal.get_state_display(),
            _yuan(proposal.cost_cents),
            _("是") if proposal.is_flagship else "",
            _("、").join(label_of(name) for name in sheet.missing),
        ]


def line_columns() -> list[str]:
    return [str(NUMBER), *map(str, LINE_COLUMNS), _("小计（元）")]


def line_rows(
    proposals: Sequence[Proposal], sheets: Mapping[int, ProposalSheet]
) -> Iterator[list[Any]]:
    """Return one row for each line of each budget."""
    for proposal in proposals:
        sheet = sheets.get(proposal.pk)
        for line in sheet.budget_lines.all() if sheet else []:
            yield [
                proposal.number,
                line.label,
                line.quantity,
                _yuan(line.unit_cents),
                _yuan(line.total_cents),
            ]


def read(workbook: Sequence[Rows], cycle: Cycle) -> dict[int, dict[str, Any]]:
    """Return what a workbook says of each proposal, by its number; empty cells say nothing."""
    reader = _Reader(cycle)
    for sheet in workbook:
        reader.read(sheet)
    if reader.faults:
        more = _("；").join(reader.faults[:MOST_FAULTS])
        raise Refused(_("有几处看不懂，一行也没改：%(faults)s。") % {"faults": more})
    if not reader.found:
        raise Refused(_("表里没有找到提案。第一列要叫“号”，请用导出的表来改。"))
    return reader.found


class _Reader:
    """Reads sheet after sheet, and keeps what is wrong for the end."""

    def __init__(self, cycle: Cycle) -> None:
        self.categories = {label: key for key, label in cycle.categories.items()}
        self.tags = set(cycle.policy_tags)
        self.found: dict[int, dict[str, Any]] = {}
        self.faults: list[str] = []
        self.names = {word: name for name in WRITTEN for word in _called(name)}
        self.names |= {
            word: str(place) for place, label in enumerate(LINE_COLUMNS) for word in _in_both(label)
        }

    def read(self, sheet: Rows) -> None:
        numbers = _in_both(NUMBER)
        start = next((n for n, row in enumerate(sheet) if row and row[0].strip() in numbers), None)
        if start is None:
            return
        names = [self.names.get(cell.strip(), "") for cell in sheet[start]]
        for at, row in enumerate(sheet[start + 1 :], start=start + 2):
            if not any(cell.strip() for cell in row):
                continue
            cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
            try:
                self._row(_count(row[0]), cells)
            except ValidationError as fault:
                said = {"row": at, "fault": " ".join(fault.messages)}
                self.faults.append(_("第 %(row)s 行：%(fault)s") % said)

    def _row(self, number: int, cells: Mapping[str, str]) -> None:
        said = self.found.setdefault(number, {})
        if "0" in cells:
            said.setdefault(BUDGET, []).append(_line(cells))
            return
        for name, cell in cells.items():
            if cell:
                said[name] = self._value(name, cell)

    def _value(self, name: str, cell: str) -> Any:
        if name == "category":
            if cell not in self.categories:
                raise ValidationError(_("没有“%(name)s”这个类别") % {"name": cell})
            return self.categories[cell]
        if name == "policy_tags":
            tags = [tag.strip() for tag in cell.replace(",", "、").replace("，", "、").split("、")]
            if strange := [tag for tag in tags if tag and tag not in self.tags]:
                raise ValidationError(_("没有“%(name)s”这个标签") % {"name": strange[0]})
            return [tag for tag in tags if tag]
        if name == "beneficiary_count":
            return _count(cell)
        most = BY_NAME[name].most if name in BY_NAME else 60
        if len(cell) > most:
            words = _("“%(name)s”最多 %(most)s 个字")
            raise ValidationError(words % {"name": label_of(name), "most": most})
        return cell


def _line(cells: Mapping[str, str]) -> Line:
    label = cells["0"]
    if not label or len(label) > 60:
        raise ValidationError(_("预算每行要写项目，最多 60 个字"))
    cents = YuanField().clean(cells.get("2", ""))
    return Line(label, _count(cells.get("1", "")), cents or 0)


def _count(cell: str) -> int:
    text = cell.strip().replace(",", "").removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 0 < int(text) <= MOST_COUNT):
        raise ValidationError(_("“%(cell)s”应该是个整数") % {"cell": cell[:20]})
    return int(text)


def _called(name: str) -> set[str]:
    with override("zh-hans"):
        chinese = label_of(name)
    return {chinese, label_of(name)}


def _in_both(label: Any) -> set[str]:
    with override("zh-hans"):
        chinese = str(label)
    return {chinese, str(label)}


def _author(proposal: Proposal) -> str:
    if proposal.is_anonymous or proposal.author is None:
        return proposal.name_in_public
    return proposal.author.name_for_staff


def _yuan(cents: int | None) -> float | int | None:
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else cents / 100
