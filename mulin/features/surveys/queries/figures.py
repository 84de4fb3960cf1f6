"""The one large count: how often each answer was given, in which way."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count

from ..models import Survey, SurveyAnswer
from ..models.questions import SurveyQuestion


class Cell(NamedTuple):
    """How many gave one answer to one question in one way."""

    question: int
    channel: str
    choice: int | None
    number: int | None
    until: int | None
    building: int | None
    square: str
    text: str
    n: int


def cells_of(survey: Survey) -> Iterator[Cell]:
    """Yield how often each answer was given; what people wrote in their own words is not here."""
    rows = (
        SurveyAnswer.objects.filter(response__survey=survey, response__counts=True)
        .exclude(question__kind=SurveyQuestion.Kind.TEXT)
        .order_by()
        .values_list(
            *("question", "response__channel", "choice", "number", "until", "building"),
            *("square", "text"),
        )
        .annotate(n=Count("pk"))
    )
    for row in rows:
        yield Cell(*row)
