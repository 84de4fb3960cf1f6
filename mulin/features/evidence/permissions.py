from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for
from mulin.programmes.models import Step
from mulin.programmes.permissions import can_steer


def can_record(person: Person, step: Step, community: AdminUnit | None) -> bool:
    """Whether the person may write down what was done in a community, or for the whole cycle."""
    if community is None:
        return can_steer(person, step.cycle)
    return works_for(person, community)
