"""A count as files to keep: for machines, and as a list for offices."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from mulin.web.sheets import sheet_response

from .models import BallotFile
from .presenting import Result


def outcome_json(file: BallotFile, result: Result) -> HttpResponse:
    """Return the outcome with every figure exact, and which ballots it was counted from."""
    content = {
        "title": file.title,
        "sha256": file.sha256,
        "currency": file.currency,
        "coins_per_unit": file.coin,
        "budget": file.budget,
        "voters": file.voters,
        "outcome": result.explanation.allocation.as_dict(),
        "explanation": result.explanation.as_dict(),
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="budget-{file.pk}.json"'
    return response


def list_xlsx(file: BallotFile, result: Result) -> HttpResponse:
    """Return every project with its result and the reason, and the rule on a second sheet."""
    columns = [
        _("次序"),
        _("编号"),
        _("项目名称"),
        _("造价"),
        _("多少人想要"),
        _("结果"),
        _("为什么"),
    ]
    rule = (_("规则"), [_("项目"), _("内容"), _("意思")], result.particulars)
    ties = (_("一样好的怎么分先后"), [_("怎么分的")], [[said] for said in result.ties])
    return sheet_response(file.title, columns, _rows(result), rule, ties)


def _rows(result: Result) -> Iterator[list[Any]]:
    costs = {one.key: one.cost for one in result.election.projects}
    for row in result.rows:
        cost = costs[row.key] / result.election.unit
        yield [row.place, row.key, row.name, cost, row.votes, row.verdict, row.because]
