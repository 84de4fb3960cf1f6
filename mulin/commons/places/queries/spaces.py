"""The spaces that neighbours share, and what they were called before."""

from django.db.models import QuerySet

from mulin.commons.people.models import Person

from ..models import AdminUnit, Place, PlaceAlias
from .units import units_staffed_by


def public_places() -> QuerySet[Place]:
    """Return every place: all of them are public."""
    return Place.objects.select_related("community", "compound")


def places_of(community: AdminUnit) -> QuerySet[Place]:
    return public_places().filter(community=community).order_by("name")


def places_visible_to(viewer: Person) -> QuerySet[Place]:
    """Return the places on whose staff pages the viewer works."""
    return public_places().filter(community__in=units_staffed_by(viewer))


def old_names_of(place: Place) -> QuerySet[PlaceAlias]:
    """Return what a place was called before, the latest first."""
    return PlaceAlias.objects.filter(place=place)
