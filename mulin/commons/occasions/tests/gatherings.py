"""A kind of occasion that no room answers for, for tests of the floor below the rooms."""

from datetime import date, time

from django.urls import reverse
from django.utils import timezone

from mulin.commons.calendar.cadence import Cadence
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town
from mulin.web.tests.doors import SOCIAL_WORKER

from .. import actions, registry
from ..models import Occasion, Series

GATHERING = "gathering"
begun: list[int] = []


def _begin(actor, occasions) -> None:
    begun.extend(occasion.pk for occasion in occasions)


registry.register(
    registry.OccasionKind(
        GATHERING,
        "小聚",
        page=lambda occasion: reverse("occasions:year", args=[occasion.unit_id, occasion.on.year]),
        begin=_begin,
        usual=Cadence("month", day=10),
        roles=(Role.GRID_WORKER,),
    )
)


def staff(town: Town):
    return town.people.get(SOCIAL_WORKER) or town.join(SOCIAL_WORKER, Role.SOCIAL_WORKER)


def a_series(town: Town, cadence: Cadence | None = None, **how) -> Series:
    facts = {
        "name": "居民恳谈日",
        "starts_on": date(timezone.localdate().year, 1, 1),
        "starts_at": time(19, 0),
        "where": "大榕树下",
    }
    return actions.start_series(
        actor=staff(town),
        unit=town.community,
        kind=GATHERING,
        cadence=cadence or Cadence("month", day=10),
        **facts | how,
    )


def an_occasion(town: Town, *, on: date | None = None, **how) -> Occasion:
    return actions.plan_occasion(
        actor=staff(town),
        unit=town.community,
        kind=GATHERING,
        title="糖厂三号协调会",
        on=on or timezone.localdate(),
        **how,
    )
