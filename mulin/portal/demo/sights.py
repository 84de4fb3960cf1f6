"""What the tour leads to beyond the cycles: one thing of each room, named when all is there."""

from collections.abc import Callable
from typing import Any

from django.db import models

from mulin.commons.places.models import AdminUnit, Building
from mulin.features.cases.models import Case
from mulin.features.consents.models import VisitCampaign
from mulin.features.designs.models import DesignDisplay
from mulin.features.meetings.models import Meeting
from mulin.features.surveys.models import Survey
from mulin.programmes.models import Step

from .cast import name_sight

SIGHTS: dict[str, Callable[[], models.QuerySet[Any]]] = {
    "talk_day": lambda: Meeting.objects.filter(
        occasion__kind="talk_day", occasion__state="held", final_at__isnull=False
    ).order_by("-occasion__on"),
    "case": lambda: Case.objects.filter(title="校门口放学堵得走不动"),
    "survey": lambda: Survey.objects.filter(opened_at__isnull=False).order_by("-opens_at"),
    "display": lambda: DesignDisplay.objects.filter(published_at__isnull=False).order_by(
        "-opens_on"
    ),
    "service_points": lambda: AdminUnit.objects.filter(name="朱槿巷社区"),
    "counter": lambda: AdminUnit.objects.filter(name="望禾街道"),
    "round": lambda: Step.objects.filter(kind="ask_households", closed_at__isnull=False).order_by(
        "-closed_at"
    ),
    "visits": lambda: VisitCampaign.objects.filter(round__step__closed_at=None),
    "budget_vote": lambda: Step.objects.filter(
        kind="hold_budget_vote", closed_at__isnull=False
    ).order_by("-pk"),
    "building": lambda: Building.objects.filter(compound__name="红砖苑").order_by("pk"),
}
"""How each is found: its word → the rows, of which the first is meant."""


def name_sights() -> None:
    """Remember where each stop of the tour leads."""
    for ref, find in SIGHTS.items():
        if thing := find().first():
            name_sight(thing, ref)
