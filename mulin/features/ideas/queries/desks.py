from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit, Membership
from mulin.commons.places.queries import memberships_now, parts_of
from mulin.commons.places.roles import OFFICE, Role
from mulin.programmes.models import Cycle, Participation, Proposal, Step
from mulin.programmes.queries import PUBLIC_STATES

from ..models import Idea, SelfHelpTask

CLERKS = OFFICE | {Role.GRID_WORKER, Role.WINDOW_CLERK}
"""Those who may write an idea down for a neighbour."""

WAITING = Q(state=Idea.State.VISIBLE, verdict=Idea.Verdict.PENDING)


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
    return ideas.aggregate(
        waiting=Count("pk", filter=Q(state=Idea.State.AWAITING_REVIEW)),
        visible=Count("pk", filter=Q(state=Idea.State.VISIBLE)),
        hidden=Count("pk", filter=Q(state=Idea.State.HIDDEN)),
        told=Count("pk", filter=Q(entered_by__isnull=False)),
    )


def ideas_for_export(viewer: Person, step: Step) -> QuerySet[Idea]:
    """Return all ideas of a step in the viewer's communities, in the order they came."""
    return ideas_worked_on_by(viewer).filter(step=step).order_by("id")


def screening_queue(
    viewer: Person,
    step: Step,
    *,
    q: str = "",
    community: str = "",
    category: str = "",
    shown: str = "waiting",
) -> QuerySet[Idea]:
    """Return a cycle's ideas for its screeners, the longest waiting first."""
    ideas = ideas_worked_on_by(viewer).filter(step__cycle=step.cycle_id, state=Idea.State.VISIBLE)
    asked = {"community": community, "category": category, "title__icontains": q}
    ideas = ideas.filter(**{name: value for name, value in asked.items() if value})
    if shown == "waiting":
        ideas = ideas.filter(verdict=Idea.Verdict.PENDING)
    elif shown == "late":
        ideas = ideas.filter(_late(step))
    elif shown == "screened":
        ideas = ideas.exclude(verdict=Idea.Verdict.PENDING)
    return ideas.order_by("id")


def screening_counts(viewer: Person, step: Step) -> dict[str, int]:
    """Return how many ideas wait, are late, are being talked over, and are screened."""
    ideas = Idea.objects.filter(
        within_offices_of(viewer), step__cycle=step.cycle_id, state=Idea.State.VISIBLE
    )
    return ideas.aggregate(
        waiting=Count("pk", filter=WAITING),
        late=Count("pk", filter=_late(step)),
        talked=Count("pk", filter=WAITING & Q(sheet__isnull=False)),
        screened=Count("pk", filter=~WAITING),
        proposals=Count("pk", filter=Q(verdict=Idea.Verdict.PROPOSAL)),
    )


def _late(step: Step) -> Q:
    deadline = timezone.now() - timedelta(days=step.settings["reply_days"])
    return WAITING & Q(submitted_at__lt=deadline)


def unscreened(cycle: Cycle) -> QuerySet[Idea]:
    """Return the ideas of a cycle that still wait for a verdict."""
    return Idea.objects.filter(WAITING, step__cycle=cycle).order_by("id")


def candidates_for_merging(idea: Idea, q: str = "") -> QuerySet[Idea]:
    """Return the ideas an idea can be merged into: of its community, and still going on."""
    going_on = (Idea.Verdict.PENDING, Idea.Verdict.PROPOSAL)
    found = Idea.objects.filter(
        step__cycle=idea.step.cycle_id,
        community=idea.community_id,
        state=Idea.State.VISIBLE,
        verdict__in=going_on,
    ).exclude(pk=idea.pk)
    if q:
        found = found.filter(Q(title__icontains=q) | Q(text__icontains=q))
    return found.select_related("author", "building", "step__cycle").order_by("-id")


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
