from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Household
from mulin.commons.places.permissions import can_see_doors, is_confirmed_resident, works_for
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import NEIGHBOURS, Role

from . import queries
from .models import Survey


def can_hold_survey(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may ask, close and publish for this unit, and read single answers."""
    return works_for(person, unit)


def can_answer(person: Person | None, survey: Survey, household: Household | None = None) -> bool:
    """Whether somebody may answer: for a home of one's own, for oneself, or as anybody."""
    if survey.is_for_anybody:
        return household is None
    if person is None:
        return False
    if survey.is_for_households:
        return household is not None and speaks_for(person, household)
    return household is None and is_asked(person, survey)


def speaks_for(person: Person, household: Household) -> bool:
    """Whether somebody made sure that the person lives behind this door."""
    return any(
        part.household_id == household.pk
        and part.role in NEIGHBOURS
        and part.confirmed_at is not None
        for part in parts_of(person)
    )


def is_asked(person: Person, survey: Survey) -> bool:
    """Whether the person is known to live where the survey asks."""
    if survey.compound_id is None:
        return is_confirmed_resident(person, survey.unit)
    return bool(queries.own_households(survey, person))


def can_ask_at_door(person: Person, survey: Survey, household: Household) -> bool:
    """Whether the person may put the questions to a household: its office, its grid worker."""
    return can_see_doors(person, household.dwelling.entrance.building)


def can_go_round(person: Person, survey: Survey) -> bool:
    """Whether there is any door at which the person may ask."""
    return works_for(person, survey.unit) or any(
        part.role == Role.GRID_WORKER
        and part.grid_id is not None
        and part.unit.is_within(survey.unit)
        for part in parts_of(person)
    )
