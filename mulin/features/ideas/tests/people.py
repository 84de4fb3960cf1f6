"""A season of ideas in a small town, for the tests of this room."""

from dataclasses import dataclass, field

from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.models import Cycle, Step
from mulin.programmes.tests.cycles import make_cycle, shift

from .. import actions
from ..models import Idea

STEPS = ("collect_ideas", "screen_ideas", "prepare_proposals")


@dataclass
class Season:
    """One cycle with its three steps of ideas; the first of them is open."""

    town: Town
    cycle: Cycle
    collecting: Step
    screening: Step
    preparing: Step
    xiaozhou: Person
    """The social worker of the first community."""

    operator: Person
    lin: Person
    """A confirmed resident of the first community."""

    others: list[Person] = field(default_factory=list)

    def idea(self, title: str = "门口装一盏灯", *, by: Person | None = None, **told) -> Idea:
        """Let somebody give an idea; the confirmed resident unless told otherwise."""
        told = {"community": self.town.community, "category": "environment"} | told
        return actions.submit_idea(actor=by or self.lin, step=self.collecting, title=title, **told)

    def visitors_idea(self, title: str = "河边味道大", **told) -> Idea:
        """Let somebody without an account give an idea."""
        told = {"community": self.town.community, "category": "environment"} | told
        return actions.submit_idea(actor=None, step=self.collecting, title=title, **told)

    def start_screening(self) -> None:
        shift(self.screening, opens_in=-1, closes_in=5)

    def start_preparing(self) -> None:
        shift(self.preparing, opens_in=-1, closes_in=5)

    def screen(self, idea: Idea, verdict: str = "proposal", **how) -> Idea:
        """Let the social worker screen an idea, which meets every criterion unless told."""
        how = {"findings": ALL_YES, "reply": "谢谢您，我们看过了。"} | how
        return actions.screen_idea(actor=self.xiaozhou, idea=idea, verdict=verdict, **how)


ALL_YES = {"public_benefit": {"answer": "yes", "reason": "一栋楼都用得上"}}


def make_season(town: Town | None = None, **settings) -> Season:
    """Start a cycle whose first step opened yesterday; `settings` are those of collecting."""
    town = town or make_town()
    operator = town.join("沈亦舟", Role.STREET_OPERATOR, town.street)
    days = {"collect_ideas": settings}
    cycle = make_cycle(
        operator,
        town.street,
        [town.community, town.next_community],
        [{"kind": kind, "days": 7, "settings": days.get(kind, {})} for kind in STEPS],
    )
    return Season(
        town,
        cycle,
        *cycle.steps.order_by("order"),
        xiaozhou=town.join("周小雨", Role.SOCIAL_WORKER),
        operator=operator,
        lin=town.join("林秋月", Role.RESIDENT),
    )


def make_building(town: Town, name: str = "3号楼") -> Building:
    compound, _new = Compound.objects.get_or_create(community=town.community, name="北里一区")
    return Building.objects.create(compound=compound, name=name)


def make_household(town: Town, building: Building, room: str) -> Household:
    entrance, _new = Entrance.objects.get_or_create(building=building, name="1单元")
    dwelling = Dwelling.objects.create(entrance=entrance, room=room)
    return Household.objects.create(dwelling=dwelling, community=town.community)


def move_in(town: Town, name: str, building: Building, household: Household, **how) -> Person:
    """Let a person live behind a door, as somebody has confirmed."""
    return town.join(name, Role.RESIDENT, building=building, household=household, **how)
