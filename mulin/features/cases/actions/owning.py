"""Who has a case in hand: whoever was asked first, until somebody else says yes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, role_at, works_for
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Case, CaseTransfer
from ..queries import HANDLERS
from .writing_down import held, write_down


@transaction.atomic
def accept_case(*, actor: Person, case: Case) -> Case:
    """Take a case that nobody has: whoever takes it is its first contact."""
    require(permissions.can_accept(actor, case))
    case = held(case, "accept")
    _give(case, actor)
    write_down("cases.accepted", actor, case, who=actor.name_in_public)
    return case


def _give(case: Case, person: Person) -> None:
    case.owner = person
    case.first_contact = case.first_contact or person
    case.answered_at = case.answered_at or timezone.now()
    if not case.is_open or case.state in (Case.State.NEW, Case.State.ASSIGNED):
        case.state = Case.State.ACCEPTED
    case.save(update_fields=["owner", "first_contact", "answered_at", "state"])
    follow(person=person, thing=case)


@transaction.atomic
def assign_case(*, actor: Person, case: Case, to: Person, reason: str = "") -> CaseTransfer:
    """Ask somebody to take a new case; it is theirs when they say yes."""
    require(permissions.can_run(actor, case))
    case = held(case, "assign")
    offer = _offer(actor, case, to, reason or _("请您办"))
    case.state = Case.State.ASSIGNED
    case.save(update_fields=["state"])
    write_down("cases.assigned", actor, case, to=to.name_in_public)
    return offer


@transaction.atomic
def offer_transfer(*, actor: Person, case: Case, to: Person, reason: str) -> CaseTransfer:
    """Ask somebody to go on with a case; until they say yes it stays where it is."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "transfer")
    if not reason:
        raise Refused(_("请写一句为什么移交，接的人要看。"))
    if to.pk == case.owner_id:
        raise Refused(_("这件事已经在他手上了。"))
    offer = _offer(actor, case, to, reason)
    write_down("cases.offered", actor, case, to=to.name_in_public, reason=reason)
    return offer


def _offer(actor: Person, case: Case, to: Person, reason: str) -> CaseTransfer:
    if not has_role(to, case.community, HANDLERS):
        raise Refused(_("这个人不在这里办事，请换一位。"))
    if case.transfers.filter(answered_at=None).exists():
        raise Refused(_("已经请了一位同事，等他答复。"))
    offer = CaseTransfer.objects.create(
        case=case,
        from_person=case.owner,
        to_person=to,
        offered_by=actor,
        reason=reason,
        offered_at=timezone.now(),
    )
    record(
        "cases.asked_to_take",
        by=actor,
        role=role_at(actor, case.community),
        about=to,
        unit=case.community,
        title=case.title,
        case=case.pk,
        reason=reason,
    )
    return offer


@transaction.atomic
def answer_offer(
    *, actor: Person, transfer: CaseTransfer, accepts: bool, answer: str = ""
) -> CaseTransfer:
    """Take over a case one was asked to take, or say why not."""
    require(permissions.can_answer_offer(actor, transfer))
    case = held(transfer.case)
    transfer = CaseTransfer.objects.select_for_update().get(pk=transfer.pk)
    if transfer.answered_at:
        raise Refused(_("已经答复过了。"))
    if not accepts and not answer:
        raise Refused(_("不接的话，请写一句原因。"))
    if not accepts:
        _leave_where_it_was(case, transfer, answer)
        write_down("cases.declined", actor, case, answer=answer)
        return transfer
    if not case.is_open:
        raise Refused(_("这件事已经有结果了，不用再接。"))
    transfer.answered_at, transfer.is_accepted = timezone.now(), True
    transfer.save(update_fields=["answered_at", "is_accepted"])
    _give(case, actor)
    write_down("cases.taken_over", actor, case, who=actor.name_in_public)
    return transfer


@transaction.atomic
def withdraw_offer(*, actor: Person, transfer: CaseTransfer) -> CaseTransfer:
    """Ask no longer: whoever asked, and the office, as long as there is no answer."""
    require(permissions.can_withdraw_offer(actor, transfer))
    case = held(transfer.case)
    transfer = CaseTransfer.objects.select_for_update().get(pk=transfer.pk)
    if transfer.answered_at:
        raise Refused(_("已经答复过了。"))
    _leave_where_it_was(case, transfer, _("不请了"))
    write_down("cases.offer_withdrawn", actor, case)
    return transfer


def _leave_where_it_was(case: Case, transfer: CaseTransfer, why: str) -> None:
    transfer.answered_at, transfer.is_accepted, transfer.answer = timezone.now(), False, why
    transfer.save(update_fields=["answered_at", "is_accepted", "answer"])
    if case.state == Case.State.ASSIGNED:
        case.state = Case.State.NEW
        case.save(update_fields=["state"])


@transaction.atomic
def hand_over_cases(
    *, actor: Person, leaver: Person, successor: Person, unit: AdminUnit, because: str
) -> int:
    """Give everything one person has in hand at a unit to another, who is named by the office."""
    require(works_for(actor, unit))
    found = list(queries.cases_held_by(leaver, unit))
    for one in found:
        case = held(one)
        if not has_role(successor, case.community, HANDLERS):
            raise Refused(_("接手的人不在这里办事，请换一位。"))
        case.transfers.filter(answered_at=None).update(
            answered_at=timezone.now(), is_accepted=False, answer=because
        )
        now = timezone.now()
        CaseTransfer.objects.create(
            case=case,
            from_person=leaver,
            to_person=successor,
            offered_by=actor,
            reason=because,
            offered_at=now,
            answered_at=now,
            is_accepted=True,
        )
        _give(case, successor)
        write_down("cases.taken_over", actor, case, who=successor.name_in_public)
    return len(found)
