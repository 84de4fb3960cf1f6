"""Who goes to doors, hears objections and draws up household plans."""

from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Household
from mulin.commons.places.permissions import can_see_doors, is_confirmed_resident, works_for
from mulin.commons.places.queries import households_lived_in_by
from mulin.programmes.models import Step
from mulin.programmes.permissions import can_steer

from .models import ConsentRound, HouseholdPlan, VisitCampaign
from .queries import visits


def can_run_visits(person: Person, round: ConsentRound) -> bool:
    """Whether the person may say who goes to which doors on which days."""
    return works_for(person, round.electorate.unit)


def can_visit_building(person: Person, campaign: VisitCampaign, building: Building) -> bool:
    """Whether the person goes to the doors of a building: its own staff, and who was assigned."""
    return can_see_doors(person, building) or visits.is_assigned(person, campaign, building)


def can_read_objections(person: Person, round: ConsentRound) -> bool:
    """Whether the person may read what single households hold against the works."""
    return works_for(person, round.electorate.unit)


def can_open_household(person: Person, household: Household) -> bool:
    """Whether the person may read a household's card: the office, its grid worker."""
    return can_see_doors(person, household.dwelling.entrance.building)


def can_draw_up_plans(person: Person, step: Step) -> bool:
    """Whether the person may start household plans and close their step."""
    return can_steer(person, step.cycle)


def can_handle_plan(person: Person, plan: HouseholdPlan) -> bool:
    """Whether the person may change a household's plan and read it."""
    return works_for(person, plan.household.community)


def can_go_and_see(person: Person, plan: HouseholdPlan) -> bool:
    """Whether the person may come and see an exemplar: neighbours, not who lives in that home."""
    return (
        plan.is_exemplar
        and plan.household_id not in households_lived_in_by(person)
        and is_confirmed_resident(person, plan.household.community)
    )
