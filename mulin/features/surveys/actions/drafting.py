"""Write a survey: its facts and its questions, until it is opened."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from mulin.commons.audit.things import Key
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Compound
from mulin.errors import Refused, require

from .. import permissions, queries
from ..branching import runs_backwards
from ..models import Survey, SurveyQuestion
from ..settings_of import settled
from .holding import alone, only_a_draft, write_down

MOST_QUESTIONS = 40
COPIED = ("intro", "purpose", "language", "one_per", "counting", "least")


@transaction.atomic
def draft_survey(
    *,
    actor: Person,
    unit: AdminUnit,
    compound: Compound | None = None,
    questions: Sequence[Mapping[str, Any]] = (),
    origin: Key | None = None,
    **facts: Any,
) -> Survey:
    """
    Begin a survey, with the questions of a template if there is one.

    `facts`: title, intro, purpose, language, one_per, counting, least, opens_at, closes_at.
    `questions`: kind, text, help, is_required, settings; `only_if` names an earlier one by its
    place in the list, and `only_if_choices` what must be chosen there.
    """
    require(permissions.can_hold_survey(actor, unit))
    if compound is not None and compound.community_id != unit.pk:
        raise Refused(_("这个小区不在这个社区里。"))
    survey = Survey(unit=unit, compound=compound, drafted_by=actor)
    if origin is not None:
        survey.origin_type, survey.origin_id = origin
    _fill(survey, facts)
    _write_questions(survey, questions)
    write_down("surveys.drafted", actor, survey)
    return survey


@transaction.atomic
def change_survey(*, actor: Person, survey: Survey, **facts: Any) -> Survey:
    """Change what a draft says of itself."""
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    only_a_draft(survey)
    _fill(survey, facts)
    write_down("surveys.changed", actor, survey)
    return survey


@transaction.atomic
def copy_survey(*, actor: Person, survey: Survey, **facts: Any) -> Survey:
    """Begin a new version with the same questions; `facts`: title, opens_at, closes_at."""
    require(permissions.can_hold_survey(actor, survey.unit))
    copy = Survey(
        unit=survey.unit,
        compound=survey.compound,
        origin_type=survey.origin_type,
        origin_id=survey.origin_id,
        drafted_by=actor,
        copied_from=survey,
        version=survey.version + 1,
    )
    _fill(copy, {name: getattr(survey, name) for name in COPIED} | facts)
    _write_questions(copy, as_written(queries.questions_of(survey)))
    write_down("surveys.copied", actor, copy, copied_from=survey.pk)
    return copy


@transaction.atomic
def add_question(
    *,
    actor: Person,
    survey: Survey,
    kind: str,
    text: str,
    help: str = "",
    is_required: bool = False,
    settings: Mapping[str, Any] | None = None,
    only_if: SurveyQuestion | None = None,
    only_if_choices: Sequence[int] = (),
    after: int | None = None,
) -> SurveyQuestion:
    """Add a question to a draft after the one of this order; without any, at the end."""
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    only_a_draft(survey)
    before = queries.questions_of(survey)
    if len(before) >= MOST_QUESTIONS:
        raise Refused(_("一份问卷最多 %(most)s 题，请先删掉几题。") % {"most": MOST_QUESTIONS})
    place = len(before) if after is None else min(after, len(before))
    question = SurveyQuestion(survey=survey, order=place + 1, kind=kind)
    facts = {"text": text, "help": help, "is_required": is_required}
    _settle(question, facts, settings or {})
    _depend(question, before[:place], only_if, only_if_choices)
    later = SurveyQuestion.objects.filter(survey=survey, order__gt=place)
    later.update(order=models.F("order") + 1)
    question.save()
    write_down("surveys.question_added", actor, survey, question=question.order)
    return question


@transaction.atomic
def change_question(
    *,
    actor: Person,
    question: SurveyQuestion,
    settings: Mapping[str, Any],
    only_if: SurveyQuestion | None = None,
    only_if_choices: Sequence[int] = (),
    **facts: Any,
) -> SurveyQuestion:
    """Change a draft's question; `facts`: text, help, is_required."""
    require(permissions.can_hold_survey(actor, question.survey.unit))
    survey = alone(question.survey)
    only_a_draft(survey)
    questions = queries.questions_of(survey)
    found = _own(questions, question)
    _settle(found, facts, settings)
    _depend(found, questions[: found.order - 1], only_if, only_if_choices)
    _keep_conditions(found, questions)
    found.save()
    write_down("surveys.question_changed", actor, survey, question=found.order)
    return found


@transaction.atomic
def move_question(*, actor: Person, question: SurveyQuestion, up: bool) -> SurveyQuestion:
    """Let a draft's question change places with the one before or after it."""
    require(permissions.can_hold_survey(actor, question.survey.unit))
    survey = alone(question.survey)
    only_a_draft(survey)
    questions = queries.questions_of(survey)
    found = _own(questions, question)
    other_at = found.order - 2 if up else found.order
    if not 0 <= other_at < len(questions):
        return found
    other = questions[other_at]
    found.order, other.order = other.order, found.order
    if not runs_backwards(sorted(questions, key=lambda one: one.order)):
        raise Refused(_("这两题有先后关系：被依据的那一题要排在前面。"))
    SurveyQuestion.objects.bulk_update([found, other], ["order"])
    write_down("surveys.question_moved", actor, survey, question=found.order)
    return found


@transaction.atomic
def remove_question(*, actor: Person, question: SurveyQuestion) -> None:
    """Take a question out of a draft, unless others depend on it."""
    require(permissions.can_hold_survey(actor, question.survey.unit))
    survey = alone(question.survey)
    only_a_draft(survey)
    questions = queries.questions_of(survey)
    found = _own(questions, question)
    if depending := [one.order for one in questions if one.only_if_id == found.pk]:
        raise Refused(_("第 %(n)s 题要看这一题怎么答才问，请先改那一题。") % {"n": depending[0]})
    gone = found.order
    SurveyQuestion.objects.filter(pk=found.pk).delete()
    SurveyQuestion.objects.filter(survey=survey, order__gt=gone).update(order=models.F("order") - 1)
    write_down("surveys.question_removed", actor, survey, question=gone)


def as_written(questions: Sequence[SurveyQuestion]) -> list[dict[str, Any]]:
    """Return questions as a template writes them, conditions by their place in the list."""
    return [
        {
            "kind": one.kind,
            "text": one.text,
            "help": one.help,
            "is_required": one.is_required,
            "settings": one.settings,
            "only_if": one.only_if.order if one.only_if else None,
            "only_if_choices": one.only_if_choices,
        }
        for one in questions
    ]


def _fill(survey: Survey, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(survey, name, value)
    if survey.opens_at >= survey.closes_at:
        raise Refused(_("结束要晚于开始。"))
    survey.save()


def _write_questions(survey: Survey, questions: Sequence[Mapping[str, Any]]) -> None:
    made: list[SurveyQuestion] = []
    for order, one in enumerate(questions, start=1):
        question = SurveyQuestion(survey=survey, order=order, kind=one["kind"])
        facts = {name: one.get(name, "") for name in ("text", "help")}
        facts["is_required"] = bool(one.get("is_required"))
        _settle(question, facts, one.get("settings", {}))
        place = one.get("only_if")
        _depend(question, made, made[place - 1] if place else None, one.get("only_if_choices", []))
        question.save()
        made.append(question)


def _settle(
    question: SurveyQuestion, facts: Mapping[str, Any], settings: Mapping[str, Any]
) -> None:
    if question.kind not in SurveyQuestion.Kind.values:
        raise Refused(_("请选一种题型。"))
    if not facts["text"]:
        raise Refused(_("请写下问题。"))
    for name, value in facts.items():
        setattr(question, name, value)
    question.settings = settled(question.kind, settings)


def _depend(
    question: SurveyQuestion,
    before: Sequence[SurveyQuestion],
    only_if: SurveyQuestion | None,
    choices: Sequence[int],
) -> None:
    """Let a question be asked only after some choices of an earlier one."""
    question.only_if, question.only_if_choices = only_if, sorted(set(choices))
    if only_if is None:
        question.only_if_choices = []
        return
    if only_if.pk not in {one.pk for one in before} or not only_if.may_decide:
        raise Refused(_("只能依据前面的单选题或多选题。"))
    if not choices or not set(choices) <= {number for number, _text in only_if.choices}:
        raise Refused(_("请勾选前面那一题的选项。"))


def _keep_conditions(changed: SurveyQuestion, questions: Sequence[SurveyQuestion]) -> None:
    """Refuse a change that takes away a choice on which others depend."""
    numbers = {number for number, _text in changed.choices}
    for one in questions:
        if one.only_if_id == changed.pk and not set(one.only_if_choices) <= numbers:
            raise Refused(_("第 %(n)s 题依据的选项不能去掉，请先改那一题。") % {"n": one.order})


def _own(questions: Sequence[SurveyQuestion], question: SurveyQuestion) -> SurveyQuestion:
    found = next((one for one in questions if one.pk == question.pk), None)
    if found is None:
        raise Refused(_("这一题已经删掉了。"))
    return found
