"""Steps in which proposals are worked out, and who works on which proposal."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from mulin.commons.organisations.models import CoachEngagement
from mulin.commons.organisations.queries import coaching_by, engagements_for
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import OFFICE, Role
from mulin.programmes import kinds
from mulin.programmes.models import Cycle, Participation, Proposal, Step, Zone
from mulin.programmes.queries import PUBLIC_STATES

KIND = "prepare_proposals"
PREPARED = (Proposal.State.DRAFT, Proposal.State.RETURNED)
DRAFTS_FIRST = Case(When(state__in=PREPARED, then=Value(0)), default=Value(1))
HANDED_IN = (
    Proposal.State.SUBMITTED,
    Proposal.State.SHORTLISTED,
    Proposal.State.SELECTED,
    Proposal.State.WAITLISTED,
    Proposal.State.NOT_SELECTED,
)
COACH = frozenset({Role.COACH})


def preparing_steps() -> QuerySet[Step]:
    """Return the steps in which proposals are worked out; everybody may know of them."""
    return Step.objects.filter(kind=KIND).select_related("cycle__programme__host")


def preparing_step_of(cycle: Cycle) -> Step | None:
    """Return the step in which a cycle's proposals are worked out, if it has one."""
    return preparing_steps().filter(cycle=cycle).order_by("order").first()


def preparing_steps_worked_on_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps in which some community takes part whose proposals the viewer works on."""
    seen = _below(viewer, OFFICE) | _coached(viewer)
    cycles = Participation.objects.filter(seen).values("cycle")
    return preparing_steps().filter(cycle__in=cycles)


def preparing_steps_kept_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps in which some community takes part that the viewer's office serves."""
    cycles = Participation.objects.filter(_below(viewer, OFFICE)).values("cycle")
    return preparing_steps().filter(cycle__in=cycles)


def communities_seen_by(viewer: Person, cycle: Cycle) -> QuerySet[AdminUnit]:
    """Return the communities of a cycle whose proposals the viewer works on or coaches."""
    seen = Participation.objects.filter(_below(viewer, OFFICE) | _coached(viewer), cycle=cycle)
    return AdminUnit.objects.filter(pk__in=seen.values("community")).order_by("path")


def _below(viewer: Person, roles: frozenset[str]) -> Q:
    paths = {part.unit.path for part in parts_of(viewer) if part.role in roles}
    within = (Q(community__path__startswith=path) for path in paths)
    return reduce(or_, within, Q(pk__in=[]))


def _coached(viewer: Person) -> Q:
    """Say of a proposal, or of a community in a cycle, that the viewer goes along with it."""
    engaged = _engagements(viewer).filter(
        communities=OuterRef("community"), year=OuterRef("cycle__year")
    )
    return _below(viewer, COACH) | Q(Exists(engaged))


def _engagements(viewer: Person) -> QuerySet[CoachEngagement]:
    return coaching_by(viewer).filter(duties__contains=[CoachEngagement.Duty.PROPOSALS])


def coaches(person: Person, proposal: Proposal) -> bool:
    """Whether the person accompanies the proposal's community this year."""
    if has_role(person, proposal.community, COACH):
        return True
    engaged = _engagements(person).filter(communities=proposal.community_id)
    return engaged.filter(year=proposal.cycle.year).exists()


def coaching_of(proposal: Proposal) -> list[CoachEngagement]:
    """Return the organisations that accompany the proposal's community in its year."""
    engaged = engagements_for(proposal.community).filter(year=proposal.cycle.year)
    return list(engaged.prefetch_related(None))


def proposals_seen_by(viewer: Person) -> QuerySet[Proposal]:
    """Return the proposals a person works on or goes along with: own, office's, coached."""
    seen = Q(author=viewer.pk) | _below(viewer, OFFICE) | _coached(viewer)
    return _told(Proposal.objects.filter(seen))


def proposals_written_by(viewer: Person) -> QuerySet[Proposal]:
    """Return the proposals a person may write, submit and withdraw: one's own, one's office's."""
    return _told(Proposal.objects.filter(Q(author=viewer.pk) | _below(viewer, OFFICE)))


def proposals_worked_on_by(viewer: Person) -> QuerySet[Proposal]:
    """Return the proposals of the places where the viewer's office works."""
    return _told(Proposal.objects.filter(_below(viewer, OFFICE)))


def own_proposals(person: Person) -> QuerySet[Proposal]:
    """Return a person's proposals, those to be worked on first."""
    return _told(Proposal.objects.filter(author=person)).order_by(DRAFTS_FIRST, "-pk")


def is_being_prepared(proposal: Proposal) -> bool:
    return proposal.state in PREPARED


def is_submitted(proposal: Proposal) -> bool:
    return proposal.state == Proposal.State.SUBMITTED


def is_public(proposal: Proposal) -> bool:
    return proposal.state in PUBLIC_STATES


def is_in_the_running(proposal: Proposal) -> bool:
    """Whether a proposal was handed in and nothing is decided about it."""
    return proposal.state in (Proposal.State.SUBMITTED, Proposal.State.SHORTLISTED)


def traces_of(proposal: Proposal, steps: Iterable[Step]) -> list[kinds.Trace]:
    """Return what the other steps tell of a proposal: the ideas behind it."""
    return [
        trace
        for step in steps
        if step.kind != KIND
        for trace in kinds.get(step.kind).traces(step, proposal)
    ]


def zone_of(proposal: Proposal) -> Zone | None:
    """Return the zone of the proposal's community in its cycle, if it has one."""
    return Zone.objects.filter(
        participations__cycle=proposal.cycle_id, participations__community=proposal.community_id
    ).first()


def handed_in_beside(proposal: Proposal) -> QuerySet[Proposal]:
    """Return the other proposals that the same community has handed in."""
    return Proposal.objects.filter(
        cycle=proposal.cycle_id, community=proposal.community_id, state__in=HANDED_IN
    ).exclude(pk=proposal.pk)


def flagships_beside(proposal: Proposal) -> list[Proposal]:
    """Return the community's other flagships, also one that is just being improved."""
    beside = Proposal.objects.filter(
        cycle=proposal.cycle_id, community=proposal.community_id, is_flagship=True
    )
    return list(beside.exclude(pk=proposal.pk).order_by("number"))


def _told(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.select_related("author", "community", "cycle__programme__host")


def drafts_of(cycle: Cycle) -> QuerySet[Proposal]:
    """Return the proposals that are neither submitted nor withdrawn."""
    return cycle.proposals.filter(state__in=PREPARED).order_by("number")


def proposal_counts(cycle: Cycle) -> dict[str, int]:
    """Return how many of a cycle's proposals are in each state."""
    counted = cycle.proposals.order_by().values("state").annotate(n=Count("pk"))
    return dict(counted.values_list("state", "n"))


def handed_in_by_community(cycle: Cycle) -> dict[int, tuple[int, int]]:
    """Return for each community how many proposals it handed in, and how many it has in all."""
    counted = (
        cycle.proposals.exclude(state=Proposal.State.WITHDRAWN)
        .order_by()
        .values_list("community")
        .annotate(done=Count("pk", filter=Q(state__in=HANDED_IN)), total=Count("pk"))
    )
    return {community: (done, total) for community, done, total in counted}
