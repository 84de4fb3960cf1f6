"""From leaflets to what is built: how much came through each stage."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from mulin.commons.people.models import Person
from mulin.commons.places.queries import units_worked_for_by
from mulin.programmes.models import Step
from mulin.programmes.queries import steps_steered_by

from ..models import BudgetVote, CollectedItem, LeafletCount
from .votes import votes


@dataclass(frozen=True)
class Funnel:
    """How many leaflets went out, and how many items were collected, shortlisted, adopted."""

    leaflets: int
    collected: int
    pending: int
    shortlisted: int
    adopted: int | None
    """None before the vote is counted."""

    vote: BudgetVote | None
    """The vote that comes after it, if there is one yet."""


def collecting_steps() -> QuerySet[Step]:
    """Return the steps in which items are collected; everybody may read them."""
    steps = Step.objects.filter(kind="collect_budget_items")
    return steps.select_related("cycle__programme__host")


def collecting_helped_by(viewer: Person) -> QuerySet[Step]:
    """Return the collecting steps in which the viewer may count leaflets and enter items."""
    below = Q(pk__in=[])
    for unit in units_worked_for_by(viewer):
        below |= Q(cycle__communities__path__startswith=unit.path)
    return collecting_steps().filter(below).distinct()


def vote_after(step: Step) -> BudgetVote | None:
    """Return the first vote that comes after a step of its cycle."""
    later = votes().filter(step__cycle=step.cycle_id, step__order__gt=step.order)
    return later.order_by("step__order").first()


def funnel_of(step: Step) -> Funnel:
    """Return how much came through each stage."""
    leaflets = LeafletCount.objects.filter(step=step).aggregate(n=Sum("number"))["n"]
    items = CollectedItem.objects.filter(step=step).aggregate(
        collected=Count("pk"),
        pending=Count("pk", filter=Q(verdict="pending")),
        shortlisted=Count("pk", filter=Q(verdict="shortlisted")),
    )
    vote = vote_after(step)
    is_counted = vote is not None and vote.is_counted
    adopted = len((vote.outcome or {})["winners"]) if vote and is_counted else None
    return Funnel(leaflets=leaflets or 0, adopted=adopted, vote=vote, **items)


def items_of(step: Step) -> QuerySet[CollectedItem]:
    """Return what was collected, in order."""
    return CollectedItem.objects.filter(step=step).select_related("step__cycle", "option")


def leaflets_of(step: Step) -> QuerySet[LeafletCount]:
    """Return how many leaflets went out where and when, the latest first."""
    return LeafletCount.objects.filter(step=step)


def leaflets_by_day(step: Step) -> list[tuple[object, int]]:
    found = leaflets_of(step).order_by("handed_on").values("handed_on").annotate(n=Sum("number"))
    return [(row["handed_on"], row["n"]) for row in found]


def collecting_before(vote: BudgetVote) -> Step | None:
    """Return the collecting step that comes before a vote in its cycle."""
    steps = collecting_steps().filter(cycle=vote.step.cycle_id, order__lt=vote.step.order)
    return steps.order_by("order").last()


def votes_run_by(viewer: Person) -> QuerySet[BudgetVote]:
    """Return the votes that the viewer prepares."""
    return votes().filter(step__in=steps_steered_by(viewer))
