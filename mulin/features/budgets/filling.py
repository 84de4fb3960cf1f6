"""What a filled-in ballot must be, whoever reads it: a page, or the people who count paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.errors import Refused

from .terms import AT_MOST, EXACTLY, KNAPSACK, Terms


@dataclass(frozen=True)
class Paper:
    """The ballot of one vote as it is handed to everybody: terms, options and money."""

    vote_id: int
    terms: Terms
    budget: int
    costs: Mapping[int, int]
    """By the numbers of the options, in cents."""

    envelope: Mapping[int, int]
    """Whose money pays for each option; empty where the money is not split."""

    budgets: Mapping[int, int]
    """By envelope."""


@dataclass(frozen=True)
class Filling:
    """A ballot that is as it must be."""

    choices: list[int]
    points: list[int] | None


def blank(paper: Paper) -> Filling:
    """Return a ballot on which nothing is chosen: it is cast, and counts for no option."""
    return Filling([], [] if paper.terms.gives_points else None)


def filled(paper: Paper, choices: Sequence[int], points: Sequence[int] | None = None) -> Filling:
    """Return a ballot in the one way it is stored, or say what is wrong with it."""
    if not choices:
        raise Refused(_("还没有选，至少选 1 项。"))
    if len(set(choices)) < len(choices):
        raise Refused(_("有一项选了两次。"))
    if any(number not in paper.costs for number in choices):
        raise Refused(_("有一项不在这次的选票上，请重新选。"))
    _refuse_wrong_number(paper.terms, len(choices))
    if paper.terms.ballot == KNAPSACK:
        _refuse_overspending(paper, choices)
    if paper.terms.gives_points:
        return _with_points(paper.terms, choices, points or [])
    return Filling(list(choices) if paper.terms.ranks else sorted(choices), None)


def _refuse_wrong_number(terms: Terms, chosen: int) -> None:
    if terms.ballot in (AT_MOST, EXACTLY) and chosen > terms.most:
        over = chosen - terms.most
        raise Refused(
            ngettext(
                "最多选 %(most)d 项，请去掉 %(over)d 项。",
                "最多选 %(most)d 项，请去掉 %(over)d 项。",
                over,
            )
            % {"most": terms.most, "over": over}
        )
    if terms.ballot == EXACTLY and chosen < terms.most:
        lack = terms.most - chosen
        raise Refused(
            ngettext(
                "要正好选 %(most)d 项，还差 %(lack)d 项。",
                "要正好选 %(most)d 项，还差 %(lack)d 项。",
                lack,
            )
            % {"most": terms.most, "lack": lack}
        )


def _refuse_overspending(paper: Paper, choices: Sequence[int]) -> None:
    spent: dict[int, int] = {}
    for number in choices:
        whose = paper.envelope.get(number, 0)
        spent[whose] = spent.get(whose, 0) + paper.costs[number]
    for whose, cents in spent.items():
        budget = paper.budgets[whose] if whose else paper.budget
        if cents > budget:
            raise Refused(
                _("选的加起来超了 %(over)s 元，请去掉一项。")
                % {"over": f"{(cents - budget) / 100:,.2f}".removesuffix(".00")}
            )


def _with_points(terms: Terms, choices: Sequence[int], points: Sequence[int]) -> Filling:
    if len(points) != len(choices) or any(one < 1 for one in points):
        raise Refused(_("选了的每一项至少给 1 分。"))
    if sum(points) > terms.points:
        raise Refused(
            _("一共 %(all)d 分，您给了 %(given)d 分，多了 %(over)d 分。")
            % {"all": terms.points, "given": sum(points), "over": sum(points) - terms.points}
        )
    pairs = sorted(zip(choices, points, strict=True))
    return Filling([number for number, _given in pairs], [given for _number, given in pairs])
