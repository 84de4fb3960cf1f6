from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for

from .models import Electorate


def can_draw_up(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may say who decides in this unit."""
    return works_for(person, unit)


def can_read_roll(person: Person, electorate: Electorate) -> bool:
    """Whether the person may read the names and doors of an electorate."""
    return works_for(person, electorate.unit)
