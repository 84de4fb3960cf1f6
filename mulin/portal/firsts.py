"""What happened in a compound for the first time, read from what every room wrote down."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Least, TruncDate
from django.utils.translation import gettext as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.models import ResidentGroup
from mulin.commons.places.models import Compound
from mulin.features.consents.models import Visit
from mulin.features.listening.models import Interview, OutreachReach
from mulin.features.meetings.models import Meeting

NO_TABLE = ("letter", "upkeep")
"""Occasions at which nobody sits together."""


@dataclass(frozen=True)
class First:
    """One thing that happened here for the first time."""

    on: date
    title: str


def firsts_of(compound: Compound) -> list[First]:
    """Return the first visit, the first time neighbours sat together, the first team."""
    community = compound.community_id
    talks = Interview.objects.filter(building__compound=OuterRef("pk"))
    knocks = Visit.objects.filter(
        elector__household__dwelling__entrance__building__compound=OuterRef("pk")
    ).annotate(on=TruncDate("happened_at"))
    reached = OutreachReach.objects.filter(building__compound=OuterRef("pk"))
    met = Meeting.objects.filter(
        Q(attendances__building__compound=OuterRef("pk")) | Q(topic__compound=OuterRef("pk")),
        occasion__state=Occasion.State.HELD,
        occasion__is_public=True,
    ).exclude(occasion__kind__in=NO_TABLE)
    groups = ResidentGroup.objects.filter(community=community, founded_on__isnull=False)
    visit = Least(
        first(talks, "talked_on"), first(knocks, "on"), first(reached, "record__happened_on")
    )
    found = Compound.objects.filter(pk=compound.pk).values_list(
        visit, first(met, "occasion__on"), first(groups, "founded_on")
    )
    titles = [
        _("第一次有人上门听大家说"),
        _("第一次坐到一起商量"),
        _("社区里第一支邻居自己的队伍"),
    ]
    dated = zip(found.get(), titles, strict=True)
    return in_time([(on, title) for on, title in dated])


def in_time(told: list[tuple[date | None, str]]) -> list[First]:
    """Return what has happened, in order."""
    return sorted((First(on, title) for on, title in told if on), key=lambda one: one.on)


def first(found: QuerySet[Any], day: str) -> Subquery:
    return Subquery(found.order_by(day).values(day)[:1])
