from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import memberships_now, parts_of
from mulin.commons.places.roles import OFFICE, Role
from mulin.programmes.models import Cycle, Participation, Proposal, Step
from mulin.programmes.queries import PUBLIC_STATES

from ..models import Idea, SelfHelpTask
from .counting import counted_up_to

CLERKS = OFFICE | {Role.GRID_WORKER, Role.WINDOW_CLERK}
"""Those who may write an idea down for a neighbour."""


def within_offices_of(viewer: Person, lookup: str = "community__path") -> Q:
    """Say that something lies where the viewer's office works."""
    return _below(viewer, OFFICE, lookup)


def _below(viewer: Person, roles: frozenset[str], lookup: str) -> Q:
    paths = {part.unit.path for part in parts_of(viewer) if part.role in roles}
    return reduce(or_, (Q(**{f"{lookup}__startswith": path}) for path in paths), Q(pk__in=[]))


def ideas_worked_on_by(viewer: Person) -> QuerySet[Idea]:
    """Return the ideas of the places where the viewer's office works."""
    return Idea.objects.filter(within_offices_of(viewer)).select_related(
        "author",
        "building",
        "community",
        "proposal",
        "sheet__screened_by",
        "step__cycle__programme__host",
    )


def _steps_with(kind: str, communities: Q) -> QuerySet[Step]:
    cycles = Participation.objects.filter(communities).values("cycle")
    return Step.objects.filter(kind=kind, cycle__in=cycles).select_related("cycle__programme__host")


def collecting_steps_worked_on_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps of collecting in which some community of the viewer's takes part."""
    return _steps_with("collect_ideas", _below(viewer, CLERKS, "community__path"))


def screening_steps_worked_on_by(viewer: Person) -> QuerySet[Step]:
    return _steps_with("screen_ideas", within_offices_of(viewer))


def communities_worked_on_by(viewer: Person, cycle: Cycle) -> QuerySet[AdminUnit]:
    """Return the communities of a cycle where the viewer's office works."""
    return _communities(cycle, within_offices_of(viewer))


def communities_entered_by(viewer: Person, cycle: Cycle) -> QuerySet[AdminUnit]:
    """Return the communities of a cycle for whose neighbours the viewer may write ideas down."""
    return _communities(cycle, _below(viewer, CLERKS, "community__path"))


def _communities(cycle: Cycle, narrowed: Q) -> QuerySet[AdminUnit]:
    taking_part = Participation.objects.filter(narrowed, cycle=cycle)
    return AdminUnit.objects.filter(pk__in=taking_part.values("community")).order_by("path")


def review_queue(viewer: Person, step: Step) -> QuerySet[Idea]:
    """Return the ideas nobody has looked at yet, the oldest first."""
    waiting = ideas_worked_on_by(viewer).filter(step=step, state=Idea.State.AWAITING_REVIEW)
    return waiting.prefetch_related("photos").order_by("id")


def collecting_counts(viewer: Person, step: Step) -> dict[str, int]:
    """Return how many ideas of the viewer's communities wait, hang out and are hidden."""
    ideas = Idea.objects.filter(within_offices_of(viewer), step=step)
    return counted_up_to(
        {
            "waiting": ideas.filter(state=Idea.State.AWAITING_REVIEW),
            "visible": ideas.filter(state=Idea.State.VISIBLE),
            "hidden": ideas.filter(state=Idea.State.HIDDEN),
            "told": ideas.filter(entered_by__isnull=False),
        }
    )


def ideas_for_export(viewer: Person, step: Step) -> QuerySet[Idea]:
    """Return all ideas of a step in the viewer's communities, in the order they came."""
    return ideas_worked_on_by(viewer).filter(step=step).order_by("id")


def stewards_near(idea: Idea) -> QuerySet[Membership]:
    """Return the building stewards of an idea's community, those of its building first."""
    stewards = memberships_now().filter(role=Role.BUILDING_STEWARD, unit=idea.community_id)
    return stewards.select_related("person", "building").order_by("building_id", "pk")


def self_help_tasks_visible_to(viewer: Person) -> QuerySet[SelfHelpTask]:
    """Return the tasks a person helps with or whose community the person's office serves."""
    return SelfHelpTask.objects.filter(
        Q(helper=viewer.pk) | within_offices_of(viewer, "idea__community__path")
    ).select_related("idea__community", "idea__step__cycle")


def is_public(proposal: Proposal) -> bool:
    return proposal.state in PUBLIC_STATES
