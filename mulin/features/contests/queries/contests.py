"""Contests, and the proposals on their lists."""

from django.db.models import Exists, Q, QuerySet

from mulin.commons.places.models import AdminUnit
from mulin.programmes.models import Participation, Proposal, Step, Zone

COMPETING = (Proposal.State.SUBMITTED, Proposal.State.SHORTLISTED)


def contests() -> QuerySet[Step]:
    """Return the contests; everybody may know of them."""
    return _steps("hold_contest")


def publishing_steps() -> QuerySet[Step]:
    return _steps("publish_result")


def _steps(kind: str) -> QuerySet[Step]:
    return Step.objects.filter(kind=kind).select_related("cycle__programme__host")


def contest_before(step: Step) -> Step | None:
    """Return the contest whose result a step publishes: the last one before it."""
    return contests().filter(cycle=step.cycle_id, order__lt=step.order).order_by("-order").first()


def still_before(step: Step) -> Step | None:
    """Return an earlier step that is not closed, while which the list of entries may grow."""
    return step.cycle.steps.filter(order__lt=step.order, closed_at=None).order_by("order").first()


def entries_of(step: Step) -> QuerySet[Proposal]:
    """
    Return the proposals that compete, in the order of the ballot.

    After a preliminary contest they are those it shortlisted; until it is counted, nobody.
    """
    preliminary = Step.objects.filter(
        cycle=step.cycle_id,
        kind="hold_contest",
        order__lt=step.order,
        settings__selects=Proposal.State.SHORTLISTED,
    )
    return (
        Proposal.objects.filter(cycle=step.cycle_id, state__in=COMPETING)
        .exclude(Q(state=Proposal.State.SUBMITTED) & Exists(preliminary))
        .select_related("community")
        .order_by("number")
    )


def competed_in(contest: Step) -> QuerySet[Proposal]:
    """Return the proposals a closed contest counted, in the order of the ballot."""
    told = (contest.outcome or {}).get("proposals", {})
    found = Proposal.objects.filter(pk__in=[about["id"] for about in told.values()])
    return found.select_related("community").order_by("number")


def chosen_in(contest: Step | None) -> QuerySet[Proposal]:
    """Return the proposals a closed contest selected or shortlisted; none before its count."""
    outcome = (contest.outcome if contest and contest.is_closed else None) or {}
    chosen = [outcome["proposals"][key]["id"] for key in outcome.get("selected", [])]
    return Proposal.objects.filter(pk__in=chosen)


def communities_of(step: Step) -> QuerySet[AdminUnit]:
    """Return the communities that take part."""
    return AdminUnit.objects.filter(
        pk__in=Participation.objects.filter(cycle_id=step.cycle_id).values("community")
    )


def zones_of(step: Step) -> dict[int, str]:
    """Return the zone of each community that takes part, by its key; "" where it has none."""
    parts = Participation.objects.filter(cycle=step.cycle_id).select_related("zone")
    return {part.community_id: str(part.zone or "") for part in parts}


def zone_of(proposal: Proposal) -> Zone | None:
    """Return the zone of a proposal's community in its cycle."""
    part = Participation.objects.filter(cycle=proposal.cycle_id, community=proposal.community_id)
    found = part.select_related("zone__cycle").first()
    return found.zone if found else None


def zones_in_order(step: Step) -> dict[int, int]:
    """Return the zone of each community, by their keys; those without one are left out."""
    parts = Participation.objects.filter(cycle=step.cycle_id, zone__isnull=False)
    return dict(parts.values_list("community", "zone"))
