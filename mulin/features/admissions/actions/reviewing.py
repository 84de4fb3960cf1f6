"""Look through the tasks: which are admitted, which not, and why."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import AdmissionRound, SecondLook, TaskAdmission

State = TaskAdmission.State


@transaction.atomic
def open_round(*, actor: Person, unit: AdminUnit, name: str) -> AdmissionRound:
    """Begin to look through the tasks that are put on an office's communities."""
    require(permissions.can_keep_register(actor, unit))
    hold_alone(f"admissions.round:{unit.pk}")
    if queries.open_round_of(unit):
        raise Refused(_("上一轮还没有结束，先把它做完。"))
    found = AdmissionRound.objects.create(unit=unit, name=name, opened_by=actor)
    _write_down("admissions.round_opened", actor, found)
    return found


@transaction.atomic
def decide_tasks(
    *,
    actor: Person,
    found: AdmissionRound,
    tasks: Iterable[TaskAdmission],
    verdict: str,
    reason: str,
) -> int:
    """Admit some tasks of a round, or do not, for one reason; until it closes they may change."""
    require(permissions.can_keep_register(actor, found.unit))
    hold_alone(f"admissions.round:{found.unit_id}")
    found.refresh_from_db()
    if found.is_closed:
        raise Refused(_("这一轮结束了。要改，请走“再看一次”。"))
    if verdict not in (State.ADMITTED, State.DECLINED):
        raise Refused(_("请说清楚是准入还是不准入。"))
    if not reason:
        raise Refused(_("请写一句理由，会公开。"))
    meant = TaskAdmission.objects.filter(pk__in=[task.pk for task in tasks], round=found)
    held = list(meant.select_for_update().order_by("pk"))
    if not held:
        raise Refused(_("先勾选几项，再点。"))
    for task in held:
        _decide(actor, task, verdict, reason)
        record(
            "admissions.decided",
            by=actor,
            role=role_at(actor, found.unit),
            about=task,
            unit=found.unit,
            verdict=verdict,
            reason=reason,
        )
    return len(held)


@transaction.atomic
def close_round(*, actor: Person, found: AdmissionRound) -> AdmissionRound:
    """End a round when every task is decided on; from then on anybody reads its result."""
    require(permissions.can_keep_register(actor, found.unit))
    hold_alone(f"admissions.round:{found.unit_id}")
    found.refresh_from_db()
    if found.is_closed:
        raise Refused(_("这一轮已经结束了。"))
    if left := queries.undecided_in(found):
        words = ngettext("还有 %(n)s 项没有定，先定下来。", "还有 %(n)s 项没有定，先定下来。", left)
        raise Refused(words % {"n": left})
    found.registered = found.tasks.count()
    found.admitted = found.tasks.filter(state=State.ADMITTED).count()
    if not found.registered:
        raise Refused(_("这一轮里还没有事项，先登记。"))
    found.closed_at = timezone.now()
    found.save(update_fields=["registered", "admitted", "closed_at"])
    _write_down(
        "admissions.round_closed",
        actor,
        found,
        registered=found.registered,
        admitted=found.admitted,
    )
    return found


@transaction.atomic
def ask_second_look(
    *, actor: Person, task: TaskAdmission, reason: str, asked_for: str = ""
) -> SecondLook:
    """Ask that a decision be looked at again, for one's department or community."""
    require(permissions.can_ask_second_look(actor, task))
    if task.is_registered or (task.round and not task.round.is_closed):
        raise Refused(_("这一项还在评审，定了以后才能请再看一次。"))
    try:
        with transaction.atomic():
            look = SecondLook.objects.create(
                task=task, asked_by=actor, reason=reason, asked_for=asked_for or _name(actor, task)
            )
    except IntegrityError:
        raise Refused(_("已经有人请再看一次了，等答复出来再说。")) from None
    follow(person=actor, thing=task)
    record(
        "admissions.second_look_asked",
        by=actor,
        role=role_at(actor, task.unit),
        about=task,
        unit=task.unit,
        name=task.name,
        asked_for=look.asked_for,
        reason=reason,
    )
    return look


@transaction.atomic
def answer_second_look(
    *, actor: Person, look: SecondLook, is_changed: bool, answer: str
) -> SecondLook:
    """Keep a decision or turn it round, and say why."""
    require(permissions.can_keep_register(actor, look.task.unit))
    look = SecondLook.objects.select_for_update(of=("self",)).get(pk=look.pk)
    if look.answered_at:
        raise Refused(_("这一条已经答复过了。"))
    task = TaskAdmission.objects.select_for_update().get(pk=look.task_id)
    look.is_changed, look.answer = is_changed, answer
    look.answered_by, look.answered_at = actor, timezone.now()
    look.save()
    if is_changed:
        turned = State.DECLINED if task.is_admitted else State.ADMITTED
        _decide(actor, task, turned, answer[:200])
    record(
        "admissions.second_look_answered",
        by=actor,
        role=role_at(actor, task.unit),
        about=task,
        unit=task.unit,
        name=task.name,
        state=task.state,
        answer=answer,
    )
    return look


def _decide(actor: Person, task: TaskAdmission, verdict: str, reason: str) -> None:
    task.state, task.reason = verdict, reason
    task.decided_by, task.decided_at = actor, timezone.now()
    task.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _name(actor: Person, task: TaskAdmission) -> str:
    if queries.speaks_for(actor, task.department):
        return task.department.name
    return queries.place_below(actor, task.unit).name


def _write_down(verb: str, actor: Person, found: AdmissionRound, **details: int) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, found.unit),
        about=found,
        unit=found.unit,
        name=found.name,
        **details,
    )
