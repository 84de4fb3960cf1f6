"""Where the viewer listens."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Grid
from mulin.commons.places.queries import buildings_of as all_buildings_of
from mulin.commons.places.queries import by_name, communities_worked_for_by, parts_of
from mulin.commons.places.roles import OFFICE, Role

LOGGERS = frozenset({Role.GRID_WORKER, Role.GRID_AIDE})
VISITORS = frozenset({Role.VOLUNTEER, Role.CONNECTOR, *LOGGERS})
"""Students and other helpers who may go and talk, and read back what they themselves noted."""


def communities() -> QuerySet[AdminUnit]:
    """Return every community; what is told to everybody is told to everybody."""
    return AdminUnit.objects.filter(level=AdminUnit.Level.COMMUNITY)


def communities_run_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the communities whose office the viewer works in, or above it."""
    return communities_worked_for_by(viewer)


def communities_logged_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the communities where the viewer keeps a grid log."""
    return _reached(viewer, LOGGERS | OFFICE)


def communities_interviewed_by(viewer: Person) -> QuerySet[AdminUnit]:
    """Return the communities where the viewer may go and talk to people."""
    return _reached(viewer, VISITORS | OFFICE)


def _reached(viewer: Person, roles: Collection[str]) -> QuerySet[AdminUnit]:
    below = Q(pk__in=[])
    for path in {part.unit.path for part in parts_of(viewer) if part.role in roles}:
        below |= Q(path__startswith=path)
    return communities().filter(below)


def buildings_of(community: AdminUnit) -> list[Building]:
    """Return a community's buildings as people count them."""
    compounds: dict[str, list[Building]] = {}
    for building in all_buildings_of(community):
        compounds.setdefault(building.compound.name, []).append(building)
    return [house for name in sorted(compounds) for house in by_name(compounds[name])]


def grids_worked_by(person: Person, community: AdminUnit) -> list[Grid]:
    """Return the grids of a community in which the person works."""
    return [
        part.grid
        for part in parts_of(person)
        if part.grid is not None and part.role in LOGGERS and part.unit_id == community.pk
    ]
