"""Everybody's purse, paid from voter by voter: what an explanation must agree with."""

from collections import Counter
from fractions import Fraction

from mulin.decisions.budgeting import Election, Explanation, Story


class Purses:
    """The same purchases at the same prices, counted in the plainest way."""

    def __init__(self, election: Election, explanation: Explanation) -> None:
        self.election, self.allocation = election, explanation.allocation
        self.rule = explanation.allocation.rule
        self.weights = election.ballots.weights.tolist()
        self.spent: list[dict[str, Fraction]] = [{} for _ in self.weights]
        """By row of the ballots and project."""
        self.paid: dict[str, Counter[Fraction]] = {}
        """How many paid how much for each project; nothing counts too."""
        bought = [story for story in explanation.stories if story.purchase]
        for story in sorted(bought, key=lambda story: story.round):
            self._buy(story)

    def shares(self, key: str) -> dict[int, int]:
        """Return the share in a project of each row that gains from it."""
        ballots, number = self.election.ballots, self.election.numbers[key]
        found = {}
        for row in range(len(self.weights)):
            for entry in range(ballots.starts[row], ballots.starts[row + 1]):
                if ballots.projects[entry] == number and (share := self._share(entry)):
                    found[row] = share
        return found

    def went_to(self, key: str) -> dict[str, Fraction]:
        """Return what a project's supporters spent, by project."""
        spent: Counter[str] = Counter()
        for row in self.shares(key):
            for other, amount in self.spent[row].items():
                spent[other] += amount * self.weights[row]
        return {other: amount for other, amount in spent.items() if amount}

    def _share(self, entry: int) -> int:
        points = self.election.ballots.points
        if points is None or self.rule.utility in ("cost", "cardinality"):
            return 1
        return int(points[entry]) - (self.rule.utility == "borda")

    def _buy(self, story: Story) -> None:
        self.paid[story.key] = Counter()
        for row, share in self.shares(story.key).items():
            before = sum(self.spent[row].values(), Fraction(0))
            if self.rule.name == "phragmen":
                amount = self.allocation.rounds[story.round - 1].price - before
            else:
                amount = min(story.purchase.price * share, self.allocation.endowment - before)
            assert amount >= 0
            self.spent[row][story.key] = amount
            self.paid[story.key][amount] += self.weights[row]
