"""Who can promise something at a place."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from mulin.commons.organisations.queries import groups_of, organisations_known_to
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import memberships_now
from mulin.commons.places.roles import STAFF, Role

HELPING = {Role.BUILDING_STEWARD, Role.CONNECTOR, Role.VOLUNTEER, Role.GRID_AIDE}
MOST = 500

Lines = list[tuple[models.Model, str]]


def keepers_at(unit: AdminUnit) -> Iterator[tuple[str, Lines]]:
    """Return the offices, organisations, groups and people of a unit, under headings."""
    yield _("本单位"), [(unit, unit.name)]
    yield _("单位和部门"), [(one, one.name) for one in organisations_known_to(unit)[:MOST]]
    yield _("居民小组"), [(one, one.name) for one in groups_of(unit)[:MOST]]
    yield _("工作人员"), [(one, one.name_for_staff) for one in people_at(unit, STAFF)]
    yield _("楼长和志愿者"), [(one, one.name_for_staff) for one in people_at(unit, HELPING)]


def people_at(unit: AdminUnit, roles: frozenset[str] | set[Role] = STAFF) -> list[Person]:
    """Return who plays one of these parts at a unit today, each once."""
    holding = memberships_now().filter(unit=unit, role__in=roles)
    return list(
        Person.objects.filter(pk__in=holding.values("person"), is_active=True).order_by("pk")[:MOST]
    )
