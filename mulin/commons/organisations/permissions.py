from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for


def can_keep_registers(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may write in the registers of this unit."""
    return works_for(person, unit)
