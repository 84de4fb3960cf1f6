from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.commons.places.permissions import can_see_doors, works_for
from mulin.commons.places.queries import households_lived_in_by, parts_of
from mulin.commons.places.roles import Role
from mulin.programmes.models import Step
from mulin.programmes.permissions import can_steer

from .models import AnswerConflict, ConsentRound, HouseholdConsent


def can_run_round(person: Person, step: Step) -> bool:
    """Whether the person may prepare, open and close a round, and start works."""
    return can_steer(person, step.cycle)


def can_read_answers(person: Person, round: ConsentRound) -> bool:
    """Whether the person may read how single households answered: the office, nobody else."""
    return works_for(person, round.electorate.unit)


def can_handle_paper(person: Person, round: ConsentRound) -> bool:
    """Whether the person may print paper forms and enter what stands on them."""
    return can_read_answers(person, round)


def can_settle(person: Person, conflict: AnswerConflict) -> bool:
    """Whether the person may settle a contradiction: the office, but nobody who is part of it."""
    entered = {conflict.first.entered_by_id, conflict.second.entered_by_id}
    return can_read_answers(person, conflict.round) and person.pk not in entered


def is_steward_of(person: Person, building: Building) -> bool:
    return any(
        part.role == Role.BUILDING_STEWARD and part.building_id == building.pk
        for part in parts_of(person)
    )


def can_list_building(person: Person, building: Building) -> bool:
    """Whether the person may see which doors of a building have answered, never how."""
    return can_see_doors(person, building) or is_steward_of(person, building)


def can_answer_at_door(person: Person, elector: Elector) -> bool:
    """Whether the person may enter what a household said to them: the office, its grid worker."""
    home = elector.household
    return home is not None and can_see_doors(person, home.dwelling.entrance.building)


def can_answer(person: Person, elector: Elector, channel: str) -> bool:
    """Whether the person may answer in this way: for their own home, or for one they visited."""
    if channel == HouseholdConsent.Channel.CODE:
        return elector.household_id in households_lived_in_by(person)
    return channel == HouseholdConsent.Channel.DOOR and can_answer_at_door(person, elector)
