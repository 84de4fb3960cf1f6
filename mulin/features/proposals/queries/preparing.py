from functools import reduce
from hashlib import blake2b
from operator import or_

from django.db.models import Case, Count, Q, QuerySet, Value, When

from mulin.commons.audit.queries import records_about
from mulin.commons.people.models import Person
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import OFFICE, Role
from mulin.programmes import kinds
from mulin.programmes.models import Cycle, Participation, Proposal, Step
from mulin.programmes.queries import PUBLIC_STATES

KIND = "prepare_proposals"
PREPARED = (Proposal.State.DRAFT, Proposal.State.RETURNED)
DRAFTS_FIRST = Case(When(state__in=PREPARED, then=Value(0)), default=Value(1))


def _below(viewer: Person, roles: frozenset[str]) -> Q:
    paths = {part.unit.path for part in parts_of(viewer) if part.role in roles}
    within = (Q(community__path__startswith=path) for path in paths)
    return reduce(or_, within, Q(pk__in=[]))


def preparing_steps() -> QuerySet[Step]:
    """Return the steps in which proposals are worked out; everybody may know of them."""
    return Step.objects.filter(kind=KIND).select_related("cycle__programme__host")


def preparing_step_of(cycle: Cycle) -> Step | None:
    """Return the step in which a cycle's proposals are worked out, if it has one."""
    return preparing_steps().filter(cycle=cycle).order_by("order").first()


def preparing_steps_worked_on_by(viewer: Person) -> QuerySet[Step]:
    """Return the steps in which some community takes part whose proposals the viewer works on."""
    coached = _below(viewer, OFFICE | {Role.COACH})
    cycles = Participation.objects.filter(coached).values("cycle")
    return preparing_steps().filter(cycle__in=cycles)


def proposals_written_by(viewer: Person) -> QuerySet[Proposal]:
    """Return the proposals a person may work on: one's own, one's office's, those coached."""
    coached = _below(viewer, OFFICE | {Role.COACH})
    return _told(Proposal.objects.filter(Q(author=viewer.pk) | coached))


def proposals_worked_on_by(viewer: Person) -> QuerySet[Proposal]:
    """Return the proposals of the places where the viewer's office works."""
    return _told(Proposal.objects.filter(_below(viewer, OFFICE)))


def proposals_handed_in_by(viewer: Person) -> QuerySet[Proposal]:
    """Return the proposals a person may submit and withdraw."""
    return _told(Proposal.objects.filter(Q(author=viewer.pk) | _below(viewer, OFFICE)))


def own_proposals(person: Person) -> QuerySet[Proposal]:
    """Return a person's proposals, those to be worked on first."""
    return _told(Proposal.objects.filter(author=person)).order_by(DRAFTS_FIRST, "-pk")


def is_being_prepared(proposal: Proposal) -> bool:
    return proposal.state in PREPARED


def is_submitted(proposal: Proposal) -> bool:
    return proposal.state == Proposal.State.SUBMITTED


def is_public(proposal: Proposal) -> bool:
    return proposal.state in PUBLIC_STATES


def reasons_for_return(proposal: Proposal) -> list[str]:
    """Return what was asked for when a proposal was sent back, the latest first."""
    returned = records_about(proposal).filter(verb="proposals.returned").order_by("-id")
    return [record.details["reason"] for record in returned[:3]]


def traces_of(proposal: Proposal) -> list[kinds.Trace]:
    """Return what the steps before tell of a proposal: the ideas behind it."""
    return [
        trace
        for step in proposal.cycle.steps.all()
        if step.kind != KIND
        for trace in kinds.get(step.kind).traces(step, proposal)
    ]


def _told(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.select_related("author", "community", "cycle__programme__host")


def proposals_being_prepared(viewer: Person, step: Step) -> QuerySet[Proposal]:
    """Return a cycle's proposals for those who work on them, drafts first."""
    return proposals_written_by(viewer).filter(cycle=step.cycle_id).order_by(DRAFTS_FIRST, "number")


def mark_of(proposal: Proposal) -> str:
    """Return a sign that changes when somebody changes what a proposal says."""
    said = f"{proposal.title}\0{proposal.text}\0{proposal.cost_cents}"
    return blake2b(said.encode(), digest_size=8).hexdigest()


def drafts_of(cycle: Cycle) -> QuerySet[Proposal]:
    """Return the proposals that are neither submitted nor withdrawn."""
    return cycle.proposals.filter(state__in=PREPARED).order_by("number")


def proposal_counts(cycle: Cycle) -> dict[str, int]:
    """Return how many of a cycle's proposals are in each state."""
    return dict(
        cycle.proposals.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    )
