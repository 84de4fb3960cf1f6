"""A workshop of proposals in a small town, for the tests of this room."""

from dataclasses import dataclass

from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.models import Cycle, Proposal, Step
from mulin.programmes.tests.cycles import make_cycle, make_proposal


@dataclass
class Workshop:
    """One cycle whose step of working out proposals is open."""

    town: Town
    cycle: Cycle
    step: Step
    xiaozhou: Person
    """The social worker of the first community."""

    operator: Person
    lin: Person
    """A confirmed resident of the first community, who writes proposals."""

    def draft(self, title: str = "门口装一盏灯", **how) -> Proposal:
        """Let an idea become a draft: the resident's, unless told otherwise."""
        how = {"author": self.lin, "state": Proposal.State.DRAFT} | how
        community = how.pop("community", self.town.community)
        return make_proposal(self.cycle, community, title, **how)


def make_workshop(town: Town | None = None, **settings) -> Workshop:
    """Start a cycle whose step of proposals opened yesterday."""
    town = town or make_town()
    operator = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    cycle = make_cycle(
        operator,
        town.street,
        [town.community, town.next_community],
        [{"kind": "prepare_proposals", "days": 7, "settings": settings}],
    )
    return Workshop(
        town,
        cycle,
        cycle.steps.get(),
        xiaozhou=town.join("周小雨", Role.SOCIAL_WORKER),
        operator=operator,
        lin=town.join("林秋月", Role.RESIDENT),
    )
