from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mulin.commons.organisations.models import Organisation
from mulin.commons.organisations.queries import (
    organisations_known_to,
    organisations_spoken_for_by,
)
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.roles import COMMUNITY_OFFICE

from .. import states
from ..models import CalledUnit, JointHandling, RecheckTask, Whistle
from .cases import OFFICES, below, cases_handled_by


def units_to_call(community: AdminUnit) -> QuerySet[Organisation]:
    """Return the organisations a community may whistle for."""
    return organisations_known_to(community)


def units_called_before(community: AdminUnit) -> set[int]:
    """Return the keys of those it has called before."""
    called = CalledUnit.objects.filter(whistle__case__community=community)
    return set(called.order_by().values_list("organisation", flat=True).distinct())


def called_units_visible_to(viewer: Person) -> QuerySet[CalledUnit]:
    """Return the called units a person works with, or speaks for."""
    return CalledUnit.objects.filter(
        Q(whistle__case__in=cases_handled_by(viewer))
        | Q(organisation__in=organisations_spoken_for_by(viewer))
    ).select_related("organisation", "whistle__case__community", "checked_in_by")


def whistles_visible_to(viewer: Person) -> QuerySet[Whistle]:
    """Return the whistles a person works with, or that call a body she speaks for."""
    return (
        Whistle.objects.filter(
            Q(case__in=cases_handled_by(viewer))
            | Q(units__organisation__in=organisations_spoken_for_by(viewer))
        )
        .distinct()
        .select_related("case__community", "case__building__compound", "sounded_by")
    )


def absent_units(viewer: Person) -> QuerySet[CalledUnit]:
    """Return the units that have not come and of whom the viewer's office was told."""
    return _awaited().filter(_told(viewer))


def units_awaited(viewer: Person) -> QuerySet[Any]:
    """Return those, and first the called ones for which the viewer herself speaks: `is_ours`."""
    ours = Q(organisation__in=organisations_spoken_for_by(viewer))
    found = _awaited().filter(ours | _told(viewer)).annotate(is_ours=ours)
    return found.order_by("-is_ours", "whistle__come_by", "id")


def _told(viewer: Person) -> Q:
    return reduce(
        or_,
        (
            Q(whistle__level=level) & below(viewer, roles, "whistle__case__community")
            for level, roles in OFFICES.items()
        ),
    )


def _awaited() -> QuerySet[CalledUnit]:
    """Return the units that are called to what is not solved yet, and have not come."""
    awaited = CalledUnit.objects.filter(
        checked_in_at=None, whistle__ended_at=None, whistle__case__state__in=states.OPEN
    )
    return awaited.select_related("organisation", "whistle__case__community").order_by(
        "whistle__come_by", "id"
    )


def rechecks_seen_by(viewer: Person) -> QuerySet[RecheckTask]:
    """Return the rechecks that nobody has done yet where the viewer works."""
    waiting = RecheckTask.objects.filter(done_at=None, case__in=cases_handled_by(viewer))
    return waiting.select_related("case__community", "case__kind")


def rechecks_to_do(viewer: Person) -> QuerySet[RecheckTask]:
    """Return the rechecks that are due and that the viewer's own office does."""
    mine = below(viewer, COMMUNITY_OFFICE, "case__community")
    return rechecks_due(viewer).filter(mine)


def rechecks_due(viewer: Person) -> QuerySet[RecheckTask]:
    """Return those of them that are due."""
    return rechecks_seen_by(viewer).filter(due_on__lte=timezone.localdate())


def handlings_seen_by(viewer: Person) -> QuerySet[JointHandling]:
    """Return what was handled jointly, and measured, where the viewer works."""
    measured = JointHandling.objects.filter(case__in=cases_handled_by(viewer)).exclude(measure="")
    return measured.select_related("case__community")
