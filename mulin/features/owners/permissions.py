from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for

from . import queries
from .models import OwnersVote


def can_hold_vote(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may help the owners of this unit's compounds to decide."""
    return works_for(person, unit)


def can_see_lists(person: Person, vote: OwnersVote) -> bool:
    """Whether the person may read who got a ballot and who gave one: the office, and its owners."""
    return works_for(person, vote.unit) or queries.elector_line(vote, person) is not None


def can_answer(person: Person, vote: OwnersVote) -> bool:
    """Whether the person stands on the roll as an owner."""
    return queries.elector_line(vote, person) is not None
