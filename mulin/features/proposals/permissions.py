from mulin.commons.people.models import Person
from mulin.commons.places.permissions import works_for
from mulin.programmes.models import Proposal

from . import queries
from .models import CoachComment


def can_write_proposal(person: Person, proposal: Proposal) -> bool:
    """Whether the person may work on a draft: its author or the office."""
    if not person.is_authenticated:
        return False
    return proposal.author_id == person.pk or works_for(person, proposal.community)


def can_submit_proposal(person: Person, proposal: Proposal) -> bool:
    """Whether the person may hand a draft in: its author or the office, never the coach."""
    return can_write_proposal(person, proposal)


def can_return_proposal(person: Person, proposal: Proposal) -> bool:
    """Whether the person may ask for a submitted proposal to be improved."""
    return works_for(person, proposal.community) and proposal.author_id != person.pk


def can_comment(person: Person, proposal: Proposal) -> bool:
    """Whether the person may comment on a proposal: its coach or the office, not its author."""
    if not person.is_authenticated or proposal.author_id == person.pk:
        return False
    return works_for(person, proposal.community) or queries.coaches(person, proposal)


def can_answer(person: Person, comment: CoachComment) -> bool:
    """Whether the person may answer a comment: who works on the proposal."""
    return can_write_proposal(person, comment.revision.proposal)


def can_mark_flagship(person: Person, proposal: Proposal) -> bool:
    return works_for(person, proposal.community) and proposal.author_id != person.pk
