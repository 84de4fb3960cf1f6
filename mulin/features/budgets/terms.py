"""How a budget vote is voted and counted: settled in its step before anyone votes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from mulin.decisions.budgeting import Rule, TieOrder

from .heads import Heads
from .rules import TIE_CRITERIA, best_rule

AT_MOST, EXACTLY, APPROVAL = "at_most", "exactly", "approval"
KNAPSACK, POINTS, RANKING = "knapsack", "points", "ranking"
BALLOTS = [
    (AT_MOST, gettext_lazy("最多选几项")),
    (EXACTLY, gettext_lazy("正好选几项")),
    (APPROVAL, gettext_lazy("想要的都可以选")),
    (KNAPSACK, gettext_lazy("在预算里挑，加起来不超")),
    (POINTS, gettext_lazy("把几分分给想要的")),
    (RANKING, gettext_lazy("按喜欢的先后排")),
]
KINDS = {POINTS: "cumulative", RANKING: "ordinal"}
"""What the counting library calls these ballots; all others only approve."""

DELEGATES, RESIDENTS, HOUSEHOLDS = "delegates", "residents", "households"
VOTERS = [
    (DELEGATES, gettext_lazy("居民代表和党员代表，每人一票")),
    (RESIDENTS, gettext_lazy("居民，每人一票")),
    (HOUSEHOLDS, gettext_lazy("住户，每户一票，家里谁投都行")),
]
MOST_VOTES = "most_votes"
"""By delegates: so many places, those with most votes, each past its threshold."""

FIRST_PLACES = "first_places"
"""By delegates: so many places, those with most votes, whoever votes for them."""

BY_PLACES = (MOST_VOTES, FIRST_PLACES)


@dataclass(frozen=True)
class Terms:
    """How one budget vote is voted and counted."""

    ballot: str
    most: int
    """Of options on a ballot, where that is limited."""

    points: int
    """To be given, where points are given."""

    is_secret: bool
    voters: str
    """Which kind of roll."""

    method: str
    """One of `BY_PLACES`, or a rule of the library."""

    places: int
    ties: str
    seed_source: str

    @property
    def kind(self) -> str:
        """What the counting library calls these ballots."""
        return KINDS.get(self.ballot, "approval")

    @property
    def gives_points(self) -> bool:
        return self.ballot == POINTS

    @property
    def ranks(self) -> bool:
        return self.ballot == RANKING

    @property
    def by_places(self) -> bool:
        """Whether a number of places is given out, not a sum of money."""
        return self.method in BY_PLACES

    @property
    def by_households(self) -> bool:
        """Whether a household has one ballot, whoever of it votes."""
        return self.voters == HOUSEHOLDS

    @property
    def heads(self) -> Heads:
        """In what word those who vote are counted."""
        return Heads(self.by_households)

    @property
    def needs_seed(self) -> bool:
        """Whether equals are parted by a lot."""
        return self.ties == "lot"

    def tie_order(self, seed: str) -> TieOrder:
        return TieOrder(TIE_CRITERIA[self.ties], seed if self.needs_seed else "")

    def rule(self, seed: str) -> Rule:
        """Return the rule as data."""
        return best_rule(self.kind, self.method, self.tie_order(seed))


def terms_from(settings: Mapping[str, Any]) -> Terms:
    """Read the terms from a step's settings."""
    return Terms(
        ballot=settings["ballot"],
        most=settings["most"] or 0,
        points=settings["points"] or 0,
        is_secret=settings["secrecy"] != "open",
        voters=settings["voters"],
        method=settings["method"],
        places=settings["places"] or 0,
        ties=settings["ties"],
        seed_source=settings["seed_source"],
    )
