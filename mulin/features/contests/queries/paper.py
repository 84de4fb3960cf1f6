"""Paper ballots: printed, handed out, counted."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import memberships_now
from mulin.programmes.models import Step
from mulin.programmes.queries import steps_steered_by

from ..models import Ballot, PaperBatch, PaperTally
from .voting import communities_worked_for


def batches_of(step: Step) -> QuerySet[PaperBatch]:
    """Return a contest's batches, each with the number of ballots `issued` from it."""
    return _batches().filter(step=step)


def batches_helped_by(viewer: Person) -> QuerySet[PaperBatch]:
    """Return the batches a viewer may hand out and count: those of communities they work for."""
    return _batches().filter(community__in=communities_worked_for(viewer))


def batches_settled_by(viewer: Person) -> QuerySet[PaperBatch]:
    """Return the batches on which a viewer may decide when counters disagree."""
    return _batches().filter(step__in=steps_steered_by(viewer))


def uncounted(step: Step) -> QuerySet[PaperBatch]:
    """Return the batches of which ballots are out and no two people agree yet."""
    return batches_of(step).filter(
        agreed=None, pk__in=Ballot.objects.filter(batch__step=step).values("batch")
    )


def tallies_of(step: Step) -> QuerySet[PaperTally]:
    """Return all that was entered of a contest's boxes, for the office and the count."""
    return PaperTally.objects.filter(batch__step=step)


def last_round(batch: PaperBatch) -> list[PaperTally]:
    """Return the two tallies that differed last; none before anybody disagreed."""
    found = batch.tallies.filter(round=batch.round - 1).select_related("counter")
    return list(found.order_by("pk"))


def this_round(batch: PaperBatch) -> list[PaperTally]:
    return list(batch.tallies.filter(round=batch.round))


def counters_roles(batch: PaperBatch) -> list[str]:
    """Return the parts played by those whose figures count; never their names."""
    agreed = batch.agreed
    if agreed is None:
        return []
    if agreed.reason:
        return [agreed.role]
    return list(batch.tallies.filter(round=agreed.round).values_list("role", flat=True))


def paper_votes(step: Step) -> Counter[int]:
    """Return the votes on paper by proposal, of the boxes that are counted."""
    votes: Counter[int] = Counter()
    agreed = batches_of(step).filter(agreed__isnull=False).values("agreed")
    for tally in PaperTally.objects.filter(pk__in=agreed):
        votes.update({int(pk): count for pk, count in tally.votes.items()})
    return votes


def holders_of(batch: PaperBatch) -> QuerySet[Ballot]:
    """Return who took a paper ballot of this batch, the last first."""
    return Ballot.objects.filter(batch=batch).select_related("voter").order_by("-cast_at", "pk")


def neighbours_named(
    community: AdminUnit, name: str, roles: Collection[str]
) -> QuerySet[Membership]:
    """Return a community's confirmed voters, found by part of their name."""
    return (
        memberships_now()
        .filter(
            unit__path__startswith=community.path,
            role__in=roles,
            confirmed_at__isnull=False,
            person__full_name__contains=name,
        )
        .exclude(person__full_name="")
        .select_related("person", "unit", "building")
        .order_by("person__full_name", "person_id")
        .distinct("person__full_name", "person_id")
    )


def _batches() -> QuerySet[PaperBatch]:
    counted = Ballot.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
    issued = Subquery(counted.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return PaperBatch.objects.select_related(
        "step__cycle__programme__host", "community", "agreed"
    ).annotate(issued=Coalesce(issued, 0))
