"""Visitors at doors and plans of households, for this room's tests."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.actions import close_step
from mulin.programmes.models import Step
from mulin.programmes.tests.cycles import make_cycle, shift

from .. import actions
from ..actions import objecting, planning, showing, visiting
from ..actions.visiting import Knock, Raised
from ..models import HouseholdPlan, Visit, VisitCampaign
from ..queries import plans
from .rounds import QUESTION, Asking, a_key, make_homes, make_round

STOVE = Raised("cooking", "拆了外头的灶房，我到哪里做饭。", "户内改出一间厨房")


@dataclass
class Walk:
    """A campaign on today, in a round that is open."""

    asking: Asking
    campaign: VisitCampaign
    building: Building

    @property
    def town(self) -> Town:
        return self.asking.town

    @property
    def office(self) -> Person:
        return self.asking.director

    def knock(self, place: int, outcome: str = "answered", *, by: Person | None = None, **how):
        """Let somebody knock at the door at this place of the roll."""
        answer = "agree" if outcome == "answered" else ""
        if outcome == "revisit":
            how.setdefault("again_at", timezone.now() + timedelta(days=1))
        given = {"key": a_key(), "answer": answer} | how
        knock = Knock(self.asking.home(place), outcome, **given)
        return visiting.record_visit(actor=by or self.office, campaign=self.campaign, knock=knock)

    def send(self, name: str, role: Role = Role.PARTY_DELEGATE) -> Person:
        """Send a neighbour to the building today."""
        person = self.town.people.get(name) or self.town.join(name, role)
        visiting.assign_visitors(
            actor=self.office,
            campaign=self.campaign,
            visitors=[person],
            buildings=[self.building],
            days=[timezone.localdate()],
        )
        return person


def make_walk(town: Town | None = None, *, homes: int = 6, buildings: int = 1, **settings) -> Walk:
    asking = make_round(town, homes=homes, buildings=buildings, **settings)
    today = timezone.localdate()
    campaign = visiting.start_campaign(
        actor=asking.director,
        round=asking.round,
        name="春天入户",
        starts_on=today,
        ends_on=today + timedelta(days=6),
    )
    return Walk(asking, campaign, asking.compound.buildings.first())


@dataclass
class Planning:
    """A step of household plans after a round that was passed."""

    town: Town
    step: Step
    round: object
    director: Person
    electors: list

    def plan(self, place: int = 0) -> HouseholdPlan:
        """Start a plan of the household at this place of the roll."""
        home = plans.households_of(self.step).get(pk=self.electors[place].household_id)
        return planning.draw_up_plan(actor=self.director, step=self.step, household=home)

    def written(self, place: int = 0, **how) -> HouseholdPlan:
        plan = self.plan(place)
        given = {
            "things": ["卫生间改造"],
            "design_note": "走廊端头加一间",
            "works_on": None,
            "cost": 860_000,
            "cost_share": 60_000,
            "is_exemplar": False,
        }
        return planning.change_plan(actor=self.director, plan=plan, **given | how)

    def sign(self, plan: HouseholdPlan, **how) -> HouseholdPlan:
        given = {
            "signer": "林阿姨",
            "signed_on": timezone.localdate(),
            "evidence": redraw(a_photo()),
        }
        return planning.sign_plan(actor=self.director, plan=plan, **given | how)

    def signed(self, place: int = 0, **how) -> HouseholdPlan:
        return self.sign(self.written(place, **how))

    def close(self) -> Step:
        return close_step(actor=self.director, step=self.step)

    def slot(self, plan: HouseholdPlan, places: int = 2):
        starts_at = timezone.now() + timedelta(days=2)
        return showing.offer_slot(
            actor=self.director, plan=plan, starts_at=starts_at, places=places
        )


def make_planning(town: Town | None = None, *, homes: int = 4, passes: bool = True) -> Planning:
    """Ask a few households; all agree unless told otherwise; then their plans can be drawn up."""
    town = town or make_town()
    compound = make_homes(town, homes, buildings=2)
    director = town.people.get("陶志远") or town.join("陶志远", Role.DIRECTOR)
    steps = [
        {"kind": "ask_households", "days": 7, "settings": {"about": "works"}},
        {"kind": "household_plans", "days": 60},
        {"kind": "start_works", "days": 30},
    ]
    cycle = make_cycle(director, town.community, [town.community], steps)
    first, second, _start = cycle.steps.order_by("order")
    round = actions.set_up_round(
        actor=director, step=first, question=QUESTION, unit=town.community, compound=compound
    )
    round = actions.open_round(actor=director, round=round)
    asking = Asking(town, cycle, first, second, _start, round, compound, director)
    objecting.raise_objection(
        actor=director,
        round=round,
        elector=asking.home(0),
        topic="cooking",
        text=STOVE.text,
        wish=STOVE.wish,
    )
    asking.all_say(*(["agree" if passes else "disagree"] * homes))
    close_step(actor=director, step=first)
    shift(second, opens_in=-1, closes_in=30)
    return Planning(town, second, round, director, [asking.home(n) for n in range(homes)])


def visits_of(walk: Walk) -> list[Visit]:
    return list(Visit.objects.filter(campaign=walk.campaign).order_by("id"))
