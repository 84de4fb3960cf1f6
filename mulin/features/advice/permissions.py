from mulin.commons.organisations.permissions import speaks_for
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, lives_in, works_for
from mulin.commons.places.roles import UPPER_OFFICE

from .models import ExpertRequest


def can_ask(person: Person, unit: AdminUnit) -> bool:
    """Whether the person asks experts in a unit's name, and enters what came on paper."""
    return works_for(person, unit)


def can_answer(person: Person, request: ExpertRequest) -> bool:
    """Whether the person is asked: the adviser, or somebody who speaks for the department."""
    if request.adviser:
        still_advises = request.adviser.retired_on is None
        return person.is_active and still_advises and request.adviser.person_id == person.pk
    return request.department is not None and speaks_for(person, request.department)


def can_set_term(person: Person, unit: AdminUnit) -> bool:
    return not unit.is_community and has_role(person, unit, UPPER_OFFICE)


def can_propose(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may propose a question: who lives here."""
    return unit.is_community and lives_in(person, unit)
