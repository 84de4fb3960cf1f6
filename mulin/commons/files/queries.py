from uuid import UUID

from django.db.models import QuerySet

from mulin.commons.people.models import Person

from .models import Photo


def photo_named(name: UUID) -> Photo | None:
    """Return the photo at an address, if there is one."""
    return Photo.objects.select_related("unit").filter(name=name).first()


def photos_of(person: Person) -> QuerySet[Photo]:
    """Return the photos one person sent, the newest first."""
    return Photo.objects.filter(uploaded_by=person).order_by("-pk")
