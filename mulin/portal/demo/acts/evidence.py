from datetime import timedelta

from django.utils import timezone

from mulin.features.evidence import actions
from mulin.programmes.models import Step

from ..clock import at
from .season import HOUR, Season


def show_evidence(season: Season, step: Step) -> None:
    """Let every community show what it did in this step."""
    told = season.rows["groundwork"][step.order]
    numbers = {"number": told["number"]} if step.settings["counts"] else {}
    for place, community in enumerate(season.cycle.communities.order_by("code")):
        moment = step.opens_at + timedelta(minutes=30 * place) + HOUR
        with at(moment):
            actions.record_evidence(
                actor=season.office,
                step=step,
                text=told["text"],
                happened_on=timezone.localdate(moment),
                community=community,
                **numbers,
            )
