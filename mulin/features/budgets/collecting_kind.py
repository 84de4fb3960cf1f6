from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from mulin.commons.people.models import Person
from mulin.programmes.kinds import StepKind
from mulin.programmes.models import Step

from . import actions, queries
from .funnel_forms import CollectSettings
from .permissions import can_run_vote


class CollectBudgetItems(StepKind):
    """Leaflets go out, what neighbours want comes in, and what can be voted on is shortlisted."""

    name = "collect_budget_items"
    label = gettext_lazy("征集和初选")
    page = "budgets:funnel"
    invitation = gettext_lazy("看征集到什么")
    asks = gettext_lazy("征集要办的事")
    desk = "budgets:collecting"
    Settings = CollectSettings
    indicators: ClassVar[dict[str, Any]] = {}

    def close(self, *, actor: Person, step: Step) -> dict[str, Any]:
        return actions.conclude_collecting(actor=actor, step=step)

    def worked_on_by(self, viewer: Person) -> QuerySet[Step]:
        return queries.collecting_helped_by(viewer)

    def waiting(self, step: Step, viewer: Person) -> int:
        """Count the items that nobody has looked at."""
        if step.state == "next" or not can_run_vote(viewer, step):
            return 0
        return queries.funnel_of(step).pending
