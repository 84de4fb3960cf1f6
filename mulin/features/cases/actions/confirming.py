"""Whether it is really solved: its reporter says so, or a second look, or the time does."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.calendar.queries import working_days
from mulin.commons.files.pictures import Picture
from mulin.commons.people.models import Person
from mulin.commons.tasks.actions import promise
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Case, RecheckTask
from .writing_down import held, keep_photos, write_down


@transaction.atomic
def confirm_case(
    *, actor: Person | None, case: Case, code: str = "", satisfaction: int | None, opinion: str = ""
) -> Case:
    """Say that it is solved, and how well, from one to five."""
    require(permissions.can_judge(actor, case, code))
    case = held(case, "confirm")
    _confirm(case, satisfaction, opinion)
    write_down("cases.confirmed", actor, case, satisfaction=satisfaction)
    return case


def _confirm(case: Case, satisfaction: int | None, opinion: str) -> None:
    if satisfaction is None or not 1 <= satisfaction <= 5:
        raise Refused(_("请选满意不满意，1 到 5。"))
    case.state, case.confirmed_at = Case.State.CONFIRMED, timezone.now()
    case.satisfaction, case.opinion = satisfaction, opinion.strip()
    case.save()


@transaction.atomic
def reopen_case(
    *,
    actor: Person | None,
    case: Case,
    code: str = "",
    opinion: str,
    satisfaction: int | None = None,
) -> Case:
    """Say that it is not solved, and what is missing; whoever had it has it again."""
    require(permissions.can_judge(actor, case, code))
    case = held(case, "reopen")
    _reopen(case, satisfaction, opinion)
    write_down("cases.reopened", actor, case, opinion=case.opinion)
    return case


def _reopen(case: Case, satisfaction: int | None, opinion: str) -> None:
    if not opinion.strip():
        raise Refused(_("请说一句还差什么。"))
    case.opinion, case.satisfaction = opinion.strip(), satisfaction
    _open_again(case)


def _open_again(case: Case) -> None:
    case.state, case.confirmed_at, case.closed_itself = Case.State.REOPENED, None, False
    case.told_at, case.told_how = None, ""
    case.due_from = timezone.now()
    case.due_at = case.kind.limit.due_at(case.due_from, working_days())
    case.save()


@transaction.atomic
def note_answer(
    *,
    actor: Person,
    case: Case,
    came: str,
    is_solved: bool,
    satisfaction: int | None = None,
    opinion: str = "",
) -> Case:
    """
    Write down what a reporter says of the result on the phone, in person or on the slip.

    Whoever solved it does not write down how well: a colleague asks.
    """
    require(permissions.can_read(actor, case))
    case = held(case, "confirm" if is_solved else "reopen")
    if actor.pk == case.resolved_by_id:
        raise Refused(_("这件事是您自己办的，请另一位同事来问、来记。"))
    if came not in Case.Answering.values:
        raise Refused(_("请选一下是怎么说的。"))
    case.answer_noted_by, case.answer_came = actor, came
    if is_solved:
        _confirm(case, satisfaction, opinion)
    else:
        _reopen(case, satisfaction, opinion)
    write_down(
        "cases.answer_noted",
        actor,
        case,
        came=came,
        is_solved=is_solved,
        satisfaction=satisfaction,
        opinion=case.opinion,
        who=actor.name_in_public,
    )
    return case


@transaction.atomic
def recheck_case(
    *,
    actor: Person,
    task: RecheckTask,
    outcome: str,
    note: str = "",
    cause: str = "",
    photos: Iterable[Picture] = (),
) -> Case:
    """
    Say what was found on a second look.

    A relapse opens the case again.  Where its kind asks for the cause, that opens two linked
    promises: to change what people do, and to build what is missing.
    """
    require(permissions.can_run(actor, task.case))
    case = held(task.case)
    task = RecheckTask.objects.select_for_update().get(pk=task.pk)
    if task.done_at:
        raise Refused(_("已经复查过了。"))
    relapsed = outcome == RecheckTask.Outcome.RELAPSED
    if relapsed and case.kind.asks_cause and not cause:
        raise Refused(_("又反复了，请选原因：习惯，还是缺设施。"))
    if relapsed and not case.is_done:
        raise Refused(_("这件事还在办，不用复查。"))
    task.done_at, task.done_by = timezone.now(), actor
    task.outcome, task.note = outcome, note
    task.save(update_fields=["done_at", "done_by", "outcome", "note"])
    task.photos.set(keep_photos(actor, case, photos))
    if relapsed:
        _relapse(actor, case, cause, note)
    else:
        write_down("cases.rechecked", actor, case, note=note)
    return case


def _relapse(actor: Person, case: Case, cause: str, note: str) -> None:
    case.cause, case.relapses = cause, case.relapses + 1
    case.satisfaction = None
    _open_again(case)
    write_down("cases.relapsed", actor, case, cause=cause, note=note)
    if cause:
        _promise_both(actor, case)


def _promise_both(actor: Person, case: Case) -> None:
    for what in (_("劝一劝、教一教：%(title)s"), _("补设施：%(title)s")):
        promise(
            actor=actor,
            unit=case.community,
            what=(what % {"title": case.title})[:120],
            keeper=case.owner or case.community,
            due_on=case.due_on,
            origin=case,
        )


def close_silent_cases() -> int:
    """End the solved cases whose reporters were told and said nothing; return how many."""
    keys = list(queries.silent_cases().values_list("pk", flat=True)[:500])
    return sum(_close(pk) for pk in keys)


@transaction.atomic
def _close(pk: int) -> bool:
    # Its reporter may be answering right now: then it is not silent any more.
    case = queries.silent_cases().select_for_update(of=("self",)).filter(pk=pk).first()
    if case is None:
        return False
    case.state, case.confirmed_at = Case.State.CONFIRMED, timezone.now()
    case.closed_itself = True
    case.save(update_fields=["state", "confirmed_at", "closed_itself"])
    write_down("cases.closed_itself", None, case)
    return True
