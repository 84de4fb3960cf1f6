"""What whoever has a case in hand does with it, until it is solved."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.calendar.queries import working_days
from mulin.commons.organisations.models import Organisation
from mulin.commons.people.models import Person
from mulin.commons.tasks.actions import bring_up
from mulin.commons.tasks.models import AgendaItem
from mulin.errors import Refused, require

from .. import permissions
from ..due import due_of
from ..likeness import marks
from ..models import Case, Escalation, Pause, RecheckTask
from ..public_words import without_numbers
from .kinds import kind_meant
from .places import lies_here
from .telling import tell_reporter
from .writing_down import held, write_down

SORTED_BY = ("building", "shared_place", "place", "custody", "problem", "external_number")


@transaction.atomic
def begin_case(*, actor: Person, case: Case) -> Case:
    """Say that somebody is at it."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "begin")
    _set_state(case, Case.State.IN_PROGRESS)
    write_down("cases.begun", actor, case)
    return case


def _set_state(case: Case, state: str) -> None:
    case.state = state
    case.save(update_fields=["state"])


@transaction.atomic
def pause_case(*, actor: Person, case: Case, waiting_for: str, reason: str) -> Pause:
    """Stop a case's clock, because others have to do something first."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "pause")
    if not (reason.strip() and waiting_for.strip()):
        raise Refused(_("停表要写清楚：等谁，为什么。"))
    pause = Pause.objects.create(
        case=case,
        reason=reason,
        waiting_for=waiting_for,
        paused_by=actor,
        paused_at=timezone.now(),
    )
    _set_state(case, Case.State.WAITING)
    write_down("cases.paused", actor, case, waiting_for=waiting_for, reason=reason)
    return pause


@transaction.atomic
def resume_case(*, actor: Person, case: Case) -> Case:
    """Let the clock run on; the time it stood still is added."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "resume")
    _run_on(case)
    _set_state(case, Case.State.IN_PROGRESS)
    write_down("cases.resumed", actor, case, due=_day(case.due_at))
    return case


def _run_on(case: Case) -> None:
    pause = case.pauses.filter(resumed_at=None).first()
    if pause is None:
        return
    pause.resumed_at = timezone.now()
    pause.save(update_fields=["resumed_at"])
    _reckon(case)
    case.save(update_fields=["due_at"])


def _reckon(case: Case) -> None:
    """Say until when it is to be solved: its kind's time, and every pause that is over."""
    pauses = case.pauses.filter(paused_at__gte=case.due_from)
    stood_still = [(one.paused_at, one.resumed_at) for one in pauses if one.resumed_at]
    case.due_at = due_of(case.kind.limit, case.due_from, stood_still, working_days())


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


@transaction.atomic
def resolve_case(*, actor: Person, case: Case, result: str) -> Case:
    """Say how a case was solved; its reporter is told before anybody else."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "resolve")
    if not result.strip():
        raise Refused(_("请写清楚怎么办好的，报的人会先看到。"))
    _run_on(case)
    _ask_no_longer(case, _("已经办好了"))
    case.state, case.result = Case.State.RESOLVED, result.strip()
    case.resolved_at, case.resolved_by = timezone.now(), actor
    case.told_at, case.told_how = None, ""
    case.answer_noted_by, case.answer_came = None, ""
    case.save()
    if case.kind.recheck_days:
        _look_again(case, case.kind.recheck_days)
    write_down("cases.resolved", actor, case, result=case.result)
    tell_reporter(case)
    return case


def _ask_no_longer(case: Case, why: str) -> None:
    case.transfers.filter(answered_at=None).update(
        answered_at=timezone.now(), is_accepted=False, answer=why
    )


def _look_again(case: Case, days: int) -> None:
    due_on = timezone.localdate() + timedelta(days=days)
    RecheckTask.objects.get_or_create(case=case, done_at=None, defaults={"due_on": due_on})


@transaction.atomic
def note_told(*, actor: Person, case: Case, how: str) -> Case:
    """Write down that the reporter was told what came of it, by telephone or in person."""
    require(permissions.can_work_on(actor, case))
    case = held(case)
    if not (case.is_resolved or case.is_passed_on):
        raise Refused(_("还没有结果可以告诉。"))
    if case.told_at:
        raise Refused(_("已经告诉过了。"))
    case.told_at, case.told_how = timezone.now(), how
    case.save(update_fields=["told_at", "told_how"])
    write_down("cases.told", actor, case, how=how)
    return case


@transaction.atomic
def sort_case(*, actor: Person, case: Case, kind: str, **facts: Any) -> Case:
    """Put a case in order: its kind, where it is, who looks after that, its 12345 number."""
    require(permissions.can_work_on(actor, case))
    case = held(case)
    if not case.is_open:
        raise Refused(_("已经有结果了，不能再改类别。"))
    sort = kind_meant(case.community, kind)
    if sort.pk != case.kind_id:
        if case.is_waiting:
            raise Refused(_("停着表的时候不能改类别，先接着办。"))
        case.kind = sort
        _reckon(case)
    for name in SORTED_BY:
        setattr(case, name, facts.get(name, getattr(case, name)))
    lies_here(case.community, case.building, case.shared_place)
    case.marks = marks(case.title, case.text, case.where)
    case.save()
    write_down("cases.sorted", actor, case, kind=sort.label)
    return case


@transaction.atomic
def escalate_case(*, actor: Person, case: Case, level: str, reason: str) -> Case:
    """Ask the street, or the district, to see to what the community alone cannot solve."""
    require(permissions.can_work_on(actor, case))
    case = held(case, "escalate")
    levels = Case.Level.values
    if levels.index(level) <= levels.index(case.level):
        raise Refused(_("已经报到这一级了。"))
    if not reason.strip():
        raise Refused(_("请写一句：社区办不了的是什么。"))
    case.level = level
    case.save(update_fields=["level"])
    Escalation.objects.create(
        case=case, level=level, reason=reason, raised_by=actor, raised_at=timezone.now()
    )
    write_down("cases.escalated", actor, case, level=level, reason=reason)
    return case


@transaction.atomic
def answer_escalation(*, actor: Person, escalation: Escalation, answer: str) -> Escalation:
    """Say what the street, or the district, does about what was put before it."""
    require(permissions.can_answer_escalation(actor, escalation))
    case = held(escalation.case)
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if escalation.answered_at:
        raise Refused(_("已经答复过了。"))
    if not answer.strip():
        raise Refused(_("请写一句怎么办，社区和报的人都等着。"))
    escalation.answer, escalation.answered_by = answer.strip(), actor
    escalation.answered_at = timezone.now()
    escalation.save(update_fields=["answer", "answered_by", "answered_at"])
    said = {"level": escalation.level, "answer": escalation.answer}
    write_down("cases.escalation_answered", actor, case, **said)
    return escalation


@transaction.atomic
def pass_on_case(
    *, actor: Person, case: Case, to: Organisation | None, to_name: str, reason: str
) -> Case:
    """Give a case to the body that has to solve it by law; its reporter is told to whom."""
    require(permissions.can_run(actor, case))
    case = held(case, "pass_on")
    if not (to_name or to):
        raise Refused(_("请写清楚转给哪个单位。"))
    if not reason.strip():
        raise Refused(_("请写一句为什么归他们办，报的人会看到。"))
    _run_on(case)
    _ask_no_longer(case, reason)
    case.state, case.passed_to = Case.State.TRANSFERRED, to
    case.passed_to_name = to.name if to else to_name
    case.answered_at = case.answered_at or timezone.now()
    case.save()
    write_down("cases.passed_on", actor, case, to=case.passed_to_name, reason=reason)
    tell_reporter(case)
    return case


@transaction.atomic
def link_cases(*, actor: Person, case: Case, other: Case) -> None:
    """Note that two cases are one matter."""
    require(permissions.can_read(actor, case) and permissions.can_read(actor, other))
    if case.pk == other.pk:
        raise Refused(_("不能和自己连在一起。"))
    if case.related_cases.filter(pk=other.pk).exists():
        raise Refused(_("已经连在一起了。"))
    case.related_cases.add(other)
    write_down("cases.linked", actor, case, other=other.pk)


@transaction.atomic
def bring_up_case(*, actor: Person, case: Case) -> AgendaItem:
    """Put a case into the box for the next joint meeting."""
    require(permissions.can_run(actor, case))
    case = held(case)
    item = bring_up(
        actor=actor,
        unit=case.community,
        title=case.public_title or without_numbers(case.title),
        detail=case.public_text[:300],
        for_kind="joint",
        origin=case,
    )
    write_down("cases.brought_up", actor, case)
    return item
