from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.commons.people.models import Person
from mulin.programmes.models import Step

from ..models import Idea
from .submitting import enter_idea


@transaction.atomic
def enter_ideas(
    *, actor: Person, step: Step, told: Iterable[tuple[UUID, Mapping[str, Any]]]
) -> list[Idea]:
    """Write many ideas down for neighbours, all or none; the same file again adds nothing."""
    return [enter_idea(actor=actor, step=step, receipt=receipt, **what) for receipt, what in told]
