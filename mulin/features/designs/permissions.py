from django.contrib.auth.models import AnonymousUser

from mulin.commons.people.models import Person
from mulin.commons.places.permissions import is_confirmed_resident, works_for
from mulin.commons.topics.models import Topic

from .models import DesignDisplay


def can_keep(person: Person, topic: Topic) -> bool:
    """Whether the person may set up displays of a topic, answer comments and publish."""
    return works_for(person, topic.community)


def can_lean(person: Person | AnonymousUser, display: DesignDisplay) -> bool:
    """Whether the person's liking counts among the neighbours': one per confirmed resident."""
    return isinstance(person, Person) and is_confirmed_resident(person, display.topic.community)


def shows_at_once(person: Person | None, display: DesignDisplay) -> bool:
    """Whether what the person says needs nobody to look at it before neighbours do."""
    unit = display.topic.community
    return person is not None and (is_confirmed_resident(person, unit) or works_for(person, unit))
