"""The staff's list of all proposals of a step."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mulin.commons.people.models import Person
from mulin.programmes.models import Participation, Proposal, Step, Zone

from ..models import CoachComment, ProposalSheet
from .preparing import DRAFTS_FIRST, HANDED_IN, PREPARED, proposals_seen_by

READY = Exists(ProposalSheet.objects.filter(proposal=OuterRef("pk"), missing=[]))
OPEN_COMMENT = Exists(
    CoachComment.objects.filter(revision__proposal=OuterRef("pk"), settled_at=None)
)


def proposals_listed(
    viewer: Person,
    step: Step,
    *,
    q: str = "",
    community: str = "",
    zone: str = "",
    category: str = "",
    shown: str = "",
) -> QuerySet[Proposal]:
    """Return a cycle's proposals for those who work on them, narrowed as asked, drafts first."""
    found = _all(viewer, step)
    if q:
        found = found.filter(title__icontains=q)
    if community:
        found = found.filter(community__pk=community)
    if category:
        found = found.filter(category=category)
    if zone:
        in_zone = Participation.objects.filter(cycle=step.cycle_id, zone__pk=zone)
        found = found.filter(community__in=in_zone.values("community"))
    narrowed = narrowings(step).get(shown)
    if narrowed is not None:
        found = found.filter(narrowed)
    return found.order_by(DRAFTS_FIRST, "number")


def narrowings(step: Step) -> dict[str, Q]:
    """Return by name what the list can be narrowed to."""
    being_written = Q(state__in=PREPARED)
    is_over = timezone.now() >= step.closes_at
    return {
        "ready": being_written & Q(READY),
        "not_ready": being_written & ~Q(READY),
        "overdue": being_written if is_over else Q(pk__in=[]),
        "submitted": Q(state__in=HANDED_IN),
        "flagship": Q(is_flagship=True),
        "commented": Q(OPEN_COMMENT),
    }


def list_counts(viewer: Person, step: Step) -> dict[str, int]:
    """Return how many proposals there are of each sort."""
    sorts = {name: Count("pk", filter=sort) for name, sort in narrowings(step).items()}
    return _all(viewer, step).order_by().aggregate(total=Count("pk"), **sorts)


def _all(viewer: Person, step: Step) -> QuerySet[Proposal]:
    seen = proposals_seen_by(viewer).filter(cycle=step.cycle_id)
    return seen.exclude(state=Proposal.State.WITHDRAWN)


def zones_of(step: Step) -> QuerySet[Zone]:
    return Zone.objects.filter(cycle=step.cycle_id)


def zone_names(step: Step) -> dict[int, Zone]:
    """Return the zone of each community of the step's cycle, by the community's key."""
    rows = Participation.objects.filter(cycle=step.cycle_id, zone__isnull=False)
    return {row.community_id: row.zone for row in rows.select_related("zone") if row.zone}
