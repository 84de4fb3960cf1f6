"""
What an answer is: checked, kept as rows, read back and put into words.

A choice or a point is a number, several choices a list of numbers; a number is kept in
hundredths, a price in cents; a time is [from, until] in minutes of the day; a place is
{"choice": 1}, {"building": 7}, {"square": "B3"} or {"text": "…"}; text is text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _

from mulin.errors import Refused

from .models import SurveyAnswer, SurveyQuestion

Kind = SurveyQuestion.Kind
DAY = 24 * 60
MOST_TEXT = 2000
MOST_NUMBER = 10**12
PLACES: dict[str, type] = {"choice": int, "building": int, "square": str, "text": str}
SQUARE = re.compile(r"[A-J]([1-9]|1[0-4])")


def checked(question: SurveyQuestion, value: Any) -> Any:
    """Return an answer that this question can have, or refuse it."""
    if not _CHECKS[Kind(question.kind)](question, value):
        raise Refused(_("第 %(n)s 题的答案不对，请再看看。") % {"n": question.order})
    return sorted(set(value)) if question.kind == Kind.MULTI else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_choice(question: SurveyQuestion, value: Any) -> bool:
    return _is_number(value) and 1 <= value <= len(question.choices)


def _are_choices(question: SurveyQuestion, value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    most = question.settings.get("most") or len(question.options)
    return all(_is_choice(question, one) for one in value) and len(set(value)) <= most


def _is_in_range(question: SurveyQuestion, value: Any) -> bool:
    low, high = question.settings.get("low"), question.settings.get("high")
    if not _is_number(value) or abs(value) > MOST_NUMBER:
        return False
    return (low is None or value >= low) and (high is None or value <= high)


def _is_price(question: SurveyQuestion, value: Any) -> bool:
    return _is_in_range(question, value) and value >= 0


def _is_time(_question: SurveyQuestion, value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not all(map(_is_number, value)):
        return False
    return 0 <= value[0] < value[1] <= DAY


def _is_place(question: SurveyQuestion, value: Any) -> bool:
    if not isinstance(value, dict) or len(value) != 1:
        return False
    [(how, what)] = value.items()
    if how not in PLACES or not isinstance(what, PLACES[how]):
        return False
    if how == "choice":
        return _is_choice(question, what)
    if how == "square":
        return bool(question.settings.get("plan") and SQUARE.fullmatch(str(what)))
    return 0 < len(str(what)) <= 60 if how == "text" else True


def _is_text(_question: SurveyQuestion, value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_TEXT


_CHECKS = {
    Kind.SINGLE: _is_choice,
    Kind.SCALE: _is_choice,
    Kind.MULTI: _are_choices,
    Kind.NUMBER: _is_in_range,
    Kind.PRICE: _is_price,
    Kind.TIME: _is_time,
    Kind.PLACE: _is_place,
    Kind.TEXT: _is_text,
}


def rows_of(question: SurveyQuestion, value: Any) -> list[SurveyAnswer]:
    """Return the rows, not yet saved, in which an answer is kept."""
    return [SurveyAnswer(question=question, **columns) for columns in _columns(question, value)]


def _columns(question: SurveyQuestion, value: Any) -> list[dict[str, Any]]:
    match question.kind:
        case Kind.MULTI:
            return [{"choice": one} for one in value]
        case Kind.SINGLE | Kind.SCALE:
            return [{"choice": value}]
        case Kind.NUMBER | Kind.PRICE:
            return [{"number": value}]
        case Kind.TIME:
            return [{"number": value[0], "until": value[1]}]
        case Kind.PLACE if "building" in value:
            return [{"building_id": value["building"]}]
        case Kind.PLACE:
            return [value]
    return [{"text": value}]


class Row(Protocol):
    """One row in which an answer is kept."""

    @property
    def question_id(self) -> int: ...
    @property
    def choice(self) -> int | None: ...
    @property
    def number(self) -> int | None: ...
    @property
    def until(self) -> int | None: ...
    @property
    def building_id(self) -> int | None: ...
    @property
    def square(self) -> str: ...
    @property
    def text(self) -> str: ...


def given_in(rows: Iterable[Row], kinds: Mapping[int, str]) -> dict[int, Any]:
    """Return the answers kept in some rows of one response, by the key of their question."""
    given: dict[int, Any] = {}
    for row in rows:
        match kinds[row.question_id]:
            case Kind.MULTI:
                given.setdefault(row.question_id, []).append(row.choice)
            case Kind.SINGLE | Kind.SCALE:
                given[row.question_id] = row.choice
            case Kind.NUMBER | Kind.PRICE:
                given[row.question_id] = row.number
            case Kind.TIME:
                given[row.question_id] = [row.number, row.until]
            case Kind.PLACE:
                given[row.question_id] = _place_in(row)
            case _:
                given[row.question_id] = row.text
    return given


def _place_in(row: Row) -> dict[str, Any]:
    if row.building_id:
        return {"building": row.building_id}
    if row.square:
        return {"square": row.square}
    return {"choice": row.choice} if row.choice else {"text": row.text}


def in_words(question: SurveyQuestion, value: Any, buildings: Mapping[int, str]) -> str:
    """Return an answer as people read it; a number stays the figure it is."""
    options = dict(question.choices)
    match question.kind:
        case Kind.MULTI:
            return _("、").join(options.get(one, "?") for one in value)
        case Kind.SINGLE | Kind.SCALE:
            return options.get(value, "?")
        case Kind.NUMBER | Kind.PRICE:
            return f"{plain(value)} {unit_of(question)}".strip()
        case Kind.TIME:
            return f"{clock(value[0])}–{clock(value[1])}"
        case Kind.PLACE:
            if "building" in value:
                return buildings.get(value["building"], "?")
            if "square" in value:
                return square_in_words(value["square"])
            return options.get(value["choice"], "?") if "choice" in value else value["text"]
    return value


def square_in_words(square: str) -> str:
    """Return a square of a plan as people read it."""
    return _("平面图 %(square)s 格") % {"square": square}


def unit_of(question: SurveyQuestion) -> str:
    """Return what a number of this question counts."""
    return str(_("元")) if question.kind == Kind.PRICE else question.settings.get("unit", "")


def plain(hundredths: int) -> str:
    """Write hundredths without needless zeros: 200 is 2, 250 is 2.5."""
    sign, rest = ("−" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{rest // 100}" + (f".{rest % 100:02}".rstrip("0") if rest % 100 else "")


def clock(minute: int) -> str:
    """Write a minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"
