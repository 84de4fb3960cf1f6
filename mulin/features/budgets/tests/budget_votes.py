"""A budget vote under way, for this room's tests."""

from dataclasses import dataclass
from typing import Any

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.actions import close_step
from mulin.programmes.models import Cycle, Step
from mulin.programmes.tests.cycles import make_cycle

from .. import queries
from ..actions import add_option, begin_vote, cast_secret_ballot, prepare_vote
from ..models import BudgetVote, SecretBallot
from ..receipts import new_key

OPTIONS = [
    ("公告栏", 12_000_00),
    ("绿化补植", 18_600_00),
    ("声控灯", 30_000_00),
    ("长椅", 8_000_00),
]


@dataclass
class Voting:
    """A community's budget vote."""

    town: Town
    cycle: Cycle
    step: Step
    vote: BudgetVote
    office: Person
    voters: list[Person]

    def cast(self, voter: Person, *choices: int, key: str = "", points: Any = None) -> str:
        return cast_secret_ballot(
            actor=voter, vote=self.vote, key=key or new_key(), choices=choices, points=points
        )

    def elector(self, voter: Person) -> Elector:
        return Elector.objects.get(electorate=self.vote.electorate, person=voter)

    def close(self) -> BudgetVote:
        self.step = close_step(actor=self.office, step=self.step)
        vote = queries.vote_of(self.step)
        assert vote
        self.vote = vote
        return vote

    @property
    def ballots(self) -> list[SecretBallot]:
        return list(SecretBallot.objects.filter(vote=self.vote))


def make_voting(
    town: Town | None = None,
    *,
    voters: int = 3,
    by: str = "delegates",
    is_begun: bool = True,
    budget_cents: int = 40_000_00,
    **settings: Any,
) -> Voting:
    """Let delegates of the first community vote on four options."""
    town = town or make_town()
    office = town.people.get("沈亦舟") or town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    role = Role.RESIDENT if by == "residents" else Role.RESIDENT_DELEGATE
    people = [town.join(f"代表{number}", role) for number in range(1, voters + 1)]
    steps = [
        {"kind": "hold_budget_vote", "days": 7, "settings": {"most": 2, "voters": by, **settings}}
    ]
    cycle = make_cycle(office, town.street, [town.community], steps)
    step = cycle.steps.get()
    vote = prepare_vote(actor=office, step=step, budget_cents=budget_cents)
    for title, cost in OPTIONS:
        add_option(actor=office, vote=vote, title=title, cost_cents=cost)
    if is_begun:
        vote = begin_vote(actor=office, vote=vote)
    return Voting(town, cycle, step, vote, office, people)
