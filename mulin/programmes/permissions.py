from collections.abc import Collection

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import is_confirmed_resident, works_for
from mulin.commons.places.roles import NEIGHBOURS
from mulin.commons.topics.models import Topic

from .models import Cycle, Participation, Step


def can_start_programme(person: Person, host: AdminUnit) -> bool:
    return works_for(person, host)


def can_steer(person: Person, cycle: Cycle) -> bool:
    """Whether the person may open, close and publish the steps of a cycle."""
    return works_for(person, cycle.programme.host)


def can_take_part(person: Person, step: Step, roles: Collection[str] = NEIGHBOURS) -> bool:
    """Whether the person is known to live, in such a role, where a community takes part."""
    if not person.is_authenticated:
        return False
    communities = AdminUnit.objects.filter(
        pk__in=Participation.objects.filter(cycle_id=step.cycle_id).values("community")
    )
    return any(is_confirmed_resident(person, unit, roles) for unit in communities)


def can_tie(person: Person, topic: Topic) -> bool:
    """Whether the person may say in which cycle a topic is worked off: who looks after it."""
    return works_for(person, topic.community)
