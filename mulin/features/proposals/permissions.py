from mulin.commons.people.models import Person
from mulin.commons.places.permissions import has_role, works_for
from mulin.commons.places.roles import Role
from mulin.programmes.models import Proposal


def can_write_proposal(person: Person, proposal: Proposal) -> bool:
    """Whether the person may work on a draft: its author, the office or the coach."""
    if not person.is_authenticated:
        return False
    return can_submit_proposal(person, proposal) or has_role(
        person, proposal.community, {Role.COACH}
    )


def can_submit_proposal(person: Person, proposal: Proposal) -> bool:
    """Whether the person may hand a draft in: its author or the office, never the coach."""
    if not person.is_authenticated:
        return False
    return proposal.author_id == person.pk or works_for(person, proposal.community)


def can_return_proposal(person: Person, proposal: Proposal) -> bool:
    """Whether the person may ask for a submitted proposal to be improved."""
    return works_for(person, proposal.community) and proposal.author_id != person.pk
