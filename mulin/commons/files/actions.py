from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from mulin.commons.audit.actions import record
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

from . import queries
from .models import Photo
from .pictures import Picture, redraw

TIME_TO_BE_NAMED = timedelta(days=1)


@transaction.atomic
def store_photo(
    *,
    actor: Person | None,
    upload: UploadedFile | Picture,
    alt: str = "",
    unit: AdminUnit | None = None,
    for_staff: bool = False,
) -> Photo:
    """
    Keep a photo, for its uploader and the office of `unit` until somebody makes it public.

    With `for_staff` it is for all who work there: what shows how somebody answered never is.
    Who may add a photo is decided by the act it belongs to.
    """
    picture = upload if isinstance(upload, Picture) else redraw(upload)
    photo = Photo(
        width=picture.width,
        height=picture.height,
        alt=alt[:120],
        uploaded_by=actor,
        unit=unit,
        for_staff=for_staff,
    )
    # Files first: a file without a row does no harm, a row without a file is a broken photo.
    default_storage.save(photo.path, ContentFile(picture.full))
    default_storage.save(photo.thumb_path, ContentFile(picture.thumb))
    photo.save()
    record("files.photo_stored", by=actor, about=photo, unit=unit)
    return photo


@transaction.atomic
def publish_photos(*, actor: Person | None, photos: Iterable[Photo]) -> None:
    """
    Let everybody see these photos.

    Who may is decided by the act they belong to.
    """
    for photo in photos:
        if not photo.is_public:
            photo.is_public = True
            photo.save(update_fields=["is_public"])
            record("files.photo_published", by=actor, about=photo, unit=photo.unit)


@transaction.atomic
def hide_photos(*, actor: Person | None, photos: Iterable[Photo]) -> None:
    """Take these photos out of the public's sight again."""
    for photo in photos:
        if photo.is_public:
            photo.is_public = False
            photo.save(update_fields=["is_public"])
            record("files.photo_hidden", by=actor, about=photo, unit=photo.unit)


@transaction.atomic
def remove_photos(*, actor: Person | None, photos: Iterable[Photo]) -> None:
    """
    Take these photos away for good, their files too.

    Who may is decided by the act they belong to.
    """
    for photo in photos:
        record("files.photo_removed", by=actor, about=photo, unit=photo.unit)
        paths = (photo.path, photo.thumb_path)
        photo.delete()
        # Files last: should this act fail after all, the photo is whole.
        transaction.on_commit(partial(_remove_files, paths))


def _remove_files(paths: Iterable[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def sweep_files() -> int:
    """
    Remove files that no photo names, left by acts that failed; return how many.

    A file younger than a day may belong to an act that is not over, and is left alone; so
    is whatever does not look like a photo of ours.
    """
    before = timezone.now() - TIME_TO_BE_NAMED
    swept = 0
    for files in queries.folders_of_photos():
        strays = queries.unnamed(files)
        old = [file for file in strays if default_storage.get_modified_time(file) < before]
        _remove_files(old)
        swept += len(old)
    return swept


def detach_photos(*, person: Person) -> None:
    """Forget who sent a person's photos; they stay with what they show."""
    queries.photos_of(person).update(uploaded_by=None)
