"""The screens that give numbers at points."""

from django.db.models import QuerySet

from mulin.commons.people.models import Person

from ..models import Kiosk, ServicePoint
from .points import points_served_by


def _open() -> QuerySet[Kiosk]:
    return Kiosk.objects.filter(closed_at=None).select_related("point__unit", "opened_by")


def kiosks_of(point: ServicePoint) -> QuerySet[Kiosk]:
    """Return the screens that are a point's kiosks now."""
    return _open().filter(point=point)


def kiosks_served_by(viewer: Person) -> QuerySet[Kiosk]:
    """Return the kiosks of the points at whose windows the viewer sits."""
    return _open().filter(point__in=points_served_by(viewer))


def kiosk_with(key: int, point: ServicePoint) -> Kiosk | None:
    """Return a screen, as long as it is a kiosk of this point."""
    return kiosks_of(point).filter(pk=key).first()
