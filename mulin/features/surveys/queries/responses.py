from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import Household

from ..models import ReleasedAnswer, Survey, SurveyAnswer, SurveyResponse
from ..models.questions import SurveyQuestion


def response_of(
    survey: Survey, person: Person | None, household: Household | None
) -> SurveyResponse | None:
    """Return the response that counts of a household, or of a person."""
    found = SurveyResponse.objects.filter(survey=survey, counts=True)
    if household is not None:
        return found.filter(household=household).first()
    return found.filter(person=person, household=None).first() if person else None


def answers_of(response: SurveyResponse) -> QuerySet[SurveyAnswer]:
    return SurveyAnswer.objects.filter(response=response)


class AnswerRow(NamedTuple):
    """A `SurveyAnswer` without its weight, for reading many."""

    response_id: int
    question_id: int
    choice: int | None
    number: int | None
    until: int | None
    building_id: int | None
    square: str
    text: str


def every_response(survey: Survey) -> Iterator[tuple[SurveyResponse, list[AnswerRow]]]:
    """
    Yield every response with its answers, those that do not count too.

    In an order by chance: who sees which doors have answered would know the last line's home.
    """
    found = {one.pk: one for one in SurveyResponse.objects.filter(survey=survey)}
    by_chance = ("response__receipt", "response", "id")
    rows = SurveyAnswer.objects.filter(response__survey=survey).order_by(*by_chance)
    answers = map(AnswerRow._make, rows.values_list(*AnswerRow._fields).iterator())
    for key, said in groupby(answers, key=lambda row: row.response_id):
        # What came after the first question is for the next file.
        if key in found:
            yield found[key], list(said)


def texts_of(survey: Survey) -> QuerySet[SurveyAnswer]:
    """Return what people wrote in their own words, as far as it counts."""
    return (
        SurveyAnswer.objects.filter(
            response__survey=survey,
            response__counts=True,
            question__kind=SurveyQuestion.Kind.TEXT,
        )
        .select_related("question", "response", "released")
        .order_by("question__order", "id")
    )


def released_words(survey: Survey) -> list[tuple[int, str]]:
    """Return the words everybody may read, each with the key of its question."""
    found = ReleasedAnswer.objects.filter(answer__response__survey=survey)
    return list(found.order_by("id").values_list("answer__question", "text"))


def tally_of(survey: Survey) -> dict[str, int]:
    """Return how many responses count, by the way they came, and how many are doubles."""
    return SurveyResponse.objects.filter(survey=survey).aggregate(
        counted=Count("pk", filter=Q(counts=True)),
        online=Count("pk", filter=Q(counts=True, channel="online")),
        paper=Count("pk", filter=Q(counts=True, channel="paper")),
        door=Count("pk", filter=Q(counts=True, channel="door")),
        set_aside=Count("pk", filter=Q(counts=False)),
    )
