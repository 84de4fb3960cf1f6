"""Answer what departments ask for: admit it, or send the letter that says no."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow, follow_all
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..letters import filled
from ..models import PolicyDocument, RefusalLetter, TaskAdmission, TaskRequest
from .registering import next_number

State = TaskRequest.State


@transaction.atomic
def note_request(
    *,
    actor: Person,
    unit: AdminUnit,
    department: Organisation,
    name: str,
    way: str,
    asked_on: date,
    community: AdminUnit | None = None,
    basis: dict[str, Any] | None = None,
    **facts: Any,
) -> TaskRequest:
    """
    Apply for a task as the department that wants it, or write down what one asked for.

    `facts` is what else was said: why, frequency, from_on, until_on, funding.
    """
    own = queries.speaks_for(actor, department)
    require(own or permissions.can_note_request(actor, unit, community))
    require(queries.departments_known_to(unit).filter(pk=department.pk).exists())
    if asked_on > timezone.localdate():
        raise Refused(_("来件日期还没到，请再看看。"))
    known = queries.same_task(unit, department, name)
    if known and known.is_admitted and not known.is_over:
        raise Refused(_("“%(name)s”在准入目录里，社区本来就做，不用申请。") % {"name": name})
    if own:
        way, community = TaskRequest.Way.APPLICATION, None
    request = TaskRequest.objects.create(
        unit=unit,
        community=None if way == TaskRequest.Way.APPLICATION else community,
        department=department,
        name=name,
        way=way,
        asked_on=asked_on,
        basis=_document(unit, basis),
        entered_by=actor,
        task=known,
        **facts,
    )
    follow(person=actor, thing=request)
    follow_all(people=queries.people_of(department), thing=request)
    _write_down("admissions.requested", actor, request)
    return request


@transaction.atomic
def admit_request(
    *,
    actor: Person,
    request: TaskRequest,
    reason: str,
    from_on: date | None = None,
    until_on: date | None = None,
    funding: int | None = None,
) -> TaskAdmission:
    """Put what a department asked for on the list, for good or for a time."""
    require(permissions.can_keep_register(actor, request.unit))
    request = _open(request)
    if until_on and from_on and until_on < from_on:
        raise Refused(_("结束日期在开始日期之前，请再看看。"))
    number = next_number(request.unit)
    facts = {
        "basis": request.basis,
        "frequency": request.frequency,
        "from_on": from_on,
        "until_on": until_on,
        "funding": funding,
        "state": TaskAdmission.State.ADMITTED,
        "reason": reason,
        "decided_by": actor,
        "decided_at": timezone.now(),
    }
    task, _new = TaskAdmission.objects.update_or_create(
        unit=request.unit,
        department=request.department,
        name=request.name,
        defaults=facts,
        create_defaults=facts | {"number": number},
    )
    request.task = task
    _answer(actor, request, State.ADMITTED, reason)
    _write_down("admissions.request_admitted", actor, request)
    return task


@transaction.atomic
def refuse_request(*, actor: Person, request: TaskRequest, reason: str = "") -> RefusalLetter:
    """Answer a request that is not on the list with the standard letter."""
    require(permissions.can_answer_request(actor, request))
    request = _open(request)
    rule = queries.rule_of(request.unit)
    if rule is None:
        raise Refused(_("街道还没有写准入规定，信里没有依据可写。请街道先写好。"))
    paper = request.community or request.unit
    today = timezone.localdate()
    hold_alone(f"admissions.letter:{paper.pk}:{today.year}")
    of_the_year = RefusalLetter.objects.filter(unit=paper, year=today.year)
    letter = RefusalLetter.objects.create(
        request=request,
        unit=paper,
        rule=rule,
        year=today.year,
        number=(of_the_year.aggregate(last=Max("number"))["last"] or 0) + 1,
        addressee=request.department.name,
        body=filled(rule, request, reason),
        sent_on=today,
    )
    _answer(actor, request, State.REFUSED, reason or _("不在准入目录里"))
    _write_down("admissions.request_refused", actor, request)
    return letter


@transaction.atomic
def withdraw_request(*, actor: Person, request: TaskRequest, reason: str) -> TaskRequest:
    """Take an application back, or strike out what was written down by mistake."""
    require(permissions.can_withdraw_request(actor, request))
    request = _open(request)
    _answer(actor, request, State.WITHDRAWN, reason)
    _write_down("admissions.request_withdrawn", actor, request)
    return request


def _open(request: TaskRequest) -> TaskRequest:
    held = (
        TaskRequest.objects.select_for_update(of=("self",))
        .select_related("unit", "community", "department", "basis")
        .get(pk=request.pk)
    )
    if not held.is_open:
        raise Refused(_("这一件已经答复过了。"))
    return held


def _answer(actor: Person, request: TaskRequest, state: str, reason: str) -> None:
    request.state, request.reason = state, reason
    request.decided_by, request.decided_at = actor, timezone.now()
    request.save()


def _document(unit: AdminUnit, basis: dict[str, Any] | None) -> PolicyDocument | None:
    if not basis:
        return None
    document, _new = PolicyDocument.objects.get_or_create(
        unit=unit, title=basis["title"], number=basis.get("number", "")
    )
    return document


def _write_down(verb: str, actor: Person, request: TaskRequest) -> None:
    place = request.community or request.unit
    record(
        verb,
        by=actor,
        role=role_at(actor, place),
        about=request,
        unit=place,
        name=request.name,
        department=request.department.name,
        reason=request.reason,
    )
