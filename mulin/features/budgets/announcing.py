"""What is said of a vote's result: in a group, and on the public notice."""

from typing import Any

from django.utils.translation import gettext as _

from mulin.web.formats import number

from . import queries
from .ballot_list import winners_of
from .models import BudgetVote, Option
from .telling_votes import how_to_fill, turnout_said
from .terms import terms_from
from .vote_results import VoteResult

CENTS = 100
MOST_NAMED = 5


def news(result: VoteResult) -> str:
    """Return what to say in a group when the result is out."""
    titles = [one.title for one in winners_of(result.vote)]
    lines = [_("看结果：%(cycle)s") % {"cycle": result.vote.step.cycle}, result.only_verdict]
    return "\n".join(lines + titles[:MOST_NAMED])


def notice_of(vote: BudgetVote) -> dict[str, Any]:
    """Return what the public notice of a vote says: title, text and the table of its items."""
    options = queries.options_of(vote)
    chosen = winners_of(vote)
    terms = terms_from(vote.step.settings)
    facts = {
        "cycle": str(vote.step.cycle),
        "turnout": turnout_said(terms, vote.registered or 0, vote.turnout or 0),
        "all": number(len(options)),
        "chosen": number(len(chosen)),
        "host": vote.step.cycle.programme.host.name,
        "how": how_to_fill(terms),
    }
    body = [
        _("各位邻居：“%(cycle)s”的投票，%(turnout)s，每张选票%(how)s。") % facts,
        _("%(all)s 项里选出 %(chosen)s 项，现予公示，接下来招标。") % facts,
        _("【表格】"),
        _("每一项的票数、选上没选上的原因和每个人投了什么，都在结果页上。")
        if not terms.is_secret
        else _("每一项的票数、选上没选上的原因和全部选票，都在结果页上，可以下载重算。")
        if (vote.turnout or 0) >= queries.FEWEST
        else _("投票的不到 %(few)d 人，为了不让人猜出谁投了什么，只公布结果。")
        % {"few": queries.FEWEST},
        _("您若认为计票有误，请在公示期内提出，%(host)s会在公示期内答复。") % facts,
    ]
    return {
        "title": _("%(cycle)s投票结果") % facts,
        "body": "\n".join(body),
        "items": _table(vote, chosen),
    }


def _table(vote: BudgetVote, chosen: list[Option]) -> dict[str, Any]:
    votes = _votes(vote)
    columns = [_("编号"), _("选上的项目"), _("造价（元）")]
    if votes:
        columns.append(_("票数"))
    rows = [
        [
            str(one.number),
            one.title,
            f"{one.cost_cents / CENTS:,.2f}".removesuffix(".00"),
            *([str(votes[one.key])] if votes else []),
        ]
        for one in chosen
    ]
    return {"columns": columns, "rows": rows}


def _votes(vote: BudgetVote) -> dict[str, int]:
    """Return how many wanted each item, where that may be said and the rule says it."""
    is_secret = terms_from(vote.step.settings).is_secret
    if is_secret and (vote.turnout or 0) < queries.FEWEST:
        return {}
    return {line["key"]: line["votes"] for line in (vote.outcome or {}).get("lines", [])}
