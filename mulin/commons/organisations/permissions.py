from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import works_for

from .models import ChatGroup


def can_keep_registers(person: Person, unit: AdminUnit) -> bool:
    """Whether the person may write in the registers of this unit."""
    return works_for(person, unit)


def can_show_code(person: Person, group: ChatGroup) -> bool:
    """Whether the person may say how to get into a chat group: its keeper, and the office."""
    return group.keeper_id == person.pk or can_keep_registers(person, group.community)
