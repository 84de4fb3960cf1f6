"""What is said of a result: in a group, and on the public notice."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.programmes.models import Step

from .results import Result, Row
from .rules import exact_yuan, ledger_yuan


def news(step: Step, result: Result) -> str:
    """Return what to say in a group when the result is out."""
    facts = {"cycle": str(step.cycle), "total": len(result.rows), "chosen": len(result.selected)}
    lines = [
        _("看结果：%(cycle)s") % facts,
        _("%(total)d 个提案，选出 %(chosen)d 个，每一分怎么来的都写着") % facts,
    ]
    return "\n".join(lines + [row.title for row in result.selected[:5]])


def notice_of(
    step: Step, result: Result, flagships: set[int], without_flagship: list[str], reason: str
) -> dict[str, Any]:
    """Return what a result's public notice says: title, text and the table of what is selected."""
    facts = {
        "cycle": str(step.cycle),
        "judges": result.judges,
        "expert": result.expert_weight,
        "voters": result.voters,
        "votes": result.votes,
        "public": result.public_weight,
        "entries": len(result.rows),
        "selected": len(result.selected),
        "selection": result.selection,
    }
    body = [
        _(
            "各位邻居：“%(cycle)s”共有 %(entries)d 个提案参加评选。%(judges)d 位专家打分，"
            "占 %(expert)d%%；%(voters)d 位居民投了 %(votes)d 票，占 %(public)d%%。"
        )
        % facts,
        _("居民分的算法：%(method)s。") % {"method": result.method},
        _("%(selection)s，选出 %(selected)d 个，现予公示。") % facts,
        _("【表格】"),
        *_limits(result),
        *_who_waits(result),
        *_money(result),
        *_exception(without_flagship, reason),
        _("每个提案的专家分、票数和算法，都写在评选结果页上，可以下载核对。"),
        _("您若认为计票、评分或钱数有误，请在公示期内提出，%(host)s会在公示期内答复。")
        % {"host": step.cycle.programme.host.name},
    ]
    return {
        "title": _("%(cycle)s评选结果") % facts,
        "body": "\n".join(body),
        "items": _table(result, flagships),
    }


def _limits(result: Result) -> list[str]:
    sentences = [*result.limits, _("；").join(result.unmet)]
    return [_("%(sentence)s。") % {"sentence": sentence} for sentence in sentences if sentence]


def _who_waits(result: Result) -> list[str]:
    if not result.waitlisted:
        return []
    titles = _("、").join(f"“{row.title}”" for row in result.waitlisted)
    return [_("候补：%(titles)s。") % {"titles": titles}]


def _money(result: Result) -> list[str]:
    if result.budget_cents is None:
        return []
    return [
        _("预算 %(budget)s 元，入选的一共 %(used)s 元，余 %(left)s 元。")
        % {
            "budget": exact_yuan(result.budget_cents),
            "used": exact_yuan(result.used_cents),
            "left": exact_yuan(result.left_cents or 0),
        }
    ]


def _exception(without_flagship: list[str], reason: str) -> list[str]:
    if not without_flagship:
        return []
    return [
        ngettext(
            "%(count)d 个社区没有精品项目入选：%(names)s。",
            "%(count)d 个社区没有精品项目入选：%(names)s。",
            len(without_flagship),
        )
        % {"count": len(without_flagship), "names": _("、").join(without_flagship)},
        _("仍然公示的理由：%(reason)s") % {"reason": reason},
    ]


def _table(result: Result, flagships: set[int]) -> dict[str, Any]:
    with_cost = any(row.cost_cents is not None for row in result.selected)
    columns = [_("提案"), _("社区"), _("票数"), _("总分")]
    return {
        "columns": columns + ([_("造价（元）")] if with_cost else []),
        "rows": [_cells(row, flagships, with_cost) for row in result.selected],
    }


def _cells(row: Row, flagships: set[int], with_cost: bool) -> list[str]:
    title = _("%(title)s（精品）") if row.proposal in flagships else "%(title)s"
    cells = [title % {"title": row.title}, row.community, str(row.line.votes), str(row.line.total)]
    if with_cost:
        cells.append("" if row.cost_cents is None else ledger_yuan(row.cost_cents))
    return cells
