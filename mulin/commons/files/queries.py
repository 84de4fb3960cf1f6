from uuid import UUID

from .models import Photo


def photo_named(name: UUID) -> Photo | None:
    """Return the photo at an address, if there is one."""
    return Photo.objects.select_related("unit").filter(name=name).first()
