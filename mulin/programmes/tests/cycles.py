"""A cycle of any steps, for the tests of rooms that add step kinds."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

from .. import blueprints
from ..actions import start_cycle, start_programme
from ..models import Cycle, Proposal


def make_cycle(
    actor: Person,
    host: AdminUnit,
    communities: Iterable[AdminUnit],
    steps: list[dict],
    *,
    days_ago: float = 1,
    name: str = "第一季",
) -> Cycle:
    """Start a programme and a cycle of these steps, the first of which opened some days ago."""
    labels = [{"key": "environment", "label": "环境"}, {"key": "culture", "label": "文化"}]
    criteria = [{"key": "public_benefit", "label": "公益性"}]
    text = blueprints.yaml.safe_dump(
        {
            "title": "邻里点子计划",
            "kind": "co_creation",
            "categories": labels,
            "criteria": criteria,
            "steps": steps,
        },
        allow_unicode=True,
    )
    blueprint = blueprints.check(text, where="test")
    programme = start_programme(actor=actor, host=host, blueprint=blueprint)
    return start_cycle(
        actor=actor,
        programme=programme,
        blueprint=blueprint,
        communities=communities,
        opens_at=timezone.now() - timedelta(days=days_ago),
        year=2026,
        name=name,
    )


def make_proposal(
    cycle: Cycle,
    community: AdminUnit,
    title: str,
    *,
    author: Person | None = None,
    state: str = Proposal.State.SUBMITTED,
) -> Proposal:
    """Put a proposal on the list as if it had come through the steps before."""
    return cycle.proposals.create(
        community=community,
        number=cycle.proposals.count() + 1,
        author=author,
        title=title,
        text=f"{title}，大家一起做。",
        category="environment",
        state=state,
        submitted_at=None if state == Proposal.State.DRAFT else timezone.now(),
    )


def shift(step, *, opens_in: float = 0, closes_in: float = 0):
    """Set when a step opens and closes, in days from now."""
    now = timezone.now()
    step.opens_at, step.closes_at = now + timedelta(days=opens_in), now + timedelta(days=closes_in)
    step.save()
    return step
