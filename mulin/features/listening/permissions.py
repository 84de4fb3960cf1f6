"""Who goes out to listen, who reads what they heard, and who answers it."""

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import OFFICE

from .queries.units import LOGGERS, VISITORS


def can_run_listening(person: Person, community: AdminUnit) -> bool:
    """Whether the person plans, reads and answers what is heard in a community: its office."""
    return works_for(person, community)


def can_write_log(person: Person, community: AdminUnit) -> bool:
    return community.is_community and has_role(person, community, LOGGERS | OFFICE)


def can_interview(person: Person, community: AdminUnit) -> bool:
    return community.is_community and has_role(person, community, VISITORS | OFFICE)
