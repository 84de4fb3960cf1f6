"""Who was reached, building by building; never without how many there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Building, Household
from mulin.programmes.models import Step

from ..models import LeafletBatch, OutreachReach, OutreachRecord, OutreachTeam
from .units import buildings_of, communities_run_by


@dataclass(frozen=True, slots=True)
class Coverage:
    """One building: how many of its households were reached."""

    building: Building
    reached: int
    whole: int

    @property
    def name(self) -> str:
        return self.building.full_name

    @property
    def plate(self) -> str:
        """What stands on its wall: without its compound's name, which its neighbours share."""
        return self.building.name.removeprefix(self.building.compound.name) or self.building.name


def coverage_of(community: AdminUnit) -> list[Coverage]:
    """Return how many households of each building were reached, those nobody went to as well."""
    reached = reached_in(community)
    homes = households_by_building(community)
    return [
        Coverage(
            house,
            reached.get(house.pk, 0),
            homes.get(house.pk) or house.declared_households or 0,
        )
        for house in buildings_of(community)
    ]


def reached_in(community: AdminUnit) -> dict[int, int]:
    """Return how many households were reached so far, by building."""
    found = (
        OutreachReach.objects.filter(record__community=community)
        .order_by()
        .values_list("building")
        .annotate(n=Sum("households"))
    )
    return dict(found)


def households_by_building(community: AdminUnit) -> dict[int, int]:
    building = "dwelling__entrance__building"
    return dict(
        Household.objects.filter(community=community)
        .order_by()
        .values_list(building)
        .annotate(n=Count("pk"))
    )


def outreach_of(community: AdminUnit) -> QuerySet[Any]:
    """Return each time of going out, the latest first, with how many households it reached."""
    reached = (
        OutreachReach.objects.filter(record=OuterRef("pk"))
        .order_by()
        .values("record")
        .annotate(n=Sum("households"))
        .values("n")
    )
    return (
        OutreachRecord.objects.filter(community=community)
        .annotate(households=Coalesce(Subquery(reached), 0))
        .select_related("team", "batch")
    )


def outreach_of_request(person: Person, key: str) -> OutreachRecord | None:
    return OutreachRecord.objects.filter(written_by=person, key=key).first()


def outreach_run_by(viewer: Person) -> QuerySet[OutreachRecord]:
    return OutreachRecord.objects.filter(community__in=communities_run_by(viewer)).select_related(
        "community"
    )


def batches_run_by(viewer: Person) -> QuerySet[LeafletBatch]:
    return LeafletBatch.objects.filter(community__in=communities_run_by(viewer)).select_related(
        "community"
    )


def teams_of(community: AdminUnit) -> QuerySet[OutreachTeam]:
    """Return a community's teams with their buildings, those that still go first."""
    return (
        OutreachTeam.objects.filter(community=community)
        .prefetch_related("buildings__compound")
        .order_by(F("ended_on").desc(nulls_first=True), "id")
    )


def teams_run_by(viewer: Person) -> QuerySet[OutreachTeam]:
    return OutreachTeam.objects.filter(community__in=communities_run_by(viewer)).select_related(
        "community"
    )


def steps_counting_leaflets(community: AdminUnit) -> QuerySet[Step]:
    """Return the budget steps of a community that count their own leaflets."""
    return Step.objects.filter(
        kind="collect_budget_items", cycle__participations__community=community
    ).select_related("cycle")


def leaflets_left(community: AdminUnit, batch: LeafletBatch) -> int:
    """Return how many copies of a batch nobody has handed out yet; none of another's batch."""
    left = batches_of(community).filter(pk=batch.pk).values_list(F("printed") - F("handed_out"))
    return next((rest for (rest,) in left), 0)


def batches_of(community: AdminUnit) -> QuerySet[LeafletBatch]:
    """Return what was printed, each with how many copies were handed out."""
    handed = (
        OutreachRecord.objects.filter(batch=OuterRef("pk"))
        .order_by()
        .values("batch")
        .annotate(n=Sum("leaflets"))
        .values("n")
    )
    return LeafletBatch.objects.filter(community=community).annotate(
        handed_out=Coalesce(Subquery(handed), 0)
    )
