"""The rules a page offers, in words: what each choice means, and what is chosen when none is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mulin.decisions.budgeting import Rule, TieOrder

from .heads import Heads
from .money import Money

Words = Mapping[str, tuple[str | Promise, str | Promise]]
"""What a choice is called, and what it means in one sentence."""

RULES: Words = {
    "equal-shares": (
        gettext_lazy("人人一份（等额份额）"),
        gettext_lazy("钱平分给每位投票人，想要同一项的人一起凑，凑够就办。"),
    ),
    "greedy": (
        gettext_lazy("票多的先买"),
        gettext_lazy("支持最多的先办，钱不够办的跳过去，看下一项。"),
    ),
    "phragmen": (
        gettext_lazy("轮流攒钱（Phragmén）"),
        gettext_lazy("每位投票人手里的钱一样快地攒，哪一项的支持者先攒够，就先办哪一项。"),
    ),
    "max-welfare": (
        gettext_lazy("加起来最多"),
        gettext_lazy("所有办得起的搭配里，挑大家得到的加起来最多的一种。"),
    ),
}

FOR_HOUSEHOLDS: Mapping[str, str | Promise] = {
    "equal-shares": gettext_lazy("钱平分给投票的每一户，想要同一项的一起凑，凑够就办。"),
    "phragmen": gettext_lazy("每户手里的钱一样快地攒，哪一项的支持者先攒够，就先办哪一项。"),
}
"""What these rules mean where households have the ballots."""

UTILITIES: Words = {
    "cost": (
        gettext_lazy("按造价"),
        gettext_lazy("一项花了多少钱，支持它的人就算得到多少。"),
    ),
    "cardinality": (
        gettext_lazy("按项数"),
        gettext_lazy("办成一项算一项，不管花多少钱；便宜的更容易办成。"),
    ),
    "points": (
        gettext_lazy("按给的分"),
        gettext_lazy("给了几分，办成了就算得到几分。"),
    ),
    "points-cost": (
        gettext_lazy("按给的分乘造价"),
        gettext_lazy("分给得高、钱也花得多的，算得到的多。"),
    ),
    "borda": (
        gettext_lazy("按排的先后"),
        gettext_lazy("一项排在几项前面，办成了就算得到几分。"),
    ),
}

COMPLETIONS: Words = {
    "add1-greedy": (
        gettext_lazy("每人多分一点再算，最后按支持补"),
        gettext_lazy("钱没用完，就给每人多分一点从头再算；还有剩的，再从支持最多的补起。"),
    ),
    "add1": (
        gettext_lazy("每人多分一点再算"),
        gettext_lazy("钱没用完，就给每人多分一点，从头再算，直到再多就超预算。"),
    ),
    "greedy": (
        gettext_lazy("按支持补"),
        gettext_lazy("凑完以后剩下的钱，从支持最多的补起，补得起就办。"),
    ),
    "none": (
        gettext_lazy("不补"),
        gettext_lazy("凑不够的都不办，剩下的钱留着。"),
    ),
}

TIES: Words = {
    "cost": (
        gettext_lazy("先便宜的，再票多的，再按编号"),
        gettext_lazy("一样好的两项，便宜的先办；还一样，票多的先办；再一样，编号小的先办。"),
    ),
    "lot": (
        gettext_lazy("先便宜的，再票多的，再抽签"),
        gettext_lazy("都一样才抽签。签由公开的种子算出来，谁都能重算，谁也改不了。"),
    ),
    "id": (
        gettext_lazy("只按编号"),
        gettext_lazy("一样好的两项，编号小的先办。"),
    ),
}
TIE_CRITERIA = {
    "cost": ("lowest-cost", "most-votes", "id"),
    "lot": ("lowest-cost", "most-votes", "lot"),
    "id": ("id",),
}
CRITERIA = {
    "lowest-cost": pgettext_lazy("settles a tie", "便宜的先办"),
    "most-votes": pgettext_lazy("settles a tie", "票多的先办"),
    "lot": pgettext_lazy("settles a tie", "抽签"),
    "id": pgettext_lazy("settles a tie", "编号小的先办"),
}
STOPS = {
    "supported": gettext_lazy("有人支持的都放不下了，就停。"),
    "all": gettext_lazy("所有项目都放不下了，就停。"),
    "never": gettext_lazy("一直加到再加就超预算为止。"),
}

RANKED: Words = {
    "points": (
        gettext_lazy("按排的先后给分"),
        gettext_lazy("排了几项，排第一的就得几分，往后一项少一分；办成了，算得到这么多。"),
    ),
    "points-cost": (
        gettext_lazy("按排的先后给分，再乘造价"),
        gettext_lazy("排得前、钱也花得多的，算得到的多。"),
    ),
}
"""What the same means where voters put options in order and give no points themselves."""

BY_APPROVAL = ("cost", "cardinality")
BY_POINTS = ("points", "points-cost", *BY_APPROVAL)
UTILITIES_OF = {
    "approval": BY_APPROVAL,
    "cumulative": BY_POINTS,
    "scoring": BY_POINTS,
    "ordinal": ("points", "borda", "points-cost", *BY_APPROVAL),
}
"""What can be said with ballots of each kind, the house's own choice first."""

BUYS_UNASKED = ("greedy", "phragmen")
"""What would spend money that is left over on what nobody wants."""

BEST_RULE, BEST_COMPLETION, BEST_TIES = "equal-shares", "add1-greedy", "cost"


def rule_from(name: str, utility: str, completion: str, ties: TieOrder) -> Rule:
    """Return a rule with those of the choices that it knows."""
    return Rule(
        name,
        utility="cost" if name == "phragmen" else utility,
        completion=completion if name == "equal-shares" else "none",
        least_votes=1 if name in BUYS_UNASKED else 0,
        ties=ties,
    )


def utilities_of(kind: str) -> Words:
    """Return what can be said with ballots of a kind, and what each means for them."""
    named = {**UTILITIES, **(RANKED if kind == "ordinal" else {})}
    return {name: named[name] for name in UTILITIES_OF[kind]}


def best_rule(kind: str, name: str = BEST_RULE, ties: TieOrder | None = None) -> Rule:
    """Return a rule as this house recommends it for ballots of a kind."""
    return rule_from(name, UTILITIES_OF[kind][0], BEST_COMPLETION, ties or TieOrder())


def name_of(rule: Rule) -> str:
    """Return what a rule is called; where its variants are known by names, the variant's."""
    if rule.name == "greedy" and rule.utility == "cardinality":
        return _("票多的先买，按一票合多少钱")
    if rule.name == "greedy" and rule.utility != "cost":
        return _("分多的先买")
    return str(RULES[rule.name][0])


def meaning_of(name: str, heads: Heads) -> str:
    """Return what a rule means in one sentence."""
    means = FOR_HOUSEHOLDS.get(name) if heads.are_households else None
    return str(means or RULES[name][1])


def rule_in_words(rule: Rule, kind: str, money: Money, heads: Heads) -> list[tuple[str, str, str]]:
    """Return every particular of a rule: what it is about, what it is, what that means."""
    words = [(_("算法"), name_of(rule), meaning_of(rule.name, heads))]
    if rule.name != "phragmen":
        words.append((_("办成一项算得到多少"), *_both(utilities_of(kind)[rule.utility])))
    if rule.name == "equal-shares":
        words.append((_("没用完的钱"), *_both(COMPLETIONS[rule.completion])))
    if rule.completion.startswith("add1"):
        more = money.exact(rule.increment * money.coin)
        words.append((_("每次给每%(one)s多分") % {"one": heads.one}, more, str(STOPS[rule.stop])))
    if rule.least_votes:
        words.append((_("最少要多少票"), str(rule.least_votes), _("票数不到的不参加。")))
    order = _("，").join(str(CRITERIA[one]) for one in rule.ties.criteria)
    words.append((_("一样好的谁先"), order, _("这个顺序在算以前就定好，每次都照它。")))
    if rule.ties.seed:
        words.append((_("抽签的种子"), rule.ties.seed, _("种子和编号合起来算一个数，小的在前。")))
    return words


def _both(words: tuple[str | Promise, str | Promise]) -> tuple[str, str]:
    called, means = words
    return str(called), str(means)
