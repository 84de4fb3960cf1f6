"""What residents would like experts to be asked."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit.actions import record
from mulin.commons.notices.actions import follow
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import role_at
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..models import AdviceQuestion, ExpertRequest
from .asking import ask_expert


@transaction.atomic
def propose_question(
    *, actor: Person, unit: AdminUnit, text: str, kind: str = ""
) -> AdviceQuestion:
    """Say what an expert should be asked; the same words again are the same question."""
    require(permissions.can_propose(actor, unit))
    hold_alone(f"advice.question:{actor.pk}")
    waiting = queries.questions_of(actor).filter(state=AdviceQuestion.State.OPEN)
    if earlier := waiting.filter(unit=unit, text=text, kind=kind).first():
        return earlier
    if waiting.count() >= queries.MOST_OPEN:
        raise Refused(_("您提的问题社区还没看完，等有了回音再提新的。"))
    question = AdviceQuestion.objects.create(unit=unit, text=text, kind=kind, asked_by=actor)
    follow(person=actor, thing=question)
    _write_down("advice.question_proposed", actor, question)
    return question


@transaction.atomic
def take_up_question(*, actor: Person, question: AdviceQuestion, **request: Any) -> ExpertRequest:
    """Ask an expert what a resident wanted to know; `request` is what `ask_expert` takes."""
    require(permissions.can_ask(actor, question.unit))
    question = _open(question)
    asked = ask_expert(actor=actor, unit=question.unit, **request)
    question.state, question.request = AdviceQuestion.State.TAKEN_UP, asked
    question.answered_at = timezone.now()
    question.save()
    if question.asked_by:
        follow(person=question.asked_by, thing=asked)
    _write_down("advice.question_taken_up", actor, question, whom=asked.whom)
    return asked


@transaction.atomic
def answer_advice_question(
    *, actor: Person, question: AdviceQuestion, answer: str
) -> AdviceQuestion:
    """Answer a question without asking an expert, or say why none is asked."""
    require(permissions.can_ask(actor, question.unit))
    question = _open(question)
    question.state, question.answer = AdviceQuestion.State.ANSWERED, answer
    question.answered_at = timezone.now()
    question.save()
    _write_down("advice.question_answered", actor, question, answer=answer)
    return question


def _open(question: AdviceQuestion) -> AdviceQuestion:
    held = AdviceQuestion.objects.select_for_update(of=("self",)).select_related("unit", "asked_by")
    found = held.get(pk=question.pk)
    if not found.is_open:
        raise Refused(_("这个问题已经有回音了。"))
    return found


def _write_down(verb: str, actor: Person, question: AdviceQuestion, **details: str) -> None:
    record(
        verb,
        by=actor,
        role=role_at(actor, question.unit),
        about=question,
        unit=question.unit,
        text=question.text[:60],
        **details,
    )
