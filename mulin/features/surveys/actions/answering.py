"""
Take what somebody answered: with a code or an account, as anybody, or at the door.

One short transaction: the household's or the person's name is held, so that of two answers one
counts; the survey's is shared, so that none comes after closing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.errors import Refused, require
from mulin.locks import hold_alone

from .. import permissions, queries
from ..branching import asked, kept
from ..models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse, SurveySheet
from ..values import checked, rows_of
from .holding import together, write_down

Channel = SurveyResponse.Channel


@transaction.atomic
def answer_survey(
    *,
    actor: Person | None,
    survey: Survey,
    answers: Mapping[int, Any],
    receipt: UUID,
    household: Household | None = None,
) -> SurveyResponse:
    """
    Answer for a home of one's own, for oneself, or as anybody where no account is needed.

    The same receipt sent again changes nothing and gives the same response back.
    """
    require(
        permissions.can_answer(actor, survey, household),
        _("这份问卷是问住在这里的人的。住在这里的话，请凭信上的户码进来。"),
    )
    survey = together(survey)
    if sent := _sent_before(survey, receipt, household, Channel.ONLINE):
        return sent
    _only_while_open(survey)
    person = None if survey.is_for_anybody else actor
    response = SurveyResponse(
        survey=survey,
        household=household,
        person=person,
        channel=Channel.ONLINE,
        receipt=receipt,
        answered_at=timezone.now(),
    )
    add_response(response, answers)
    write_down("surveys.answered", person, survey, about=response, channel=Channel.ONLINE)
    return response


@transaction.atomic
def answer_at_door(
    *,
    actor: Person,
    survey: Survey,
    household: Household,
    answers: Mapping[int, Any],
    receipt: UUID,
    answered_at: datetime | None = None,
) -> SurveyResponse:
    """Enter what a household says at its door; `answered_at`: when, if it waited for a line."""
    require(permissions.can_ask_at_door(actor, survey, household))
    survey = together(survey)
    of = household if survey.is_for_households else None
    if queries.household_with(survey, household.pk) is None:
        raise Refused(_("这一户不在这份问卷问的范围里。"))
    if sent := _sent_before(survey, receipt, of, Channel.DOOR):
        return sent
    asked_at = answered_at or timezone.now()
    if not survey.was_open_at(asked_at):
        _only_while_open(survey)
    response = SurveyResponse(
        survey=survey,
        household=of,
        channel=Channel.DOOR,
        receipt=receipt,
        answered_at=asked_at,
        entered_by=actor,
    )
    add_response(response, answers)
    write_down("surveys.answered", actor, survey, about=response, channel=Channel.DOOR)
    return response


def add_response(
    response: SurveyResponse, answers: Mapping[int, Any], *, must: bool = True
) -> SurveyResponse:
    """Keep a response with its answers; of several of one household or person, let one count."""
    survey = response.survey
    given = answers_kept(survey, answers, must=must)
    if response.household_id or response.person_id:
        whose = f"h:{response.household_id}" if response.household_id else f"p:{response.person_id}"
        hold_alone(f"surveys.response:{survey.pk}:{whose}")
        _let_one_count(response)
    response.save(force_insert=True)
    rows = [row for question, value in given for row in rows_of(question, value)]
    for row in rows:
        row.response = response
    SurveyAnswer.objects.bulk_create(rows)
    return response


def answers_kept(
    survey: Survey, answers: Mapping[int, Any], *, must: bool
) -> list[tuple[SurveyQuestion, Any]]:
    """
    Return the answers that are kept, checked.

    What is required must be there, except on paper, where nobody can be asked again.
    """
    questions = queries.questions_of(survey)
    said = kept(questions, answers)
    for question in asked(questions, answers):
        if must and question.is_required and question.pk not in said:
            raise Refused(_("第 %(n)s 题还没有答。") % {"n": question.order})
    if not said:
        raise Refused(_("一题都还没有答。"))
    found = [(one, checked(one, said[one.pk])) for one in questions if one.pk in said]
    _only_buildings_here(survey, [value for _question, value in found])
    return found


def _only_buildings_here(survey: Survey, values: list[Any]) -> None:
    named = {one["building"] for one in values if isinstance(one, dict) and "building" in one}
    if named and queries.buildings_asked(survey).filter(pk__in=named).count() < len(named):
        raise Refused(_("这栋楼不在这里。"))


def _only_while_open(survey: Survey) -> None:
    if not survey.is_open:
        raise Refused(
            _("还没开始收，到时候再来。") if not survey.is_over else _("这份问卷已经收完了，谢谢。")
        )


def _sent_before(
    survey: Survey, receipt: UUID, household: Household | None, channel: str
) -> SurveyResponse | None:
    """Return what this very form brought when it was sent before."""
    hold_alone(f"surveys.receipt:{survey.pk}:{receipt}")
    twin = SurveyResponse.objects.filter(survey=survey, receipt=receipt).first()
    if twin is None:
        return None
    if (twin.household_id, twin.channel) != (household.pk if household else None, channel):
        raise Refused(_("这一页已经交过一次了。再答一份，请打开新的一页。"))
    return twin


def _let_one_count(response: SurveyResponse) -> None:
    """Say which of a household's or person's responses counts: the last or the first."""
    before = queries.response_of(response.survey, response.person, response.household)
    if before is None:
        return
    is_later = response.answered_at >= before.answered_at
    wants_last = response.survey.counting == Survey.Counting.LAST
    response.counts = is_later == wants_last
    if response.counts:
        SurveyResponse.objects.filter(pk=before.pk).update(counts=False)


def on_paper(
    sheet: SurveySheet,
    household: Household | None,
    returned_at: datetime,
    readers: tuple[Person, Person],
    receipt: UUID,
) -> SurveyResponse:
    """Return the response of a sheet that two people read the same, not yet kept."""
    return SurveyResponse(
        survey=sheet.survey,
        household=household,
        channel=Channel.PAPER,
        receipt=receipt,
        sheet=sheet,
        answered_at=returned_at,
        entered_by=readers[0],
        confirmed_by=readers[1],
    )
