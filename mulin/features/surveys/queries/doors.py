"""Who is asked: the households of a survey's place, and those that have answered."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Compound, Household
from mulin.commons.places.queries import (
    buildings_visible_to,
    by_name,
    code_with,
    household_at,
    in_order,
    parts_of,
    units_worked_for_by,
)
from mulin.commons.places.roles import NEIGHBOURS

from ..models import Survey, SurveyResponse

BEHIND = "dwelling__entrance__building__compound__community"


def households_asked(survey: Survey) -> QuerySet[Household]:
    """Return the households a survey is for."""
    found = Household.objects.filter(community__path__startswith=survey.unit.path)
    if survey.compound_id:
        found = found.filter(dwelling__entrance__building__compound=survey.compound_id)
    return found


def own_households(survey: Survey, person: Person) -> list[Household]:
    """Return the person's own homes that a survey is for, confirmed by somebody."""
    if not person.is_authenticated:
        return []
    homes = {
        part.household_id
        for part in parts_of(person)
        if part.household_id and part.role in NEIGHBOURS and part.confirmed_at is not None
    }
    if not homes:
        return []
    return list(households_asked(survey).filter(pk__in=homes).select_related(BEHIND))


def household_with(survey: Survey, key: int) -> Household | None:
    return households_asked(survey).filter(pk=key).select_related(BEHIND).first()


def household_named(survey: Survey, written: str) -> Household | None:
    """Return the household whose door or code somebody wrote on a sheet."""
    code = code_with(written)
    found = code.household if code else None
    if found is None and survey.unit.is_community:
        found = household_at(survey.unit, written)[1]
        if found is None and survey.compound:
            found = household_at(survey.unit, f"{survey.compound.name}{written}")[1]
    return household_with(survey, found.pk) if found else None


def places_to_ask(viewer: Person) -> tuple[list[AdminUnit], list[Compound]]:
    """Return the units and compounds the viewer may ask."""
    units = list(units_worked_for_by(viewer).order_by("path"))
    compounds = Compound.objects.filter(community__in=units).select_related("community")
    return units, list(compounds.order_by("community__path", "name"))


def reached(survey: Survey) -> tuple[int, int]:
    """Return how many households a survey has reached, and how many there are."""
    answered = SurveyResponse.objects.filter(survey=survey, counts=True).exclude(household=None)
    return answered.count(), households_asked(survey).filter(is_vacant=False).count()


def buildings_asked(survey: Survey) -> QuerySet[Building]:
    found = Building.objects.filter(compound__community__path__startswith=survey.unit.path)
    if survey.compound_id:
        found = found.filter(compound=survey.compound_id)
    return found.select_related("compound__community", "grid")


def buildings_seen_by(viewer: Person, survey: Survey) -> list[Any]:
    """Return the buildings at whose doors the viewer may ask, with how many have answered."""
    if not viewer.is_authenticated:
        return []
    seen = buildings_asked(survey).filter(pk__in=buildings_visible_to(viewer).values("pk"))
    homes = "entrances__dwellings__household"
    found = by_name(seen.annotate(homes=Count(homes)))
    said = dict(
        SurveyResponse.objects.filter(survey=survey, counts=True, household__isnull=False)
        .order_by()
        .values_list("household__dwelling__entrance__building")
        .annotate(n=Count("pk"))
    )
    for one in found:
        one.answered = said.get(one.pk, 0)  # type: ignore[attr-defined]
    return found


def households_in(survey: Survey, building: Building) -> list[Any]:
    """Return a building's households, door by door, each with whether it has answered."""
    answered = SurveyResponse.objects.filter(survey=survey, counts=True)
    said = set(
        answered.filter(household__dwelling__entrance__building=building).values_list(
            "household", flat=True
        )
    )
    homes = (
        households_asked(survey)
        .filter(Q(dwelling__entrance__building=building))
        .select_related("dwelling__entrance__building")
    )
    found = sorted(
        homes, key=lambda one: (in_order(one.dwelling.entrance.name), in_order(one.dwelling.room))
    )
    for one in found:
        one.has_answered = one.pk in said  # type: ignore[attr-defined]
    return found
