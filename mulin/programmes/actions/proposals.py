"""What the acts of rooms do to the proposals of a cycle."""

from django.db.models import Max

from mulin import locks
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit

from ..models import Cycle, Proposal, Step


def draft_proposal(
    *,
    cycle: Cycle,
    community: AdminUnit,
    author: Person | None,
    is_anonymous: bool,
    title: str,
    text: str,
    category: str,
) -> Proposal:
    """Put a new proposal on the cycle's list, under the next number.  Called inside an act."""
    locks.hold_alone(f"programmes.proposal_number:{cycle.pk}")
    last = cycle.proposals.aggregate(last=Max("number"))["last"] or 0
    return cycle.proposals.create(
        community=community,
        number=last + 1,
        author=author,
        is_anonymous=is_anonymous,
        title=title,
        text=text,
        category=category,
    )


def settle_proposals(*, step: Step, states: dict[int, str]) -> None:
    """Give proposals of the step's cycle the states a step decided on.  Called inside an act."""
    proposals = list(step.cycle.proposals.select_for_update().filter(pk__in=states).order_by("pk"))
    for proposal in proposals:
        proposal.state = states[proposal.pk]
    Proposal.objects.bulk_update(proposals, ["state"])
