"""Open a survey, move its end, close it and publish what came of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..branching import runs_backwards
from ..figures import figures_of
from ..models import Survey
from .holding import alone, only_a_draft, write_down


@transaction.atomic
def open_survey(*, actor: Person, survey: Survey) -> Survey:
    """Let a survey go out; from now on its questions never change."""
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    only_a_draft(survey)
    questions = queries.questions_of(survey)
    if not questions:
        raise Refused(_("还没有题目，先加几题。"))
    if not runs_backwards(questions):
        raise Refused(_("有一题依据的是它后面的题，请调整顺序。"))
    now = timezone.now()
    if survey.closes_at <= now:
        raise Refused(_("结束的时间已经过了，请改一改。"))
    survey.opened_at, survey.opened_by = now, actor
    survey.save(update_fields=["opened_at", "opened_by"])
    write_down("surveys.opened", actor, survey, questions=len(questions))
    return survey


@transaction.atomic
def change_end(*, actor: Person, survey: Survey, closes_at: datetime) -> Survey:
    """Let an open survey end earlier or later; nothing else of it changes."""
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    if survey.state not in (Survey.State.OPEN, Survey.State.COMING):
        raise Refused(_("现在不能改结束时间。"))
    if closes_at <= max(timezone.now(), survey.opens_at):
        raise Refused(_("结束的时间要在开始和现在之后。要马上结束，请按“现在结束”。"))
    before = survey.closes_at
    survey.closes_at = closes_at
    survey.save(update_fields=["closes_at"])
    write_down(
        "surveys.end_changed",
        actor,
        survey,
        before=before.isoformat(),
        closes_at=closes_at.isoformat(),
    )
    return survey


@transaction.atomic
def close_survey(*, actor: Person, survey: Survey) -> Survey:
    """Take no more answers, and say on the record of what it was made for that it is over."""
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    if survey.opened_at is None or survey.closed_at:
        raise Refused(_("这份问卷现在没有在收。"))
    survey.closed_at = timezone.now()
    survey.save(update_fields=["closed_at"])
    counted = survey.responses.filter(counts=True).count()
    write_down("surveys.closed", actor, survey, responses=counted)
    return survey


@transaction.atomic
def publish_results(*, actor: Person, survey: Survey) -> Survey:
    """Put up the figures as they are now, without what is too small; sheets left over are late."""
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    if survey.closed_at is None:
        raise Refused(_("还在收答卷，先结束，再公布。"))
    if survey.published_at:
        raise Refused(_("结果已经公布了。"))
    if waiting := len(queries.waiting_sheets(survey)):
        raise Refused(_("还有 %(n)s 张纸质卷没核对完，核对完再公布。") % {"n": waiting})
    survey.outcome = figures_of(survey, least=survey.least)
    survey.published_at = timezone.now()
    survey.save(update_fields=["outcome", "published_at"])
    write_down("surveys.published", actor, survey, responses=survey.outcome["counted"])
    return survey
