"""Numbered sheets: printed, and read by two people one after the other."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import SheetReading, Survey, SurveyQuestion, SurveySheet
from ..queries.sheets import SheetState
from ..values import checked
from .answering import add_response, answers_kept, on_paper
from .holding import alone, together, write_down

MOST_AT_ONCE = 300
NOON = time(12)


@transaction.atomic
def print_sheets(
    *,
    actor: Person,
    survey: Survey,
    households: Sequence[Household] = (),
    count: int = 0,
) -> list[SurveySheet]:
    """
    Number sheets to be printed: for each household one, always the same, or so many without.
    """
    require(permissions.can_hold_survey(actor, survey.unit))
    survey = alone(survey)
    if survey.is_draft or survey.is_over:
        raise Refused(_("发出去以后、结束以前才印纸质卷。"))
    if not 0 <= count <= MOST_AT_ONCE or len(households) > MOST_AT_ONCE:
        raise Refused(_("一次最多印 %(most)s 张。") % {"most": MOST_AT_ONCE})
    sheets = queries.sheets_of(survey)
    known = set(sheets.filter(household__in=households).values_list("household", flat=True))
    wanted: list[Household | None] = [one for one in households if one.pk not in known]
    wanted += [None] * count
    last = sheets.aggregate(last=Max("number"))["last"] or 0
    made = SurveySheet.objects.bulk_create(
        SurveySheet(survey=survey, number=number, household=one, printed_by=actor)
        for number, one in enumerate(wanted, start=last + 1)
    )
    write_down("surveys.sheets_printed", actor, survey, count=len(households) + count)
    return [*sheets.filter(household__in=known), *made] if known else made


@transaction.atomic
def read_sheet(
    *,
    actor: Person,
    sheet: SurveySheet,
    answers: Mapping[int, Any],
    returned_on: date,
    household: Household | None = None,
    is_spoilt: bool = False,
) -> str:
    """
    Enter what stands on a sheet; what two people read the same becomes the response.

    Returns what became of it: `waits`, `counts`, `double`, `spoilt` or `differs`.  The words
    somebody wrote need not be typed alike: those of the second reader stand.
    """
    require(permissions.can_hold_survey(actor, sheet.survey.unit))
    survey = together(sheet.survey)
    if not survey.takes_paper:
        raise Refused(_("这份问卷现在不录纸质卷。"))
    state = _held(survey, sheet)
    if state.was_read_by(actor):
        raise Refused(_("这张您已经录过了，等另一位来核对。"))
    _check_day(survey, returned_on)
    home = state.sheet.household or household
    questions = {one.pk: one for one in queries.questions_of(survey)}
    reading = SheetReading(
        sheet=state.sheet,
        turn=state.turn,
        answers={} if is_spoilt else _as_kept(questions, answers),
        household=None if is_spoilt else home,
        returned_on=returned_on,
        is_spoilt=is_spoilt,
        entered_by=actor,
    )
    _check_reading(survey, reading)
    reading.save(force_insert=True)
    became = _became(state, reading, questions)
    if became == "counts":
        became = _let_count(survey, state.readings[0], reading)
    write_down("surveys.sheet_read", actor, survey, sheet=sheet.number, became=became)
    return became


def _held(survey: Survey, sheet: SurveySheet) -> SheetState:
    """Hold a sheet, and return how far it has been read."""
    SurveySheet.objects.select_for_update().get(pk=sheet.pk)
    state = queries.sheet_numbered(survey, sheet.number)
    if state is None or state.is_settled:
        raise Refused(_("这张已经核对完了。"))
    state.sheet.survey = survey
    return state


def _check_day(survey: Survey, returned_on: date) -> None:
    today = timezone.localdate()
    first = timezone.localdate(survey.opens_at)
    last = min(today, timezone.localdate(survey.closed_at or survey.closes_at))
    if not min(first, today) <= returned_on <= last:
        raise Refused(_("收回的日子要在问卷开始和结束之间，不能晚于今天。"))


def _check_reading(survey: Survey, reading: SheetReading) -> None:
    if reading.is_spoilt:
        return
    if survey.is_for_households and reading.household is None:
        raise Refused(_("看不出是哪一户：请照卷上写的门牌或户码填，实在看不清就记成作废。"))
    if not reading.answers:
        raise Refused(_("一题都没有答的，请记成作废。"))
    answers_kept(survey, {int(key): value for key, value in reading.answers.items()}, must=False)


def _as_kept(questions: Mapping[int, SurveyQuestion], answers: Mapping[int, Any]) -> dict[str, Any]:
    return {
        str(key): checked(questions[key], value)
        for key, value in answers.items()
        if key in questions and value is not None
    }


def _became(
    state: SheetState, reading: SheetReading, questions: Mapping[int, SurveyQuestion]
) -> str:
    if not state.is_read_once:
        return "waits"
    first = state.readings[0]
    if differing(first, reading, questions):
        return "differs"
    return "spoilt" if reading.is_spoilt else "counts"


def differing(
    first: SheetReading, second: SheetReading, questions: Mapping[int, SurveyQuestion]
) -> list[str]:
    """Return what two readers read differently: `spoilt`, `household` or a question's key."""
    if first.is_spoilt != second.is_spoilt:
        return ["spoilt"]
    found = ["household"] if first.household_id != second.household_id else []
    words = {str(key) for key, one in questions.items() if one.kind == SurveyQuestion.Kind.TEXT}
    keys = (first.answers.keys() | second.answers.keys()) - words
    return found + sorted(key for key in keys if first.answers.get(key) != second.answers.get(key))


def _let_count(survey: Survey, first: SheetReading, second: SheetReading) -> str:
    noon = timezone.make_aware(datetime.combine(second.returned_on, NOON))
    response = on_paper(
        second.sheet,
        second.household,
        min(noon, timezone.now()),
        (first.entered_by, second.entered_by),
        uuid5(NAMESPACE_URL, f"mulin.surveys.sheet:{second.sheet_id}"),
    )
    given = {int(key): value for key, value in second.answers.items()}
    add_response(response, given, must=False)
    return "counts" if response.counts else "double"


def words_that_differ(survey: Survey, state: SheetState) -> list[str]:
    """Return what two readers read differently last, as people read it."""
    if not state.differs:
        return []
    questions = {one.pk: one for one in queries.questions_of(survey)}
    names = {"spoilt": _("是不是作废"), "household": _("哪一户")}
    found = differing(state.readings[0], state.readings[1], questions)
    return [names.get(one) or str(questions[int(one)]) for one in found]
