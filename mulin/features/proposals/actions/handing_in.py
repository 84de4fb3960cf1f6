from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin import locks
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..readiness import checklist, sentence
from .keeping import keep, sheet_of
from .taking_up import OPEN, State, must_be_open, take_up
from .writing_down import write_down


@transaction.atomic
def submit_proposal(
    *,
    actor: Person,
    proposal: Proposal,
    seen: int = 0,
    why: str = "",
    consent: str = "",
    **written: Any,
) -> Proposal:
    """
    Hand a proposal in for selection; it must be complete by the rules of its step.

    Who is not the author says in `consent` how the author agreed.
    """
    require(permissions.can_submit_proposal(actor, proposal), _("提案要由提案人自己提交。"))
    step, proposal = take_up(proposal)
    must_be_open(proposal)
    is_own = actor.pk == proposal.author_id
    if not is_own and not consent.strip():
        raise Refused(_("替别人提交，请写明提案人是谁、怎么同意的。"))
    sheet = keep(actor=actor, step=step, proposal=proposal, written=written, seen=seen, why=why)
    _must_be_complete(step, proposal)
    _must_fit(step, proposal)
    proposal.state, proposal.submitted_at = State.SUBMITTED, timezone.now()
    proposal.save(update_fields=["state", "submitted_at"])
    sheet.consent, sheet.returned_for = "" if is_own else consent.strip(), ""
    sheet.save(update_fields=["consent", "returned_for"])
    write_down("proposals.submitted" if is_own else "proposals.submitted_for", actor, proposal)
    return proposal


@transaction.atomic
def return_proposal(*, actor: Person, proposal: Proposal, reason: str) -> Proposal:
    """Give a submitted proposal back to be improved, and say what is missing."""
    require(permissions.can_return_proposal(actor, proposal))
    _step, proposal = take_up(proposal)
    if proposal.state != State.SUBMITTED:
        raise Refused(_("只有已提交的提案才能退回。"))
    if not reason.strip():
        raise Refused(_("请写一句要改哪里。"))
    proposal.state = State.RETURNED
    proposal.save(update_fields=["state"])
    sheet = sheet_of(proposal)
    sheet.returned_for = reason.strip()
    sheet.save(update_fields=["returned_for"])
    write_down("proposals.returned", actor, proposal, reason=reason.strip())
    return proposal


@transaction.atomic
def withdraw_proposal(*, actor: Person, proposal: Proposal, reason: str = "") -> Proposal:
    """Take a proposal out of the running, by those who may submit it."""
    require(permissions.can_submit_proposal(actor, proposal))
    _step, proposal = take_up(proposal, early=True)
    if proposal.state not in (*OPEN, State.SUBMITTED):
        raise Refused(_("这个提案现在不能撤回。"))
    if actor.pk != proposal.author_id and not reason.strip():
        raise Refused(_("替别人撤回，请写一句原因。"))
    proposal.state, proposal.is_flagship = State.WITHDRAWN, False
    proposal.save(update_fields=["state", "is_flagship"])
    write_down("proposals.withdrawn", actor, proposal, reason=reason.strip())
    return proposal


def _must_be_complete(step: Step, proposal: Proposal) -> None:
    has_zone = queries.zone_of(proposal) is not None
    checks = checklist(step.settings, queries.snapshot_of(proposal), has_zone=has_zone)
    if lacking := sentence(checks):
        raise Refused(_("还差这些，补上就能提交：%(lacking)s。") % {"lacking": lacking})


def _must_fit(step: Step, proposal: Proposal) -> None:
    """Refuse what is more than a community may hand in; the lock lets nobody count in between."""
    most = step.settings.get("per_community", 0)
    of_a_kind = step.settings.get("per_category_and_community", 0)
    if not (most or of_a_kind):
        return
    locks.hold_alone(f"proposals.handed_in:{proposal.cycle_id}:{proposal.community_id}")
    others = queries.handed_in_beside(proposal)
    if most and others.count() >= most:
        raise Refused(
            ngettext(
                "这个社区最多交 %(most)s 个提案，已经交满了。",
                "这个社区最多交 %(most)s 个提案，已经交满了。",
                most,
            )
            % {"most": most}
        )
    if of_a_kind and others.filter(category=proposal.category).count() >= of_a_kind:
        raise Refused(
            ngettext(
                "这个社区“%(category)s”类最多交 %(most)s 个，已经交满了。",
                "这个社区“%(category)s”类最多交 %(most)s 个，已经交满了。",
                of_a_kind,
            )
            % {"most": of_a_kind, "category": proposal.category_label}
        )
