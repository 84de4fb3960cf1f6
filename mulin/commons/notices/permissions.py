from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for


def can_post_notice(person: Person, unit: AdminUnit) -> bool:
    """Return whether a person may put a notice on a place's board: its office, or one above."""
    return works_for(person, unit)
