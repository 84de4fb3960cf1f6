"""A count as it is drawn."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.web.formats import number

from .models import NamingContest


@dataclass(frozen=True)
class ResultLine:
    """One name on the ballot and how it fared."""

    rank: int
    name: str
    votes: int
    on_phones: int
    on_paper: int
    share: int
    """Of the votes for all names, in per cent, for the bar."""

    tie: str
    """How it stands to names with as many votes; empty without a tie."""

    is_adopted: bool


def result_lines(contest: NamingContest) -> list[ResultLine]:
    """Return the stored count, the winner first; nothing before there is one."""
    if not contest.is_decided:
        return []
    stored = contest.outcome
    whole = sum(line["votes"] for line in stored["lines"]) or 1
    return [
        ResultLine(
            rank=line["rank"],
            name=stored["names"][line["key"]]["name"],
            votes=line["votes"],
            on_phones=stored["names"][line["key"]]["on_phones"],
            on_paper=stored["names"][line["key"]]["on_paper"],
            share=round(100 * line["votes"] / whole),
            tie=_tie(stored, line),
            is_adopted=line["key"] == str(contest.adopted_id),
        )
        for line in stored["lines"]
    ]


def plaque_words(contest: NamingContest, giver: str) -> list[str]:
    """Return what stands on a plaque below the name: when it was chosen, by how many, by whom."""
    (best,) = [one for one in contest.outcome["lines"] if one["key"] == str(contest.adopted_id)]
    voted = sum(one["votes"] for one in contest.outcome["lines"])
    facts = {
        "day": date_format(timezone.localtime(contest.concluded_at), "DATE_FORMAT"),
        "voted": number(voted),
    }
    said = ngettext("%(day)s，%(voted)s 位邻居投票定名", "%(day)s，%(voted)s 位邻居投票定名", voted)
    got = ngettext("得 %(n)s 票", "得 %(n)s 票", best["votes"]) % {"n": number(best["votes"])}
    return [_("，").join([said % facts, got]), _("最先起这个名字的：%(giver)s") % {"giver": giver}]


def _tie(stored: dict[str, Any], line: dict[str, Any]) -> str:
    others = [
        other["key"]
        for other in stored["lines"]
        if other["votes"] == line["votes"] and other["key"] != line["key"]
    ]
    if not others or not line["votes"]:
        return ""
    names = "”“".join(stored["names"][key]["name"] for key in others)
    return _("和“%(names)s”票数一样，先起的排在前面。") % {"names": names}
