from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for

from .models import ChatGroup, Organisation
from .queries import organisations_spoken_for_by


def can_keep_registers(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may write in the registers of this unit."""
    return works_for(person, unit)


def speaks_for(person: Person, organisation: Organisation) -> bool:
    """Whether the person speaks or works for an organisation today."""
    return organisations_spoken_for_by(person).filter(pk=organisation.pk).exists()


def can_show_code(person: Person, group: ChatGroup) -> bool:
    """Whether the person may say how to get into a chat group: its keeper, and the office."""
    return group.keeper_id == person.pk or can_keep_registers(person, group.community)
