"""
Turn an allocation and its explanation into what a page shows: sentences and pictures.

It knows nothing of where the election came from: an uploaded file or ballots of our own.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decisions.budgeting import Distance, Election, Explanation, Rule
from mulin.web.formats import number, percent_of

from .drawing import PAID, Bar, Drawing, Row, Sum, segment, spread_of, sum_of
from .heads import PEOPLE, Heads
from .money import Money
from .reasons import Teller
from .rules import name_of, rule_in_words

MOST_NUMBERED = 9
"""How many projects' numbers find room in the bar of the budget."""


@dataclass(frozen=True)
class GroupRow:
    """What a group of projects got, beside how much support it had."""

    name: str
    projects: int
    chosen: int
    spent: SafeString
    of_money: str
    of_ballots: str


@dataclass(frozen=True)
class Result:
    """What a rule makes of an election, ready to be shown."""

    election: Election
    explanation: Explanation
    currency: str = ""
    heads: Heads = PEOPLE

    @property
    def rule(self) -> Rule:
        return self.explanation.allocation.rule

    @property
    def name(self) -> str:
        """What the rule is called."""
        return name_of(self.rule)

    @property
    def spent(self) -> int:
        return self.explanation.allocation.spent

    @cached_property
    def money(self) -> Money:
        return Money(self.election.unit, self.currency)

    @cached_property
    def names(self) -> dict[str, str]:
        return {one.key: one.name or one.key for one in self.election.projects}

    @cached_property
    def verdict(self) -> str:
        """Say in one sentence what came of it."""
        chosen = len(self.explanation.allocation.winners)
        facts = {
            "all": number(len(self.election.projects)),
            "chosen": number(chosen),
            "spent": self.money.said(self.spent),
        }
        if not chosen:
            return _("%(all)s 项里一项也办不成") % facts
        said = ngettext(
            "%(all)s 项里选出 %(chosen)s 项，花 %(spent)s",
            "%(all)s 项里选出 %(chosen)s 项，花 %(spent)s",
            chosen,
        )
        return said % facts

    @property
    def voters(self) -> int:
        return self.explanation.public.voters

    @property
    def each(self) -> str:
        """One of those who vote: a person, or a household."""
        return self.heads.one

    @property
    def voters_said(self) -> str:
        return self.heads.voters(self.voters)

    @property
    def served_said(self) -> str:
        return self.heads.counted(self.served)

    @property
    def served(self) -> int:
        """How many voters got at least one project that they wanted."""
        return self.explanation.public.served

    @property
    def budget(self) -> SafeString:
        return self.money.written(self.election.budget)

    @property
    def left(self) -> SafeString:
        return self.money.written(self.election.budget - self.spent)

    @property
    def money_per_voter(self) -> SafeString:
        """What is spent on projects that a voter wanted, on average."""
        return self.money.written(self.explanation.public.money_per_voter)

    @cached_property
    def budget_bar(self) -> Bar:
        """What of the budget each chosen project takes, in the order in which they were chosen."""
        rounds = self.explanation.allocation.rounds
        said = self.money.said
        says = _("预算 %(budget)s，花 %(spent)s，剩 %(left)s") % {
            "budget": said(self.election.budget),
            "spent": said(self.spent),
            "left": said(self.election.budget - self.spent),
        }
        numbered = len(rounds) <= MOST_NUMBERED
        parts = [
            segment(one.cost, self.election.budget, PAID, str(place) if numbered else "")
            for place, one in enumerate(rounds, start=1)
        ]
        return Bar(says, tuple(parts))

    @cached_property
    def _teller(self) -> Teller:
        return Teller(self.election, self.rule, self.money, self.names, self.heads)

    def far(self, distance: Distance) -> str:
        """Say how far a project was from being chosen."""
        return self._teller.far(distance)

    @cached_property
    def rows(self) -> list[Row]:
        """Every project: first the chosen ones in their order, then the others by votes."""
        stories = sorted(
            self.explanation.stories,
            key=lambda one: (not one.chosen, one.round or 0, -one.votes, one.cost, one.key),
        )
        drawing = Drawing(self.explanation, self._teller)
        return [drawing.row(story) for story in stories]

    @cached_property
    def chosen(self) -> list[Row]:
        return [row for row in self.rows if row.is_chosen]

    @cached_property
    def not_chosen(self) -> list[Row]:
        return [row for row in self.rows if not row.is_chosen]

    @property
    def endowment(self) -> Sum | None:
        """How much each voter had in the end, where a rule gives money to voters."""
        had = self.explanation.allocation.endowment
        return (
            None
            if had is None
            else sum_of(self.money, _("每%(one)s分到") % {"one": self.heads.one}, had)
        )

    @cached_property
    def raised(self) -> str:
        """Say how the endowment was raised to use the money up, if it was; else nothing."""
        had, tried = self.endowment, self.explanation.allocation.endowments_tried
        if had is None or tried < 2 or not self.voters:
            return ""
        said = _(
            "起初每%(one)s %(first)s。为了把钱用完，账上每次给每%(one)s多记 %(step)s，从头再算。"
        )
        return said % {
            "one": self.heads.one,
            "first": self.money.said(Fraction(self.election.budget, self.voters)),
            "step": self.money.said(self.rule.increment * self.election.unit),
        }

    @cached_property
    def shows_supporters(self) -> bool:
        """Whether any project's picture shows how its supporters paid."""
        return any(len(row.bars) > 1 for row in self.rows)

    @cached_property
    def particulars(self) -> list[tuple[str, str, str]]:
        """The whole rule with all its variants, in words."""
        return rule_in_words(self.rule, self.election.kind, self.money, self.heads)

    @cached_property
    def ties(self) -> list[str]:
        """How every tie was settled."""
        return [self._teller.tie(tie) for tie in self.explanation.allocation.ties]

    @cached_property
    def spread(self) -> list[tuple[str, int, Bar]]:
        """How many voters got how many of the projects they wanted."""
        return spread_of(self.explanation.public.chosen_per_voter, self.heads)

    @cached_property
    def groups(self) -> list[GroupRow]:
        """What each group of projects got, where there are several."""
        groups = self.explanation.public.groups
        if len(groups) < 2:
            return []
        ballots = sum((group.ballots for group in groups), Fraction(0))
        return [
            GroupRow(
                group.name or _("没有分组的"),
                group.projects,
                group.chosen,
                self.money.written(group.spent),
                percent_of(group.spent, self.spent),
                percent_of(float(group.ballots), float(ballots)),
            )
            for group in groups
        ]
