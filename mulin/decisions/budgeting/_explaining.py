"""Why a rule bought what it bought."""

from __future__ import annotations

from collections.abc import Mapping

from . import _explanation as why
from ._allocation import BY_COMPLETION, Allocation, Round, Tie
from ._election import Election
from ._explanation import Explanation, Money, Story
from ._greedy import densities
from ._ledger import Ledger
from ._public import public, served
from ._rule import ADD1_GREEDILY, EQUAL_SHARES, GREEDILY, GREEDY, MAX_WELFARE, PHRAGMEN
from ._utility import utility


def explain(
    election: Election, allocation: Allocation, *, groups: Mapping[str, str] | None = None
) -> Explanation:
    """
    Explain an outcome: the story of every project, and what it is for all voters.

    `groups` names a group for the key of each project (a category, a neighbourhood); without it
    the envelopes of the projects are the groups, if they have any.  Every figure is exact.
    Refuses, with ValueError, groups in which a project is missing.

    What is told follows the public explanations of equal shares (equalshares.net) and Boehmer et
    al., "Evaluation of Project Performance in Participatory Budgeting", IJCAI 2024.
    """
    if groups is None and any(project.envelope for project in election.projects):
        groups = {project.key: project.envelope for project in election.projects}
    if missing := [p.key for p in election.projects if groups and p.key not in groups]:
        raise ValueError(f"{missing[0]}: no group is named for this project")
    witness = _Witness(election, allocation)
    stories = tuple(witness.story(i) for i in range(len(election.projects)))
    return Explanation(
        allocation, stories, public(election, allocation, groups or {}), election.unit
    )


class _Witness:
    """What is known of one count."""

    def __init__(self, election: Election, allocation: Allocation) -> None:
        rule = allocation.rule
        self.election, self.rule = election, rule
        self.rounds = {bought.key: bought for bought in allocation.rounds}
        self.number = {bought.key: n for n, bought in enumerate(allocation.rounds, 1)}
        self.ties = allocation.ties
        self.left = election.budget - allocation.spent
        gain = utility(election, rule)
        self.totals = gain.totals
        self.gains = (gain.totals > 0) & ((gain.factors > 0) | (rule.name == PHRAGMEN))
        self.served = served(election, allocation)
        self.ledger = (
            Ledger(election, allocation) if rule.name in (EQUAL_SHARES, PHRAGMEN) else None
        )
        self.goes_greedily = rule.name == GREEDY or (
            rule.completion in (GREEDILY, ADD1_GREEDILY) and bool(election.voters)
        )
        self.density = densities(election, rule)

    def story(self, i: int) -> Story:
        project = self.election.projects[i]
        bought = self.rounds.get(project.key)
        money = self._money(i)
        lost = None if bought else next((tie for tie in self.ties if self._lost(tie, i)), None)
        because = self._why(i, bought) if bought else self._why_not(i, money, lost)
        return Story(
            key=project.key,
            cost=project.cost,
            votes=int(self.election.votes[i]),
            points=int(self.election.points[i]),
            chosen=bought is not None,
            because=because,
            round=self.number.get(project.key),
            left_at_turn=bought.left + bought.cost if bought else self._left_at_turn(i, because),
            served=int(self.served[i]),
            money=money,
            purchase=None if self.ledger is None else self.ledger.purchases.get(i),
            ties=tuple(tie for tie in self.ties if project.key in tie.keys),
            lost=lost if because == why.TIE_LOST else None,
        )

    def _money(self, i: int) -> Money | None:
        return None if self.ledger is None else self.ledger.money(i)

    def _why(self, i: int, bought: Round) -> str:
        if not bought.cost and bought.votes:
            return why.FREE
        if not self.gains[i]:
            return why.UNOPPOSED
        return why.COMPLETED if bought.by == BY_COMPLETION else why.BOUGHT

    def _why_not(self, i: int, money: Money | None, lost: Tie | None) -> str:
        cost, votes = self.election.projects[i].cost, self.election.votes[i]
        if not votes:
            return why.NO_VOTES
        if votes < self.rule.least_votes:
            return why.TOO_FEW_VOTES
        if not self.gains[i]:
            return why.WORTH_NOTHING if self.totals[i] else why.NO_POINTS
        if cost > self.election.budget:
            return why.OVER_WHOLE_BUDGET
        if lost is not None:
            return why.TIE_LOST
        if self.rule.name == MAX_WELFARE:
            return why.LESS_WELFARE
        return why.DID_NOT_FIT if money is None else self._why_not_paid(cost, money)

    def _why_not_paid(self, cost: int, money: Money) -> str:
        if self.rule.name == PHRAGMEN:
            return why.DID_NOT_FIT if not money.missing and cost > self.left else why.STOPPED
        if money.at_start < cost:
            return why.TOO_LITTLE_SUPPORT
        return why.MONEY_WENT_ELSEWHERE

    def _lost(self, tie: Tie, i: int) -> bool:
        """
        Tell whether a project stood equal with another that was bought before it.

        Ties of equal shares may be from an endowment that was only tried.
        """
        if self.election.projects[i].key not in tie.keys[1:] or tie.chosen not in self.rounds:
            return False
        if self.rule.name in (PHRAGMEN, MAX_WELFARE):
            return True
        winner, bought = self.election.numbers[tie.chosen], self.rounds[tie.chosen]
        if self.ledger is not None and bought.by != BY_COMPLETION:
            return (winner, i) in self.ledger.level_with
        fitted = self.election.projects[i].cost <= bought.left + bought.cost
        return fitted and self.density[i] == self.density[winner]

    def _left_at_turn(self, i: int, because: str) -> int | None:
        """Return what was left once all were bought that came before, or were equal."""
        if self.rule.name == PHRAGMEN:
            return self.left if because == why.DID_NOT_FIT else None
        if not self.goes_greedily or self.election.votes[i] < self.rule.least_votes:
            return None
        later = sum(
            bought.cost
            for key, bought in self.rounds.items()
            if (self.rule.name == GREEDY or bought.by == BY_COMPLETION)
            and self.density[self.election.numbers[key]] > self.density[i]
        )
        return self.left + later
