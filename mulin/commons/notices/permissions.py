from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import UPPER_OFFICE


def can_post_notice(person: Person, unit: AdminUnit) -> bool:
    """Return whether a person may put a notice on a place's board: its office, or one above."""
    return works_for(person, unit)


def can_plan_year(person: Person, office: AdminUnit) -> bool:
    """Return whether a person may say which days are worked: an office above communities."""
    return has_role(person, office, UPPER_OFFICE) and not office.is_community
