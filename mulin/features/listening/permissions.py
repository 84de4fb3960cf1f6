"""Who goes out to listen, who reads what they heard, and who answers it."""

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import OFFICE

from .models import GridLog, Interview
from .queries.units import LOGGERS, VISITORS


def can_run_listening(person: Person, community: AdminUnit) -> bool:
    """Whether the person plans, reads and answers what is heard in a community: its office."""
    return works_for(person, community)


def can_write_log(person: Person, community: AdminUnit) -> bool:
    return community.is_community and has_role(person, community, LOGGERS | OFFICE)


def can_interview(person: Person, community: AdminUnit) -> bool:
    return community.is_community and has_role(person, community, VISITORS | OFFICE)


def can_read_interview(person: Person, interview: Interview) -> bool:
    """Whether the person may read a note: who wrote it, and the office."""
    return interview.talked_by_id == person.pk or works_for(person, interview.community)


def can_read_log(person: Person, log: GridLog) -> bool:
    return log.written_by_id == person.pk or works_for(person, log.community)
