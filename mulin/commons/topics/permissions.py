"""Who looks after what a community has taken on."""

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, is_confirmed_resident, works_for
from mulin.commons.places.roles import Role

from .models import Topic


def can_look_after(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person opens topics here and answers what was said: the office."""
    return works_for(person, unit)


def can_note(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person writes down what others said: the office, its grid workers."""
    return works_for(person, unit) or has_role(person, unit, {Role.GRID_WORKER})


def can_speak_up(person: Person, topic: Topic) -> bool:
    """Return whether the person's own word stands in the thread: neighbours the office knows."""
    return is_confirmed_resident(person, topic.community)
