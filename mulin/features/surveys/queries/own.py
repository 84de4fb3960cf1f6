from django.db.models import Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import NEIGHBOURS

from ..models import SurveyResponse


def responses_of(person: Person) -> QuerySet[SurveyResponse]:
    """Return what a person answered with her account, and what was said for her home."""
    homes = {
        part.household_id
        for part in parts_of(person)
        if part.household_id and part.role in NEIGHBOURS and part.confirmed_at is not None
    }
    return (
        SurveyResponse.objects.filter(Q(person=person) | Q(household__in=homes))
        .select_related("survey")
        .prefetch_related("answers__question", "answers__building__compound")
        .order_by("-answered_at")
    )
