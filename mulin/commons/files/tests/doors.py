from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import (
    ANYONE,
    GRID_WORKER,
    OFFICE_HERE,
    RESIDENT,
    Door,
)

from ..actions import publish_photos, store_photo
from .pictures import a_photo


def a_private_photo(town: Town) -> list:
    return [store_photo(actor=town.people[RESIDENT], upload=a_photo(), unit=town.community).name]


def a_photo_for_staff(town: Town) -> list:
    unit = town.community
    return [store_photo(actor=None, upload=a_photo(), unit=unit, for_staff=True).name]


def a_public_photo(town: Town) -> list:
    photo = store_photo(actor=None, upload=a_photo())
    publish_photos(actor=None, photos=[photo])
    return [photo.name]


MINE_OR_THE_OFFICES = OFFICE_HERE | {RESIDENT}
ALL_STAFF = OFFICE_HERE | {GRID_WORKER}
DOORS = [
    Door("files:photo", ANYONE, a_public_photo),
    Door("files:thumb", ANYONE, a_public_photo),
    Door("files:photo", MINE_OR_THE_OFFICES, a_private_photo, hides_from_strangers=True),
    Door("files:thumb", MINE_OR_THE_OFFICES, a_private_photo, hides_from_strangers=True),
    Door("files:photo", ALL_STAFF, a_photo_for_staff, hides_from_strangers=True),
]
