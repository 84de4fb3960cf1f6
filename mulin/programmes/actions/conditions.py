"""What steps wait for, seen again after something was brought."""

from mulin.commons.places.models import AdminUnit

from ..models import Step
from .holding import hold, look_again


def condition_brought(community: AdminUnit) -> None:
    """Let the steps that wait for something in a community see whether it is there now."""
    waiting = Step.objects.filter(
        cycle__participations__community=community, closed_at=None, lacks__len__gt=0
    )
    look_again([hold(step) for step in waiting.order_by("pk")])
