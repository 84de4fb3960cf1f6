from typing import Any

from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.programmes.kinds import StepKind
from mulin.programmes.models import Step

from . import actions, queries
from .permissions import can_run_vote
from .publishing_forms import BudgetPublishingSettings


class PublishBudgetResult(StepKind):
    """What a budget vote came to is put up for everybody to see."""

    name = "publish_budget_result"
    label = gettext_lazy("结果公示")
    page = "budgets:publication"
    invitation = gettext_lazy("看结果")
    desk = "budgets:publishing"
    Settings = BudgetPublishingSettings

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_budget_publishing(actor=actor, step=step)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count a counted vote that nobody has put up yet."""
        if not can_run_vote(viewer, step):
            return 0
        vote = queries.vote_before(step)
        return int(bool(vote and vote.is_counted and not queries.publication_of_vote(vote)))
