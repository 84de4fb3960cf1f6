from mulin.commons.organisations.permissions import speaks_for
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import UPPER_OFFICE

from .models import CalledUnit, Case, CaseTransfer
from .queries import HANDLERS


def can_capture(person: Person, community: AdminUnit) -> bool:
    """Whether the person may write down for somebody what is to be solved here."""
    return community.is_community and has_role(person, community, HANDLERS)


def can_read(person: Person, case: Case) -> bool:
    """Whether the person may read everything about a case."""
    return has_role(person, case.community, HANDLERS)


def can_accept(person: Person, case: Case) -> bool:
    return has_role(person, case.community, HANDLERS)


def can_work_on(person: Person, case: Case) -> bool:
    """Whether the person may do something about a case: who has it in hand, and the office."""
    has_it = case.owner_id is not None and case.owner_id == person.pk
    return (has_it and can_read(person, case)) or works_for(person, case.community)


def can_run(person: Person, case: Case) -> bool:
    """Whether the person may give a case to somebody, publish it or pass it on: the office."""
    return works_for(person, case.community)


def can_answer_offer(person: Person, transfer: CaseTransfer) -> bool:
    return transfer.to_person_id == person.pk and can_read(person, transfer.case)


def can_judge(person: Person | None, case: Case, code: str) -> bool:
    """Whether somebody may say if a case is solved: its reporter, or who holds the receipt."""
    is_reporter = person is not None and case.reporter_id == person.pk
    return is_reporter or (bool(code) and code == case.code)


def can_check_in(person: Person, called: CalledUnit) -> bool:
    """Whether the person may say that a unit came: its own people, and who works on the case."""
    return speaks_for(person, called.organisation) or can_work_on(person, called.whistle.case)


def can_keep_kinds(person: Person, subdistrict: AdminUnit) -> bool:
    return has_role(person, subdistrict, UPPER_OFFICE)
