from django.contrib.auth.models import AnonymousUser

from mulin.commons.people.models import Person
from mulin.commons.places.permissions import has_role
from mulin.commons.places.roles import OFFICE, STAFF

from .models import Photo


def can_see_photo(viewer: Person | AnonymousUser, photo: Photo) -> bool:
    """Return whether a photo is for this viewer: public, her own, or for those who work there."""
    if photo.is_public:
        return True
    if not isinstance(viewer, Person) and not viewer.is_authenticated:
        return False
    if photo.uploaded_by_id == viewer.pk:
        return True
    roles = STAFF if photo.for_staff else OFFICE
    return photo.unit is not None and has_role(viewer, photo.unit, roles)
