"""Why each project was bought or not, in figures that a sentence or a picture can be made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ._allocation import Allocation, Tie
from ._plain import plain

BOUGHT, COMPLETED, FREE, UNOPPOSED = "bought", "completed", "free", "unopposed"
NO_VOTES, TOO_FEW_VOTES = "no_votes", "too_few_votes"
NO_POINTS, WORTH_NOTHING = "no_points", "worth_nothing"
OVER_WHOLE_BUDGET, TOO_LITTLE_SUPPORT = "over_whole_budget", "too_little_support"
MONEY_WENT_ELSEWHERE, DID_NOT_FIT, TIE_LOST = "money_went_elsewhere", "did_not_fit", "tie_lost"
STOPPED, LESS_WELFARE = "stopped", "less_welfare"

REASONS = {
    BOUGHT: "the rule bought it",
    COMPLETED: "money that was left over bought it",
    FREE: "it has supporters and costs nothing",
    UNOPPOSED: "nobody gains from it, but nothing better needed the money",
    NO_VOTES: "nobody voted for it",
    TOO_FEW_VOTES: "it has fewer votes than the rule asks for",
    NO_POINTS: "all who ranked it put it last, which is no gain as this rule reads ballots",
    WORTH_NOTHING: "it costs nothing, and this rule takes cost for what a project is worth",
    OVER_WHOLE_BUDGET: "it costs more than the whole budget",
    TOO_LITTLE_SUPPORT: "all the money of its supporters would not have paid for it",
    MONEY_WENT_ELSEWHERE: "its supporters could have paid, but spent on other projects",
    DID_NOT_FIT: "it costs more than was left of the budget when its turn came",
    TIE_LOST: "another project was exactly as good and came first in the order for ties",
    STOPPED: "counting stopped before its supporters had the money together",
    LESS_WELFARE: "the projects chosen give voters more, all together, than any choice with it",
}
"""Every word for why, and what it means."""


@dataclass(frozen=True, slots=True)
class Payment:
    """So many voters paid so much each."""

    amount: Fraction
    """In coins, above zero."""

    voters: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """How the supporters of a project paid for it, where a rule gives money to voters."""

    price: Fraction | None
    """
    Equal shares: the coins of one who paid in full, for each point where points count.  None for
    Phragmén, where every supporter pays all she has.
    """

    effective_votes: Fraction | None
    """
    Cost divided by price: supporters counted in full, in part, or not at all, as they could pay.
    """

    in_full: int
    in_part: int
    with_nothing: int
    """How many of the supporters paid in full, gave the rest of their money, or had none left."""

    payments: tuple[Payment, ...]
    """The largest first; together exactly the cost."""


@dataclass(frozen=True, slots=True)
class Spending:
    """So much was spent on one project."""

    key: str
    amount: Fraction
    """In coins."""


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a project's supporters until it was bought by the rule, or until the end."""

    at_start: Fraction
    """All endowments; with Phragmén, all that was handed out until then."""

    left: Fraction
    """What of it they still had."""

    missing: Fraction
    """How much more they would have needed; zero where the rule bought the project."""

    went_to: tuple[Spending, ...]
    """What they had spent, the largest sum first; together exactly `at_start` less `left`."""


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one project, and why.  Money is in coins."""

    key: str
    cost: int
    votes: int
    points: int
    """All points it was given; its votes where ballots only approve."""

    chosen: bool
    because: str
    """One of `REASONS`."""

    round: int | None
    """In which round it was chosen, from one."""

    left_at_turn: int | None
    """What was left of the budget when its turn came; None where it had no turn."""

    served: int
    """How many of its supporters got this or another project that they voted for."""

    money: Money | None
    """None where the rule gives no money to voters."""

    purchase: Purchase | None
    """None unless the money of its supporters paid for it."""

    ties: tuple[Tie, ...]
    """Where it stood equal with others; with `add1` also at endowments that were only tried."""

    lost: Tie | None
    """The tie that it lost to `lost.chosen`, where that is why it was not chosen."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was spent on a group of projects, beside how much support it had."""

    name: str
    projects: int
    chosen: int
    cost: int
    """In coins, of all its projects."""

    spent: int
    """In coins."""

    votes: int
    supporters: int
    """Voters who support at least one project of the group."""

    served: int
    """Voters who support a chosen project of the group."""

    ballots: Fraction
    """Ballots, where each is split evenly among the projects that it names."""


@dataclass(frozen=True, slots=True)
class Public:
    """What the outcome is for all voters together."""

    budget: int
    """In coins."""

    spent: int
    """In coins."""

    left: int
    """In coins: what no project needs."""

    voters: int
    """All who voted, empty ballots too."""

    served: int
    """How many of them support at least one chosen project."""

    chosen_per_voter: tuple[int, ...]
    """How many voters support no chosen project, one, two and so on."""

    money_per_voter: Fraction
    """In coins: what is spent on projects that a voter supports, on average."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The story of every project, in their own order, and the outcome for all."""

    allocation: Allocation
    stories: tuple[Story, ...]
    public: Public
    unit: int
    """How many coins make one unit of the currency."""

    def __getitem__(self, key: str) -> Story:
        """Return the story of one project; KeyError if there is none."""
        return {story.key: story for story in self.stories}[key]

    def as_dict(self) -> dict[str, Any]:
        """
        Return everything as plain data for JSON.

        Each sum of money is `{"coins": "10400/37", "shown": "281.08"}`: exact in coins, and
        rounded to the hundredth of a unit of the currency (what is missing is rounded up).
        """
        return {
            "rule": self.allocation.rule.as_dict(),
            "stories": [plain(story, self.unit) for story in self.stories],
            "public": plain(self.public, self.unit),
        }


@dataclass(frozen=True, slots=True)
class Distance:
    """
    How far a project that was not chosen is from being chosen, found by counting again.

    Equal shares can drop a project that gains a vote: in a real election five to fourteen more
    voters win, fifteen to twenty-seven lose, and twenty-eight win again.  So each figure is a
    threshold, the nearest that was found: with it the project is chosen, with one vote less or
    one coin more it is not, and both were counted.
    """

    key: str
    votes_to_win: int | None
    """
    How many new voters, who support only this project as strongly as the ballots allow, it
    lacks, the budget staying the same.  None: not even a hundred times as many voters as
    there were make it win.
    """

    cost_to_win: int | None
    """The cost in coins at which it would have been chosen.  None: not even for one coin."""

    def as_dict(self, unit: int = 1) -> dict[str, Any]:
        """Return it as plain data for JSON, money as in `Explanation.as_dict`."""
        told: dict[str, Any] = plain(self, unit)
        return told


@dataclass(frozen=True, slots=True)
class Change:
    """How many voters are better off, worse off, or as before with the second outcome."""

    better: int
    worse: int
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two outcomes of one election, and what changes for whom from the first to the second."""

    both: tuple[str, ...]
    gained: tuple[str, ...]
    """Chosen only by the second."""

    lost: tuple[str, ...]
    """Chosen only by the first."""

    by_projects: Change
    """By how many chosen projects a voter supports."""

    by_money: Change
    """By how much is spent on projects that a voter supports."""

    served: tuple[int, int]
    """Voters who support at least one chosen project, under the first and under the second."""

    spent: tuple[int, int]
    """In coins."""

    def as_dict(self, unit: int = 1) -> dict[str, Any]:
        """Return it as plain data for JSON, money as in `Explanation.as_dict`."""
        told: dict[str, Any] = plain(self, unit)
        return told


@dataclass(frozen=True, slots=True)
class Purse:
    """What one voter had, paid and kept."""

    got: tuple[str, ...]
    """The chosen projects that she supports, in the order in which they were chosen."""

    had: Fraction | None
    """In coins; None where the rule gives no money to voters."""

    paid: tuple[Spending, ...]
    """In the order of purchases."""

    kept: Fraction | None
    """In coins."""

    def as_dict(self, unit: int = 1) -> dict[str, Any]:
        """Return it as plain data for JSON, money as in `Explanation.as_dict`."""
        told: dict[str, Any] = plain(self, unit)
        return told
