from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.models import Proposal

from .. import permissions
from ..models import ProposalRevision
from ..sections import FIELDS, lines_of
from .keeping import keep
from .taking_up import must_be_open, take_up


@transaction.atomic
def write_proposal(
    *, actor: Person, proposal: Proposal, seen: int = 0, why: str = "", **written: Any
) -> Proposal:
    """
    Keep what has been worked out so far as a new version; submitting it is another matter.

    `seen` is the version the writer had in front of them.
    """
    require(permissions.can_write_proposal(actor, proposal))
    step, proposal = take_up(proposal, early=True)
    must_be_open(proposal)
    keep(actor=actor, step=step, proposal=proposal, written=written, seen=seen, why=why)
    return proposal


@transaction.atomic
def restore_revision(*, actor: Person, revision: ProposalRevision) -> Proposal:
    """Write an earlier version again, as the newest one; nothing between is lost."""
    require(permissions.can_write_proposal(actor, revision.proposal))
    step, proposal = take_up(revision.proposal, early=True)
    must_be_open(proposal)
    written = {name: revision.snapshot[name] for name in FIELDS}
    tags = proposal.cycle.policy_tags
    written |= {
        "budget": lines_of(revision.snapshot),
        "policy_tags": [tag for tag in written["policy_tags"] if tag in tags],
    }
    why = _("改回第 %(number)s 版") % {"number": revision.number}
    sheet = keep(
        actor=actor,
        step=step,
        proposal=proposal,
        written=written,
        why=why,
        verb="proposals.restored",
    )
    if sheet.version == revision.number:
        raise Refused(_("现在就是这一版。"))
    return proposal
