"""A cycle begun from a plan that one of the demo's files holds."""

from typing import Any

import yaml
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.programmes import actions, blueprints
from mulin.programmes.models import Cycle

from .town import Town


def begin_cycle(told: dict[str, Any], office: Person, town: Town, *, where: str) -> Cycle:
    """Start the programme of `told["plan"]` with its first cycle; `where` names the file."""
    plan = blueprints.check(yaml.safe_dump(told["plan"], allow_unicode=True), where=where)
    programme = actions.start_programme(actor=office, host=town.units[told["host"]], blueprint=plan)
    return actions.start_cycle(
        actor=office,
        programme=programme,
        blueprint=plan,
        communities=[town.units[told["community"]]],
        opens_at=timezone.now(),
        year=timezone.localdate().year,
        name=told["name"],
    )
