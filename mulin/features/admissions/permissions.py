from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import UPPER_OFFICE

from . import queries
from .models import TaskAdmission, TaskRequest


def can_keep_register(person: Person, unit: AdminUnit) -> bool:
    """Whether the person decides which tasks an office admits: that office, or one above it."""
    return not unit.is_community and has_role(person, unit, UPPER_OFFICE)


def can_note_request(person: Person, unit: AdminUnit, community: AdminUnit | None) -> bool:
    """Whether the person may write down what a department asked, for one community or for all."""
    if community is None:
        return can_keep_register(person, unit)
    return community.is_within(unit) and works_for(person, community)


def can_answer_request(person: Person, request: TaskRequest) -> bool:
    """Whether the person may refuse: the office; the community too, where it was asked itself."""
    if can_keep_register(person, request.unit):
        return True
    return request.community is not None and works_for(person, request.community)


def can_withdraw_request(person: Person, request: TaskRequest) -> bool:
    return queries.speaks_for(person, request.department) or can_keep_register(person, request.unit)


def can_ask_second_look(person: Person, task: TaskAdmission) -> bool:
    """Whether the person may ask for a second look: the department, and those it is put on."""
    return queries.speaks_for(person, task.department) or queries.works_below(person, task.unit)
