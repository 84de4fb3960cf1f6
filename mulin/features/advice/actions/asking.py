"""Ask an adviser or a department, and let those above know when nobody answers."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.calendar.queries import working_days
from mulin.commons.notices.actions import follow, follow_all
from mulin.commons.organisations.models import Adviser, Organisation
from mulin.commons.organisations.queries import advisers_for
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.commons.topics.models import Topic
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import AnswerTerm, ExpertRequest

LEVELS_TOLD = 2


@transaction.atomic
def ask_expert(
    *,
    actor: Person,
    unit: AdminUnit,
    title: str,
    problem: str,
    adviser: Adviser | None = None,
    department: Organisation | None = None,
    wanted_on: date | None = None,
    topic: Topic | None = None,
) -> ExpertRequest:
    """
    Ask an adviser or a department in a unit's name; from today the days of its term count.

    The same words again, before anybody said anything, are the same request.
    """
    require(permissions.can_ask(actor, unit))
    _is_here_to_be_asked(unit, adviser, department)
    today = timezone.localdate()
    if wanted_on and wanted_on < today:
        raise Refused(_("希望的日子已经过了，请再看看。"))
    words = {"title": title, "problem": problem, "adviser": adviser, "department": department}
    hold_alone(f"advice.asking:{unit.pk}")
    same = ExpertRequest.objects.filter(
        unit=unit, asked_by=actor, state=ExpertRequest.State.ASKED, **words
    )
    if earlier := same.first():
        return earlier
    days, worked = queries.days_for(unit), working_days()
    due_on = worked.add_workdays(today, days)
    request = ExpertRequest.objects.create(
        unit=unit,
        topic=topic,
        wanted_on=wanted_on,
        asked_by=actor,
        due_on=due_on,
        escalates_on=worked.add_workdays(due_on, days),
        **words,
    )
    follow(person=actor, thing=request)
    follow_all(people=queries.people_asked(request), thing=request)
    write_down("advice.asked", actor, request)
    return request


@transaction.atomic
def withdraw_expert_request(*, actor: Person, request: ExpertRequest, reason: str) -> ExpertRequest:
    """Take a request back, and say why."""
    require(permissions.can_ask(actor, request.unit))
    request = held_open(request)
    request.state, request.reason = ExpertRequest.State.WITHDRAWN, reason
    request.save(update_fields=["state", "reason"])
    write_down("advice.withdrawn", actor, request, reason=reason)
    return request


@transaction.atomic
def set_answer_term(*, actor: Person, unit: AdminUnit, days: int) -> AnswerTerm:
    """Say within how many working days what communities ask shall be answered from now on."""
    require(permissions.can_set_term(actor, unit))
    term, _new = AnswerTerm.objects.update_or_create(
        unit=unit, defaults={"days": days, "set_by": actor}
    )
    record("advice.term_set", by=actor, role=role_at(actor, unit), about=term, unit=unit, days=days)
    return term


@transaction.atomic
def show_unanswered() -> int:
    """Tell the office above of what nobody answered in time, and the one above that later."""
    found = list(queries.requests_to_show_up().select_for_update(of=("self",), skip_locked=True))
    for request in found:
        request.shown_up = min(request.shown_up + 1, LEVELS_TOLD)
        request.save(update_fields=["shown_up"])
        staff = queries.staff_above(request.unit, request.shown_up)
        follow_all(people=staff, thing=request)
        write_down("advice.shown_up", None, request, level=request.shown_up)
    return len(found)


def held_open(request: ExpertRequest) -> ExpertRequest:
    """Return a request that still waits for an answer, held against others."""
    held = ExpertRequest.objects.select_for_update(of=("self",)).select_related(
        "unit", "topic", "adviser__person", "department"
    )
    found = held.get(pk=request.pk)
    if not found.is_waiting:
        raise Refused(_("这件约请已经%(state)s，不能再改。") % {"state": found.get_state_display()})
    return found


def write_down(verb: str, actor: Person | None, request: ExpertRequest, **details: Any) -> None:
    """Write the record of an act on a request."""
    record(
        verb,
        by=actor,
        role=role_at(actor, request.unit) if actor else "",
        about=request,
        unit=request.unit,
        title=request.title,
        place=request.unit.name,
        whom=request.whom,
        **details,
    )


def _is_here_to_be_asked(
    unit: AdminUnit, adviser: Adviser | None, department: Organisation | None
) -> None:
    if (adviser is None) == (department is None):
        raise Refused(_("请选一位顾问，或者一个部门。"))
    if adviser and not advisers_for(unit).filter(pk=adviser.pk).exists():
        raise Refused(_("这位顾问不在您这里的名单上。"))
    if department and not queries.departments_asked_by(unit).filter(pk=department.pk).exists():
        raise Refused(_("这个部门不在您这里的名单上。"))
