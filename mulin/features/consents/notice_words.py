"""What is said of a round on paper and in a group."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .board import Board
from .models import ConsentRound
from .queries import count_of
from .rules import kept_outcome, outcome_of, rule_in_words


def what_it_is_not() -> str:
    """Say in one sentence what a round of households is not."""
    return _("这是社区对住户的征询，不是法律上由业主作出的决定；依法要由业主定的事，另行表决。")


def result_words(round: ConsentRound) -> dict[str, Any]:
    """Return what a closed round's notice says: title, text and the table of figures."""
    outcome = kept_outcome(round.step) or outcome_of(round.step, count_of(round))
    line = outcome.lines[0]
    facts = {
        "step": str(round.step),
        "question": round.question,
        "have": line.have,
        "base": line.base,
        "percent": line.percent,
        "needed": line.needed,
    }
    verdict = (
        _("同意 %(have)s 户，占 %(base)s 户的 %(percent)s%%，要 %(needed)s 户，达到了。")
        if outcome.passed
        else _("同意 %(have)s 户，占 %(base)s 户的 %(percent)s%%，要 %(needed)s 户，没有达到。")
    )
    body = [
        _("各位邻居：“%(step)s”问的是：%(question)s") % facts,
        rule_in_words(round.step),
        verdict % facts,
        _("【表格】"),
        what_it_is_not(),
        _("总体同意不代替哪一家的同意；涉及自家的，一户一户另外商量。"),
    ]
    return {
        "title": _("%(step)s征询结果") % facts,
        "body": "\n".join(body),
        "items": _table(round.step.outcome),
    }


def _table(outcome: dict[str, Any] | None) -> dict[str, Any]:
    rows = [[name, str(homes), str(lit)] for name, homes, lit in (outcome or {})["buildings"]]
    totals = [sum(int(row[at]) for row in rows) for at in (1, 2)]
    return {
        "columns": [_("楼栋"), _("户数"), _("答复了")],
        "rows": [*rows, [_("合计"), *map(str, totals)]],
    }


def news(board: Board) -> str:
    """Return what to say in a group: the question while it runs, else how it came out."""
    line = board.line
    facts = {"question": board.round.question, "have": line.have, "base": line.base}
    if board.step.is_closed:
        ending = (
            _("同意 %(have)s 户 / %(base)s 户，达到了")
            if line.passed
            else _("同意 %(have)s 户 / %(base)s 户，没有达到")
        )
        return "\n".join([_("征询结果：%(question)s"), ending]) % facts
    lines = [_("请答一句：%(question)s") % facts]
    if board.tells_how_many_agree and board.lacks:
        words = ngettext("还差 %(count)s 户同意", "还差 %(count)s 户同意", board.lacks)
        lines.append(words % {"count": board.lacks})
    return "\n".join([*lines, _("凭信上的户码，一分钟")])
