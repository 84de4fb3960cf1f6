"""Who plans what takes place."""

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for


def can_plan(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person plans this unit's year: its office."""
    return works_for(person, unit)
