"""Say why a project was chosen or not, in sentences that everybody understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulin.decisions.budgeting import Distance, Election, Rule, Story, Tie

from .heads import PEOPLE, Heads
from .money import Money
from .rules import CRITERIA

SENTENCES = {
    "bought_alike": gettext_lazy("%(payers)s出钱，每%(one)s出 %(most)s，凑够了。"),
    "bought_unlike": gettext_lazy(
        "%(payers)s出钱，平均每%(one)s %(mean)s，最多的出 %(most)s，凑够了。"
    ),
    "bought_saved": gettext_lazy("%(n)s想要，手里攒的钱合起来够了，就办。"),
    "bought_in_turn": gettext_lazy("%(n)s想要。轮到它时还有 %(rest)s，够办。"),
    "bought_best": gettext_lazy("%(n)s想要。这样搭配，大家得到的加起来最多。"),
    "bought": gettext_lazy("%(n)s想要，钱够，就办。"),
    "free": gettext_lazy("%(n)s想要，又不花钱，直接办。"),
    "completed": gettext_lazy("%(n)s想要，用没分完的钱办。"),
    "completed_with_help": gettext_lazy(
        "%(n)s想要，他们手里剩 %(left)s，还差 %(missing)s，用没分完的钱补上。"
    ),
    "unopposed": gettext_lazy("没有人从它得到什么，只是剩下的钱没有更好的去处。"),
    "no_votes": gettext_lazy("没有人选它。"),
    "no_points": gettext_lazy("选它的人都把它排在最后，照这种算法，办成了也不算得到什么。"),
    "worth_nothing": gettext_lazy(
        "%(n)s想要。它不花钱，这种算法按花的钱算得到多少，所以没有算上。"
    ),
    "too_few_votes": gettext_lazy("%(n)s想要，规定至少要 %(least)s。"),
    "over_whole_budget": gettext_lazy("光这一项就要 %(cost)s，比全部预算 %(budget)s 还多。"),
    "too_little_support": gettext_lazy(
        "%(n)s想要。他们的钱一分不花在别处，也只有 %(start)s，凑不到 %(cost)s；"
        "现在剩 %(left)s，还差 %(missing)s。"
    ),
    "money_went_elsewhere": gettext_lazy(
        "%(n)s想要。他们的钱先花在别的项目上了，最多的一笔是“%(other)s”；"
        "现在剩 %(left)s，还差 %(missing)s。"
    ),
    "did_not_fit": gettext_lazy("%(n)s想要，要花 %(cost)s，剩下的钱不够。"),
    "did_not_fit_in_turn": gettext_lazy("%(n)s想要，要花 %(cost)s。轮到它时只剩 %(rest)s，不够。"),
    "tie_lost": gettext_lazy("和“%(other)s”一样好，按“%(by)s”排在后面，轮到它钱就不够了。"),
    "stopped": gettext_lazy("%(n)s想要。攒到 %(left)s，离 %(cost)s 还差 %(missing)s，账就算完了。"),
    "less_welfare": gettext_lazy("%(n)s想要。要办它就得去掉别的，大家得到的加起来反而不会更多。"),
}

FAR = {
    "votes_or_cost": gettext_lazy(
        "再有 %(votes)s来投票、只选它，或者造价降到 %(cost)s，它就选上了。"
    ),
    "votes": gettext_lazy("再有 %(votes)s来投票、只选它，它就选上了；降价没有用。"),
    "cost": gettext_lazy("造价降到 %(cost)s，它就选上了；只靠多来人投票不够。"),
    "": gettext_lazy("再多人选它、再便宜，照这种算法也选不上。"),
}
"""What would have made a project win, by what of it there is."""


@dataclass(frozen=True)
class Teller:
    """Tells what became of the projects of one count."""

    election: Election
    rule: Rule
    money: Money
    names: Mapping[str, str]
    """What each project is called, by its key."""

    heads: Heads = PEOPLE

    def because(self, story: Story) -> str:
        """Return why a project was chosen or not."""
        sentence = str(SENTENCES[self._sentence_for(story)])
        return sentence % {**self._counts(story), **self._amounts(story), **self._lost_to(story)}

    def supporters(self, story: Story) -> str:
        """Return how the supporters paid, where not all paid alike; else nothing."""
        paid = story.purchase
        if paid is None or not (paid.in_part or paid.with_nothing):
            return ""
        said = [
            (paid.in_full, ngettext("%(n)s出足", "%(n)s出足", paid.in_full)),
            (paid.in_part, ngettext("%(n)s出了剩的钱", "%(n)s出了剩的钱", paid.in_part)),
            (
                paid.with_nothing,
                ngettext("%(n)s的钱用完了", "%(n)s的钱用完了", paid.with_nothing),
            ),
        ]
        return _("，").join(words % {"n": self.heads.counted(n)} for n, words in said if n) + _(
            "。"
        )

    def far(self, distance: Distance) -> str:
        """Say what would have made a project win."""
        facts: dict[str, str] = {}
        if distance.votes_to_win is not None:
            facts["votes"] = self.heads.counted(distance.votes_to_win)
        if distance.cost_to_win is not None:
            facts["cost"] = self.money.said(distance.cost_to_win)
        return str(FAR["_or_".join(facts)]) % facts

    def tie(self, tie: Tie) -> str:
        """Return how a tie was settled."""
        names = _("、").join(_("“%(name)s”") % {"name": self.names[key]} for key in tie.keys)
        facts = {"names": names, "by": CRITERIA[tie.settled_by], "first": self.names[tie.chosen]}
        return _("%(names)s一样好，按“%(by)s”，“%(first)s”在前。") % facts

    def _sentence_for(self, story: Story) -> str:
        refine = {
            "bought": self._bought,
            "completed": _completed,
            "did_not_fit": _did_not_fit,
            "money_went_elsewhere": _went_elsewhere,
            "stopped": lambda one: "stopped" if one.money else "did_not_fit",
            "tie_lost": lambda one: "tie_lost" if one.lost else _did_not_fit(one),
        }
        return refine[story.because](story) if story.because in refine else story.because

    def _bought(self, story: Story) -> str:
        if paid := story.purchase:
            if paid.price is None or not paid.payments:
                return "bought_saved"
            return "bought_alike" if len(paid.payments) == 1 else "bought_unlike"
        if self.rule.name == "max-welfare":
            return "bought_best"
        return "bought" if story.left_at_turn is None else "bought_in_turn"

    def _counts(self, story: Story) -> dict[str, str]:
        counted = self.heads.counted
        return {"n": counted(story.votes), "least": counted(self.rule.least_votes)}

    def _amounts(self, story: Story) -> dict[str, str]:
        said = self.money.said
        facts = {"cost": said(story.cost), "budget": said(self.election.budget)}
        if story.left_at_turn is not None:
            facts["rest"] = said(story.left_at_turn)
        if had := story.money:
            facts |= {"start": said(had.at_start), "left": said(had.left)}
            facts |= {"missing": said(had.missing)}
            if had.went_to:
                facts["other"] = self.names[had.went_to[0].key]
        if story.purchase and (payments := story.purchase.payments):
            payers = sum(one.voters for one in payments)
            total = sum((one.amount * one.voters for one in payments), Fraction(0))
            facts |= {"payers": self.heads.counted(payers), "one": self.heads.one}
            facts["most"] = said(payments[0].amount)
            facts |= {"mean": said(total / payers)}
        return facts

    def _lost_to(self, story: Story) -> dict[str, str]:
        if story.lost is None:
            return {}
        other, by = self.names[story.lost.chosen], str(CRITERIA[story.lost.settled_by])
        return {"other": other, "by": by}


def _completed(story: Story) -> str:
    return "completed_with_help" if story.money and story.money.missing else "completed"


def _did_not_fit(story: Story) -> str:
    return "did_not_fit" if story.left_at_turn is None else "did_not_fit_in_turn"


def _went_elsewhere(story: Story) -> str:
    has_told = story.money is not None and story.money.went_to
    return "money_went_elsewhere" if has_told else "did_not_fit"
