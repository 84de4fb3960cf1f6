"""
What came of a survey, in figures: counted in PostgreSQL, in a few questions at any size.

Every figure is a whole number.  With `least`, nothing in them is broken down below that many
answers: such figures can be published and kept.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count

from . import queries
from .cells import bins_of, folded, median, rounded_mean, slots_of
from .models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse
from .queries.figures import Cell, cells_of

Kind = SurveyQuestion.Kind
BY_CHOICE = (Kind.SINGLE, Kind.MULTI, Kind.SCALE)
BY_NUMBER = (Kind.NUMBER, Kind.PRICE)
Figures = dict[str, Any]


def figures_of(survey: Survey, least: int = 0) -> Figures:
    """Return the figures of all questions; `least` of 0 breaks everything down, for the office."""
    channels, set_aside = _responses(survey)
    reached, homes = queries.reached(survey) if survey.is_for_households else (0, 0)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells_of(survey):
        cells[cell.question].append(cell)
    answered = _answered(survey)
    return {
        "counted": sum(channels.values()),
        "channels": channels,
        "set_aside": set_aside,
        "reached": reached,
        "households": homes,
        "least": least,
        "questions": [
            _question(one, cells[one.pk], answered.get(one.pk, {}), least)
            for one in queries.questions_of(survey)
        ],
    }


def _responses(survey: Survey) -> tuple[dict[str, int], int]:
    rows = (
        SurveyResponse.objects.filter(survey=survey)
        .order_by()
        .values_list("channel", "counts")
        .annotate(n=Count("pk"))
    )
    channels = dict.fromkeys(SurveyResponse.Channel.values, 0)
    set_aside = 0
    for channel, counts, n in rows:
        if counts:
            channels[channel] += n
        else:
            set_aside += n
    return {channel: n for channel, n in channels.items() if n}, set_aside


def _answered(survey: Survey) -> dict[int, dict[str, int]]:
    """Return how many answered each question, by the way they answered."""
    rows = (
        SurveyAnswer.objects.filter(response__survey=survey, response__counts=True)
        .order_by()
        .values_list("question", "response__channel")
        .annotate(n=Count("response", distinct=True))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for question, channel, n in rows:
        found[question][channel] = n
    return found


def _question(
    question: SurveyQuestion, cells: list[Cell], answered: Mapping[str, int], least: int
) -> Figures:
    total = sum(answered.values())
    figures: Figures = {
        "question": question.pk,
        "order": question.order,
        "kind": question.kind,
        "text": question.text,
        "condition": question.condition,
        "asked_after": question.only_if.order if question.only_if else None,
        "unit": question.settings.get("unit", ""),
        "answered": total,
        "is_too_few": bool(total) and total < least,
    }
    if not total or figures["is_too_few"] or question.kind == Kind.TEXT:
        return figures
    if question.kind in BY_CHOICE:
        return figures | _choices(question, cells, answered, least)
    if question.kind in BY_NUMBER:
        return figures | _numbers(cells, least)
    if question.kind == Kind.TIME:
        return figures | _times(cells, least)
    return figures | _places(question, cells, least)


def _choices(
    question: SurveyQuestion, cells: list[Cell], answered: Mapping[str, int], least: int
) -> Figures:
    counts: Counter[int] = Counter()
    split: dict[str, Counter[int]] = defaultdict(Counter)
    for cell in cells:
        counts[cell.choice or 0] += cell.n
        split[cell.channel][cell.choice or 0] += cell.n
    bars = [
        {"label": text, "count": counts[number], "choice": number}
        for number, text in question.choices
    ]
    shown, rest = folded(bars, least)
    figures: Figures = {"bars": shown, "rest": rest}
    if len(answered) > 1 and _may_be_split(question, split, answered, least):
        figures["by_channel"] = [
            {
                "channel": channel,
                "answered": n,
                "counts": [split[channel][number] for number, _text in question.choices],
            }
            for channel, n in sorted(answered.items())
        ]
    if question.kind == Kind.SCALE:
        figures["mean_hundredths"] = rounded_mean(counts)
    return figures


def _may_be_split(
    question: SurveyQuestion,
    split: Mapping[str, Counter[int]],
    answered: Mapping[str, int],
    least: int,
) -> bool:
    """Whether no cell of the table by channel is small, nor what is missing from one."""
    if not least:
        return True
    found = [split[channel][number] for channel in answered for number, _t in question.choices]
    if question.kind == Kind.MULTI:
        found += [
            n - split[ch][number] for ch, n in answered.items() for number, _t in question.choices
        ]
    return all(n == 0 or n >= least for n in (*found, *answered.values()))


def _numbers(cells: list[Cell], least: int) -> Figures:
    counts: Counter[int] = Counter()
    for cell in cells:
        counts[cell.number or 0] += cell.n
    return {
        "median": median(counts),
        "bins": [{"low": low, "high": high, "count": n} for low, high, n in bins_of(counts, least)],
    }


def _times(cells: list[Cell], least: int) -> Figures:
    spans: Counter[tuple[int, int]] = Counter()
    begins: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for cell in cells:
        if cell.number is not None and cell.until is not None:
            spans[cell.number, cell.until] += cell.n
            begins[cell.number] += cell.n
            ends[cell.until] += cell.n
    slots = [n if n == 0 or n >= least else None for n in slots_of(spans)]
    return {"slots": slots, "from": median(begins), "until": median(ends)}


def _places(question: SurveyQuestion, cells: list[Cell], least: int) -> Figures:
    counts: Counter[str] = Counter()
    squares: Counter[str] = Counter()
    options = dict(question.choices)
    names = queries.buildings_named({cell.building for cell in cells if cell.building})
    for cell in cells:
        if cell.square:
            squares[cell.square] += cell.n
            continue
        name = names.get(cell.building or 0) or options.get(cell.choice or 0) or cell.text
        counts[name] += cell.n
    bars = [{"label": name, "count": n} for name, n in counts.most_common()]
    shown, rest = folded(bars, least)
    figures = {"bars": shown[:MOST_PLACES], "rest": _more(shown[MOST_PLACES:], rest)}
    if not question.settings.get("plan"):
        return figures
    return figures | {"plan": question.settings["plan"], **_squares(squares, least)}


def _squares(squares: Counter[str], least: int) -> Figures:
    """Return how many pointed at each square; what few pointed at is only counted together."""
    few = {square for square, n in squares.items() if n < least}
    return {
        "squares": [[square, n] for square, n in squares.most_common() if square not in few],
        "squares_of_few": len(few),
        "pointed": sum(squares.values()),
    }


MOST_PLACES = 30


def _more(left_over: list[Figures], rest: Figures | None) -> Figures | None:
    if not left_over:
        return rest
    options, count = (rest["options"], rest["count"]) if rest else (0, 0)
    return {
        "options": options + len(left_over),
        "count": count + sum(one["count"] for one in left_over),
    }
