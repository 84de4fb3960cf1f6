from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import is_confirmed_resident, works_for

from .models import NamingContest


def can_hold_naming(person: Person, community: AdminUnit) -> bool:
    """Whether the person may let neighbours find names for this community's places."""
    return works_for(person, community)


def can_give_name(person: Person | None, contest: NamingContest) -> bool:
    """Whether the person may give a name; None is a visitor without an account."""
    return person is not None or not contest.needs_account


def shows_at_once(person: Person | None, contest: NamingContest) -> bool:
    """Whether the person's names need nobody to look at them before neighbours do."""
    community = contest.place.community
    return person is not None and (
        is_confirmed_resident(person, community) or works_for(person, community)
    )
