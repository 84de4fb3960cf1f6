"""Promises and what is brought to a table, for tests."""

from datetime import date, timedelta

from django.utils import timezone

from mulin.commons.occasions.tests.gatherings import staff
from mulin.commons.organisations.models import Organisation, OrganisationMember
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import RESIDENT

from .. import actions
from ..models import ActionItem, AgendaItem

__all__ = ["a_matter", "a_promise", "a_unit", "in_days", "neighbour", "speaker", "staff"]


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def a_unit(town: Town, name: str = "锦槐派出所") -> Organisation:
    return Organisation.objects.get_or_create(
        unit=town.street, name=name, defaults={"kind": Organisation.Kind.POLICE}
    )[0]


def speaker(town: Town, organisation: Organisation, name: str = "民警小韩"):
    person = town.join(name, Role.PARTNER_CONTACT, town.street)
    OrganisationMember.objects.create(
        organisation=organisation, person=person, from_on=timezone.localdate()
    )
    return person


def neighbour(town: Town):
    return town.people.get(RESIDENT) or town.join(RESIDENT, Role.RESIDENT)


def a_promise(town: Town, keeper=None, **how) -> ActionItem:
    facts = {"what": "联合交警到校门口整治一次", "due_on": in_days(30)}
    return actions.promise(
        actor=staff(town),
        unit=town.community,
        keeper=keeper or staff(town),
        **facts | how,
    )


def a_matter(town: Town, **how) -> AgendaItem:
    facts = {"actor": neighbour(town), "title": "放学时校门口太堵"}
    return actions.bring_up(unit=town.community, **facts | how)
