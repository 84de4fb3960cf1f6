from django.utils import timezone

from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import ANYONE, OFFICE_HERE, Door

from .gatherings import a_series


def _unit(town: Town) -> list:
    return [town.community.pk]


def _year(town: Town) -> list:
    a_series(town)
    return [town.community.pk, timezone.localdate().year]


def _series(town: Town) -> list:
    return [a_series(town).pk]


DOORS = [
    Door("occasions:year", ANYONE, prepare=_year),
    Door("occasions:feed", ANYONE, prepare=_unit),
    Door("occasions:desk", OFFICE_HERE, prepare=_unit),
    Door("occasions:new", OFFICE_HERE, prepare=_unit),
    Door("occasions:series", OFFICE_HERE, prepare=_series),
    Door("occasions:end", OFFICE_HERE, prepare=_series),
]
