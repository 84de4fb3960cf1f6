"""A street, its department and who speaks for it, for the tests of rooms that ask departments."""

from mulin.commons.people.models import Person
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town

from ..actions import join_organisation, list_organisation
from ..models import Organisation

DEPARTMENT = "青禾区住建局"


def keeper(town: Town) -> Person:
    """Return who keeps the street's registers."""
    return town.people.get("street_operator") or town.join(
        "street_operator", Role.STREET_OPERATOR, town.street
    )


def worker(town: Town) -> Person:
    """Return who works for the community."""
    return town.people.get("social_worker") or town.join("social_worker", Role.SOCIAL_WORKER)


def department(town: Town, name: str = DEPARTMENT) -> Organisation:
    """Return a department that the street has listed."""
    known = Organisation.objects.filter(unit=town.street, name=name).first()
    return known or list_organisation(
        actor=keeper(town), unit=town.street, name=name, kind=Organisation.Kind.DEPARTMENT
    )


def contact(town: Town, name: str = "judge") -> Person:
    """Return somebody who speaks for the department."""
    person = town.people.get(name) or town.join(name, Role.DEPARTMENT_CONTACT, town.street)
    if not department(town).members.filter(person=person).exists():
        join_organisation(actor=keeper(town), organisation=department(town), person=person)
    return person
