from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for


def can_keep_files(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person may upload, publish and remove a unit's ballot files."""
    return works_for(person, unit)
