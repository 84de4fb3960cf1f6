from mulin.commons.organisations.permissions import speaks_for
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import OFFICE, UPPER_OFFICE

from .models import CalledUnit, Case, CaseTransfer, Escalation
from .queries import HANDLERS, LETTER_READERS, OFFICES, offers_to


def can_capture(person: Person, community: AdminUnit) -> bool:
    """Whether the person may write down for somebody what is to be solved here."""
    return community.is_community and has_role(person, community, HANDLERS)


def can_read(person: Person, case: Case) -> bool:
    """
    Whether the person may read everything about a case: all who handle cases there.

    A letter in the mailbox is read by those it is for, by the offices above them, and by whoever
    has it in hand or is asked to take it.
    """
    if not has_role(person, case.community, HANDLERS):
        return False
    if not case.is_letter or has_role(person, case.community, LETTER_READERS):
        return True
    return _has(person, case) or offers_to(person).filter(case=case).exists()


def _has(person: Person, case: Case) -> bool:
    return case.owner_id is not None and case.owner_id == person.pk


def can_accept(person: Person, case: Case) -> bool:
    return can_read(person, case)


def can_work_on(person: Person, case: Case) -> bool:
    """Whether the person may do something about a case: who has it in hand, and the office."""
    return (_has(person, case) or works_for(person, case.community)) and can_read(person, case)


def can_run(person: Person, case: Case) -> bool:
    """Whether the person may give a case to somebody, publish it or pass it on: the office."""
    return works_for(person, case.community) and can_read(person, case)


def can_answer_offer(person: Person, transfer: CaseTransfer) -> bool:
    return transfer.to_person_id == person.pk and can_read(person, transfer.case)


def can_withdraw_offer(person: Person, transfer: CaseTransfer) -> bool:
    return transfer.offered_by_id == person.pk or can_run(person, transfer.case)


def can_answer_escalation(person: Person, escalation: Escalation) -> bool:
    """Whether the person answers for the office it was put before."""
    return has_role(person, escalation.case.community, OFFICES[escalation.level])


def can_see_figures(person: Person, unit: AdminUnit) -> bool:
    return has_role(person, unit, OFFICE)


def can_judge(person: Person | None, case: Case, code: str) -> bool:
    """Whether somebody may say if a case is solved: its reporter, or who holds the receipt."""
    is_reporter = person is not None and case.reporter_id == person.pk
    return is_reporter or (bool(code) and code == case.code)


def can_check_in(person: Person, called: CalledUnit) -> bool:
    """Whether the person may say that a unit came: its own people, and who works on the case."""
    return speaks_for(person, called.organisation) or can_work_on(person, called.whistle.case)


def can_keep_kinds(person: Person, subdistrict: AdminUnit) -> bool:
    return has_role(person, subdistrict, UPPER_OFFICE)
