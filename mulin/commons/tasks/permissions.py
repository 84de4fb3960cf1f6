"""Who makes promises, keeps them, and brings matters to a table."""

from mulin.commons.occasions.queries import partners_for
from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.permissions import speaks_for
from mulin.commons.organisations.queries import organisations_known_to
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import lives_in, works_for

from .models import ActionItem, AgendaItem


def can_write_down(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person writes down what was promised at this unit: its office."""
    return works_for(person, unit)


def can_tell(person: Person, item: ActionItem) -> bool:
    """Return whether the person may say how a promise fares: who keeps it, and the office."""
    return can_write_down(person, item.unit) or keeps(person, item)


def keeps(person: Person, item: ActionItem) -> bool:
    """Return whether a promise is this person's own, or that of a body she speaks for."""
    if item.keeper_office:
        return works_for(person, item.keeper_office)
    if item.keeper_group:
        return item.keeper_group.keeper_id == person.pk
    if item.keeper_organisation:
        return speaks_for(person, item.keeper_organisation)
    return item.keeper_id == person.pk


def can_bring_up(person: Person, unit: AdminUnit) -> bool:
    """Return whether the person may put something into the issue box: neighbours, the office."""
    return works_for(person, unit) or lives_in(person, unit)


def can_bring_up_for(person: Person, unit: AdminUnit, organisation: Organisation) -> bool:
    """
    Return whether the person may bring something in a body's name.

    Who speaks for a body brings it where that body sits; who sets the agenda writes down what
    any body known here has sent in, a guest such as the bus company too.
    """
    if can_set_agenda(person, unit):
        return organisations_known_to(unit).filter(pk=organisation.pk).exists()
    sits_here = partners_for(unit).filter(pk=organisation.pk).exists()
    return sits_here and speaks_for(person, organisation)


def can_set_agenda(person: Person, unit: AdminUnit) -> bool:
    return works_for(person, unit)


def can_withdraw(person: Person, item: AgendaItem) -> bool:
    return item.raised_by_id == person.pk or can_set_agenda(person, item.unit)
