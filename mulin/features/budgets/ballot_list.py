"""The published list of ballots: as lines of a page, and as files to count again from."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.people.names import author_in_public

from . import queries
from .models import BudgetVote, OpenBallot, Option, SecretBallot
from .receipts import written
from .terms import terms_from

BLANK = gettext_lazy("空白票，一项也没有选")
BOM = "\ufeff"
"""By which spreadsheets know that a file is UTF-8."""


@dataclass(frozen=True)
class ListedBallot:
    """One ballot as the list shows it."""

    code: str
    says: str
    on_paper: bool


def lines_of(vote: BudgetVote, ballots: Iterable[SecretBallot]) -> list[ListedBallot]:
    """Return ballots as the list shows them."""
    titles = {one.number: str(one) for one in vote.options.all()}
    terms = terms_from(vote.step.settings)
    mark = _(" → ") if terms.ranks else _("，")
    return [
        ListedBallot(written(one.code), mark.join(_said(one, titles)) or str(BLANK), one.on_paper)
        for one in ballots
    ]


@dataclass(frozen=True)
class NamedBallot:
    """One ballot of an open vote as the list shows it."""

    number: int
    """Of the line on the roll: two of one surname are told apart."""

    voter: str
    says: str


def named_lines_of(vote: BudgetVote, ballots: Iterable[OpenBallot]) -> list[NamedBallot]:
    """Return the ballots of an open vote; as everywhere in public, surnames stand for names."""
    titles = {one.number: str(one) for one in vote.options.all()}
    mark = _(" → ") if terms_from(vote.step.settings).ranks else _("，")
    return [
        NamedBallot(
            one.elector.number,
            author_in_public(one.elector.person, one.elector.name),
            mark.join(_said(one, titles)) or str(BLANK),
        )
        for one in ballots
    ]


def line_with(vote: BudgetVote, code: str) -> ListedBallot | None:
    """Return the ballot under a receipt, where ballots are listed."""
    if not queries.is_listed(vote):
        return None
    return next(iter(lines_of(vote, queries.ballots_of(vote).filter(code=code))), None)


def winners_of(vote: BudgetVote) -> list[Option]:
    """Return what was chosen, in the order in which the rule chose it."""
    options = {one.key: one for one in vote.options.all()}
    return [options[key] for key in (vote.outcome or {}).get("winners", [])]


def bundle_of(vote: BudgetVote) -> dict[str, Any]:
    """Return everything one needs to count a vote again."""
    terms = terms_from(vote.step.settings)
    return {
        "title": str(vote.step),
        "terms": vote.step.settings,
        "kind": terms.kind,
        "seed": vote.seed,
        "registered": vote.registered,
        "turnout": vote.turnout,
        "budget_cents": vote.budget_cents,
        "envelopes": {str(one.community_id): one.budget_cents for one in vote.envelopes.all()},
        "options": [
            {
                "key": one.key,
                "title": one.title,
                "category": one.category,
                "cost_cents": one.cost_cents,
                "envelope": str(one.community_id or ""),
            }
            for one in vote.options.all()
        ],
        "ballots": [
            {"receipt": one.code, "choices": one.choices, "points": one.points}
            for one in queries.ballots_of(vote).iterator()
        ],
        "outcome": vote.outcome,
    }


def as_json(vote: BudgetVote) -> HttpResponse:
    """Return the bundle as a file."""
    given = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(bundle_of(vote), json_dumps_params=given)
    response["Content-Disposition"] = f'attachment; filename="budget-vote-{vote.step_id}.json"'
    return response


def as_csv(vote: BudgetVote) -> HttpResponse:
    """Return the ballots as a table, one column for each option."""
    options = list(vote.options.all())
    terms = terms_from(vote.step.settings)
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="budget-vote-{vote.step_id}.csv"'
    table = csv.writer(response)
    table.writerow([_("回执码"), *(str(one) for one in options)])
    for ballot in queries.ballots_of(vote).iterator():
        given = _given(ballot, ranks=terms.ranks)
        table.writerow([written(ballot.code), *(given.get(one.number, "") for one in options)])
    return response


def _given(ballot: SecretBallot, *, ranks: bool) -> dict[int, int]:
    """Return what a ballot gives each option: its place, its points, or one."""
    if ranks:
        return {number: place for place, number in enumerate(ballot.choices, start=1)}
    if ballot.points is not None:
        return dict(zip(ballot.choices, ballot.points, strict=True))
    return dict.fromkeys(ballot.choices, 1)


def _said(ballot: SecretBallot | OpenBallot, titles: dict[int, str]) -> list[str]:
    if ballot.points is None:
        return [titles[number] for number in ballot.choices]
    pairs = zip(ballot.choices, ballot.points, strict=True)
    return [
        _("%(title)s %(points)d 分") % {"title": titles[number], "points": points}
        for number, points in pairs
    ]
