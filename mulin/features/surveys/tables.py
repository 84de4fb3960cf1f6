"""Every response as a row, and every figure as a row, for Excel."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from . import queries
from .figures import figures_of
from .models import Survey, SurveyQuestion, SurveyResponse
from .values import clock, given_in, in_words, plain, square_in_words, unit_of

Kind = SurveyQuestion.Kind
FIGURES = (Kind.NUMBER, Kind.PRICE)


def answer_columns(survey: Survey) -> list[str]:
    fixed = [_("编号"), _("怎么答的"), _("哪天"), _("算不算")]
    questions = [
        f"{one}（{unit_of(one)}）" if one.kind in FIGURES and unit_of(one) else str(one)
        for one in queries.questions_of(survey)
    ]
    return fixed + questions


def answer_rows(survey: Survey) -> Iterator[list[Any]]:
    """Yield one row for each response: no name and no door, one column for each question."""
    questions = queries.questions_of(survey)
    kinds = {one.pk: one.kind for one in questions}
    names = queries.buildings_named({pk for pk, _n in queries.buildings_offered(survey, questions)})
    for number, (response, rows) in enumerate(queries.every_response(survey), start=1):
        given = given_in(rows, kinds)
        yield [
            number,
            str(SurveyResponse.Channel(response.channel).label),
            timezone.localdate(response.answered_at),
            _("算") if response.counts else _("不算（重复）"),
            *(_cell(one, given.get(one.pk), names) for one in questions),
        ]


def _cell(question: SurveyQuestion, value: Any, names: dict[int, str]) -> Any:
    if value is None:
        return ""
    if question.kind in FIGURES:
        return value // 100 if value % 100 == 0 else value / 100
    if question.kind == Kind.SCALE:
        return value
    return in_words(question, value, names)


def result_columns() -> list[str]:
    return [_("题号"), _("题目"), _("答案"), _("份数"), _("答这一题的")]


def result_rows(survey: Survey) -> Iterator[list[Any]]:
    """Yield every figure of the results, nothing left out: for the office."""
    figures = figures_of(survey)
    yield ["", _("算数的答卷"), "", figures["counted"], ""]
    for channel, n in figures["channels"].items():
        yield ["", _("怎么答的"), str(SurveyResponse.Channel(channel).label), n, ""]
    yield ["", _("重复的，不算"), "", figures["set_aside"], ""]
    if figures["households"]:
        yield ["", _("答了的户"), "", figures["reached"], figures["households"]]
    for one in figures["questions"]:
        for label, n in _lines(one):
            yield [one["order"], one["text"], label, n, one["answered"]]


def _lines(one: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for bar in one.get("bars", []):
        yield bar["label"], bar["count"]
    for square, n in one.get("squares", []):
        yield square_in_words(square), n
    for part in one.get("bins", []):
        yield span(part), part["count"]
    for place, n in enumerate(one.get("slots", [])):
        if n:
            yield f"{clock(place * 30)}–{clock(place * 30 + 30)}", n
    if one["kind"] == Kind.TEXT:
        yield _("写了话的"), one["answered"]


def span(part: dict[str, int]) -> str:
    """Return from where to where a bin reaches."""
    low, high = plain(part["low"]), plain(part["high"])
    return low if low == high else f"{low}–{high}"
