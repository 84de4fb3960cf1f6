"""Who may decide."""

from collections import defaultdict

from django.db.models import Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import Household
from mulin.commons.places.queries import units_worked_for_by

from .models import Elector, Electorate


def electorates_visible_to(viewer: Person) -> QuerySet[Electorate]:
    """Return the electorates whose rolls the viewer may read."""
    below = Q(pk__in=[])
    for unit in units_worked_for_by(viewer):
        below |= Q(unit__path__startswith=unit.path)
    return Electorate.objects.filter(below).select_related("unit", "compound")


def roll_of(electorate: Electorate) -> QuerySet[Elector]:
    """Return everybody who decides, without those struck out."""
    return Elector.objects.filter(electorate=electorate, struck_at=None)


def elector_of(electorate: Electorate, person: Person) -> Elector | None:
    """Return the line on which a person decides herself, if there is one."""
    return roll_of(electorate).filter(person=person).first()


def elector_of_household(electorate: Electorate, household: Household) -> Elector | None:
    return roll_of(electorate).filter(household=household).first()


def same_names(electorate: Electorate) -> list[list[Elector]]:
    """Return the lines of owners who share a name: perhaps one buyer with several parts."""
    by_name = defaultdict(list)
    for elector in roll_of(electorate).filter(person=None, household=None).exclude(name=""):
        by_name[elector.name].append(elector)
    return [lines for lines in by_name.values() if len(lines) > 1]
