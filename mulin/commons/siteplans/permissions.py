from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for


def can_keep_plans(person: Person, community: AdminUnit) -> bool:
    """Whether the person may put up and take down this community's plans."""
    return works_for(person, community)
