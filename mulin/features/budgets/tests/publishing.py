"""A step in which a vote's result is put up, for this room's tests."""

from datetime import timedelta

from django.utils import timezone

from mulin.programmes.models import Step

from ..actions import publish_budget_result
from ..models import BudgetPublication
from .budget_votes import Voting


def publishing_after(voting: Voting) -> Step:
    """Put a publishing step behind the vote's, open now."""
    now = timezone.now()
    step, _is_new = Step.objects.get_or_create(
        cycle=voting.cycle,
        order=voting.step.order + 1,
        defaults={
            "kind": "publish_budget_result",
            "name": "结果公示",
            "settings": {"notice_days": 7},
            "opens_at": now - timedelta(days=1),
            "closes_at": now + timedelta(days=20),
        },
    )
    return step


def make_published(voting: Voting, step: Step | None = None) -> BudgetPublication:
    """Put up what a counted vote came to."""
    return publish_budget_result(actor=voting.office, step=step or publishing_after(voting))
