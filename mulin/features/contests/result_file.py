"""A result as an Excel file: the figures, the sheets behind them, the rule."""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from mulin.programmes.models import Step

from .results import Result, result_of
from .rubric import RubricLine
from .rules import rules_in_words


def workbook(step: Step) -> bytes:
    """
    Return an .xlsx from which anyone can count again.

    Figures are values and not formulas, and every text is written as text, so that a
    title that begins with = stays a title.
    """
    result = result_of(step)
    if result is None:
        raise ValueError("a sealed contest has no file")
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    strong = book.add_format({"bold": True, "bottom": 1, "bg_color": "#deeee5"})
    _fill(book.add_worksheet(_("结果")), _totals(result), strong)
    _fill(book.add_worksheet(_("专家评分")), _scores(result), strong)
    if rubric := (step.outcome or {}).get("rubric"):
        _fill(book.add_worksheet(_("逐条评分")), _points(result, rubric), strong)
    if result.boxes:
        _fill(book.add_worksheet(_("纸票")), _boxes(step, result), strong)
    _fill(book.add_worksheet(_("规则")), _rules(step, result), strong)
    book.close()
    return target.getvalue()


def _totals(result: Result) -> Iterable[list[Any]]:
    yield [
        _("名次"),
        _("编号"),
        _("提案"),
        _("社区"),
        _("专家均分"),
        _("专家折分"),
        _("票数"),
        _("居民分"),
        _("居民折分"),
        _("总分"),
        _("结果"),
        _("提交先后"),
        _("同分怎么排"),
        _("片区"),
        _("类别"),
        _("造价（分）"),
        _("为什么"),
        _("其中纸票"),
    ]
    for row in result.rows:
        line = row.line
        yield [
            line.rank,
            int(line.key),
            row.title,
            row.community,
            line.expert_mean,
            line.expert_part,
            line.votes,
            line.public_score,
            line.public_part,
            line.total,
            row.verdict_label,
            line.order,
            row.tie,
            row.zone,
            row.category,
            row.cost_cents,
            row.because,
            row.on_paper,
        ]


def _scores(result: Result) -> Iterable[list[Any]]:
    yield [_("编号"), _("提案"), _("分数"), _("算不算")]
    for row in sorted(result.rows, key=lambda row: int(row.line.key)):
        for score in row.line.scores:
            yield [int(row.line.key), row.title, score, _("算")]
        for score in row.line.left_out:
            yield [int(row.line.key), row.title, score, _("去掉的最高或最低分")]


def _points(result: Result, rubric: dict[str, Any]) -> Iterable[list[Any]]:
    """Yield what each sheet gave line by line, without saying whose it is, and the means."""
    lines = [RubricLine(**line) for line in rubric["lines"]]
    heads = [
        _("%(line)s（%(most)d 分）") % {"line": line.label, "most": line.points} for line in lines
    ]
    yield [_("编号"), _("提案"), _("哪张"), *heads, _("合计")]
    for row in sorted(result.rows, key=lambda row: int(row.line.key)):
        about = [int(row.line.key), row.title]
        for place, sheet in enumerate(rubric["sheets"][row.line.key], start=1):
            points = list(map(Decimal, sheet))
            yield [*about, _("第 %(place)d 张") % {"place": place}, *points, sum(points)]
        if row.points:
            yield [*about, _("均分"), *(point.mean for point in row.points)]


def _boxes(step: Step, result: Result) -> Iterable[list[Any]]:
    """Yield what was found in each box of paper ballots, proposal by proposal."""
    numbers = sorted(int(row.line.key) for row in result.rows)
    named = [
        _("社区"),
        _("票号"),
        _("发出"),
        _("有效票"),
        _("废票"),
        _("点票人"),
        _("为什么这样定"),
    ]
    yield [*named, *(_("%(number)d 号") % {"number": number} for number in numbers)]
    for box, stored in zip(result.boxes, (step.outcome or {})["paper"]["boxes"], strict=True):
        yield [
            box.community,
            box.serials,
            box.issued,
            box.valid,
            box.spoilt,
            box.counters,
            box.reason,
            *(stored["votes"].get(str(number), 0) for number in numbers),
        ]


def _rules(step: Step, result: Result) -> Iterable[list[Any]]:
    yield [_("项目"), _("内容")]
    yield [_("评选"), f"{step.cycle} {step}"]
    for place, rule in enumerate(rules_in_words(step), start=1):
        yield [_("规则 %(place)d") % {"place": place}, rule]
    yield from _rule_in_figures(step.outcome or {})
    yield [_("投票人数"), result.voters]
    yield [_("票数"), result.votes]
    yield [_("打分的专家人数"), result.judges]


def _rule_in_figures(stored: dict[str, Any]) -> Iterable[list[Any]]:
    """Yield the rule once more as a machine reads it, by the names of the JSON file."""
    for group in ("rule", "selection"):
        for name, value in stored[group].items():
            yield [f"{group}.{name}", int(value) if isinstance(value, bool) else value]


def _fill(page: Any, rows: Iterable[list[Any]], strong: Any) -> None:
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int | Decimal):
                page.write_number(place, column, value)
            elif value is not None:
                page.write_string(place, column, value, strong if place == 0 else None)
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 12)
    page.set_column(1, 16, 16)
