"""Who sits at a table, and who writes down what is said there."""

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for

from . import queries
from .models import Meeting


def can_call_meeting(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person calls people of this unit to a table: its office."""
    return works_for(person, unit)


def can_keep_minutes(person: Person, meeting: Meeting) -> bool:
    """Return whether the person writes down what is said at this table: its office."""
    return works_for(person, meeting.occasion.unit)


def can_answer_minutes(person: Person, meeting: Meeting) -> bool:
    """Return whether the person may say if the minutes are right: whoever signed in."""
    return person.is_active and queries.has_signed_in(person, meeting)
