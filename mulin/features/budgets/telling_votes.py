"""Say in words how a budget vote works, and lay out its ballot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mulin.programmes.models import Step

from . import queries
from .models import BudgetVote, Option
from .rules import CRITERIA, RULES, TIE_CRITERIA, meaning_of
from .terms import (
    AT_MOST,
    BALLOTS,
    DELEGATES,
    EXACTLY,
    HOUSEHOLDS,
    KNAPSACK,
    MOST_VOTES,
    POINTS,
    Terms,
)
from .voting_forms import BallotForm


@dataclass(frozen=True)
class Line:
    """One option on a ballot, and what stands beside it."""

    option: Option
    given: str = ""
    """What was ticked or typed, right or wrong."""

    points: int | None = None
    place: int | None = None


def lines_of(vote: BudgetVote, form: BallotForm | None) -> list[Line]:
    """Return a ballot's options with what was filled in."""
    given = form.given if form else {}
    return [Line(one, given.get(one.number, "")) for one in queries.options_of(vote)]


def chosen_from(
    vote: BudgetVote, choices: Sequence[int], points: Sequence[int] | None = None
) -> list[Line]:
    """Return what a ballot says, option by option."""
    options = {one.number: one for one in queries.options_of(vote)}
    given: Sequence[Any] = points or [None] * len(choices)
    return [
        Line(options[number], points=worth, place=place)
        for place, (number, worth) in enumerate(zip(choices, given, strict=True), start=1)
    ]


def terms_in_words(terms: Terms) -> list[str]:
    """Return how a vote is voted and counted, one sentence each."""
    said = [
        _("由名册上的居民代表和党员代表投票；两样都是的，也只有一张选票")
        if terms.voters == DELEGATES
        else _("由名册上的住户投票，每户一票，家里谁投都行，先投的算")
        if terms.by_households
        else _("由名册上的居民投票，每人一票"),
        how_to_fill(terms),
        _("无记名：选票上没有名字，封票以后谁也对不上；投出去就不能改")
        if terms.is_secret
        else _("记名：结果里写明谁投了什么；截止前可以改，每次改都留记录"),
    ]
    if terms.method == MOST_VOTES:
        said.append(_most_votes(terms))
    elif terms.by_places:
        said.append(_first_places(terms))
    else:
        means = meaning_of(terms.method, terms.heads)
        said.append(_("%(rule)s：%(means)s") % {"rule": RULES[terms.method][0], "means": means})
    order = _("，").join(str(CRITERIA[one]) for one in TIE_CRITERIA[terms.ties])
    said.append(_("一样好的谁先：%(order)s") % {"order": order})
    if terms.needs_seed:
        said.append(_("抽签的种子：%(source)s，开出来再填") % {"source": terms.seed_source})
    said.append(_("可以投空白票：算参加了，不算给哪一项"))
    said.append(_("截止前谁也看不到票投给了谁，只看得到多少人投了"))
    return said


def _most_votes(terms: Terms) -> str:
    said = {
        DELEGATES: _(
            "超过一半的代表参加才有效；按票数从高到低取 %(places)d 项，每项要超过参加人数的一半"
        ),
        HOUSEHOLDS: _(
            "超过一半的住户参加才有效；按票数从高到低取 %(places)d 项，每项要超过参加户数的一半"
        ),
    }
    other = _(
        "名册上超过一半的人参加才有效；按票数从高到低取 %(places)d 项，每项要超过参加人数的一半"
    )
    return said.get(terms.voters, other) % {"places": terms.places}


def _first_places(terms: Terms) -> str:
    if terms.voters == DELEGATES:
        return _("超过一半的代表参加才有效；按票数从高到低取 %(places)d 项") % {
            "places": terms.places
        }
    return _("按票数从高到低取 %(places)d 项") % {"places": terms.places}


def how_to_fill(terms: Terms) -> str:
    """Return what a voter does with the ballot."""
    if terms.ballot == AT_MOST:
        return _("最多选 %(most)d 项") % {"most": terms.most}
    if terms.ballot == EXACTLY:
        return _("要正好选 %(most)d 项，不多不少") % {"most": terms.most}
    if terms.ballot == POINTS:
        return _("您有 %(points)d 分，想给谁几分就几分，可以不用完") % {"points": terms.points}
    if terms.ballot == KNAPSACK:
        return _("在预算里随便挑，加起来不超过预算就行")
    if terms.ranks:
        return _("最想要的写 1，第二想要的写 2，不想要的空着")
    return str(dict(BALLOTS)[terms.ballot])


def counted(terms: Terms, voters: int) -> str:
    """Return so many people, or so many households where these have the ballots."""
    return terms.heads.counted(voters)


def turnout_said(terms: Terms, registered: int, turnout: int) -> str:
    """Say how many were on the roll and how many of them voted."""
    return _("名册上 %(all)s，投了 %(voted)s") % {
        "all": counted(terms, registered),
        "voted": counted(terms, turnout),
    }


def invitation(step: Step, terms: Terms) -> str:
    """Return what to say in a group so that neighbours come and vote."""
    when = date_format(timezone.localtime(step.closes_at), "DATETIME_FORMAT")
    facts = {"cycle": str(step.cycle), "step": str(step), "when": when}
    if step.is_closed:
        return _("看结果：%(cycle)s %(step)s") % facts
    return "\n".join(
        [
            _("来投票：%(cycle)s %(step)s") % facts,
            _("%(when)s截止") % facts,
            how_to_fill(terms),
        ]
    )
