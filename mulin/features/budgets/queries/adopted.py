"""What became of what votes chose."""

from django.db.models import QuerySet

from mulin.programmes.models import Step

from ..models import AdoptedItem, BudgetPublication, BudgetVote
from .votes import votes


def counted_votes() -> QuerySet[BudgetVote]:
    """Return the votes whose result everybody may read."""
    return votes().filter(counted_at__isnull=False)


def publishing_steps() -> QuerySet[Step]:
    """Return the steps in which a vote's result is put up."""
    steps = Step.objects.filter(kind="publish_budget_result")
    return steps.select_related("cycle__programme__host")


def vote_before(step: Step) -> BudgetVote | None:
    """Return the last vote that comes before a step of its cycle."""
    earlier = votes().filter(step__cycle=step.cycle_id, step__order__lt=step.order)
    return earlier.order_by("step__order").last()


def publication_of_vote(vote: BudgetVote) -> BudgetPublication | None:
    return BudgetPublication.objects.filter(vote=vote).select_related("notice").first()


def adopted_by(vote: BudgetVote) -> list[AdoptedItem]:
    """Return what a published vote has chosen, with how far it is."""
    return list(AdoptedItem.objects.filter(option__vote=vote).select_related("option"))
