import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from mulin.commons.people.models import Person

from .models import Photo

PHOTOS = "photos"
FILE = re.compile(r"^([0-9a-f]{32})-(?:full|thumb)\.jpg$")


def photo_named(name: UUID) -> Photo | None:
    """Return the photo at an address, if there is one."""
    return Photo.objects.select_related("unit").filter(name=name).first()


def photos_of(person: Person) -> QuerySet[Photo]:
    """Return the photos one person sent, the newest first."""
    return Photo.objects.filter(uploaded_by=person).order_by("-pk")


def folders_of_photos() -> Iterator[list[str]]:
    """Yield the paths in each folder of the storage that holds photos."""
    if not default_storage.exists(PHOTOS):
        return
    for folder in default_storage.listdir(PHOTOS)[0]:
        within = f"{PHOTOS}/{folder}"
        yield [f"{within}/{name}" for name in default_storage.listdir(within)[1]]


def unnamed(paths: Iterable[str]) -> list[str]:
    """Return those of these paths that look like a photo's and that no photo names."""
    found = {path: seen[1] for path in paths if (seen := FILE.match(path.rpartition("/")[2]))}
    named = Photo.objects.filter(name__in=set(found.values())).values_list("name", flat=True)
    known = {name.hex for name in named}
    return [path for path, name in found.items() if name not in known]


def inlined(photo: Photo) -> str:
    """Return a photo as an address that holds it whole, for a PDF that loads nothing."""
    with default_storage.open(photo.path) as file:
        return "data:image/jpeg;base64," + b64encode(file.read()).decode()
