"""Who looked at doors and answers, and which words everybody may read."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import Building
from mulin.commons.places.permissions import can_see_doors
from mulin.errors import Refused, require

from .. import permissions
from ..models import ReleasedAnswer, Survey, SurveyAnswer
from ..models.questions import SurveyQuestion
from .holding import together, write_down


@transaction.atomic
def note_doors_read(*, actor: Person, survey: Survey, building: Building) -> None:
    """Write down that somebody looked which doors of a building have answered."""
    require(can_see_doors(actor, building))
    write_down("surveys.doors_read", actor, survey, building=building.pk)


@transaction.atomic
def note_answers_taken(*, actor: Person, survey: Survey, what: str) -> None:
    """Write down that somebody took the answers along."""
    require(permissions.can_hold_survey(actor, survey.unit))
    write_down("surveys.answers_taken", actor, survey, what=what)


@transaction.atomic
def release_answer(*, actor: Person, answer: SurveyAnswer, text: str) -> ReleasedAnswer:
    """Let everybody read what somebody wrote, without what names anybody."""
    survey = answer.response.survey
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = together(survey)
    if answer.question.kind != SurveyQuestion.Kind.TEXT or not answer.response.counts:
        raise Refused(_("这一条不能公开。"))
    if not text.strip():
        raise Refused(_("公开的话是空的。"))
    released, _is_new = ReleasedAnswer.objects.update_or_create(
        answer=answer, defaults={"text": text.strip(), "released_by": actor}
    )
    write_down("surveys.answer_released", actor, survey, answer=answer.pk)
    return released


@transaction.atomic
def take_back_answer(*, actor: Person, answer: SurveyAnswer) -> None:
    """Let nobody but the office read a released answer any more."""
    survey = answer.response.survey
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = together(survey)
    gone, _by_model = ReleasedAnswer.objects.filter(answer=answer).delete()
    if not gone:
        raise Refused(_("这一条没有公开。"))
    write_down("surveys.answer_taken_back", actor, survey, answer=answer.pk)
