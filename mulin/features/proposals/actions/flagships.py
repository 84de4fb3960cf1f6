from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin import locks
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.models import Proposal

from .. import permissions, queries
from .keeping import sheet_of
from .writing_down import write_down


@transaction.atomic
def mark_flagship(*, actor: Person, proposal: Proposal, reason: str) -> Proposal:
    """Say that a community stands up for this one of its proposals, and why."""
    require(permissions.can_mark_flagship(actor, proposal))
    proposal = _hold(proposal)
    if not queries.is_in_the_running(proposal):
        raise Refused(_("提交了、还没有结果的提案，才能推为精品。"))
    if proposal.is_flagship:
        raise Refused(_("已经是精品了。"))
    if not reason.strip():
        raise Refused(_("请写一句为什么推它，大家会看到。"))
    _refuse_too_many(proposal)
    _set(proposal, True, reason.strip())
    write_down("proposals.flagship_marked", actor, proposal, reason=reason.strip())
    return proposal


@transaction.atomic
def unmark_flagship(*, actor: Person, proposal: Proposal, reason: str) -> Proposal:
    """Take the mark back, and say why."""
    require(permissions.can_mark_flagship(actor, proposal))
    proposal = _hold(proposal)
    if not proposal.is_flagship:
        raise Refused(_("它现在不是精品。"))
    if not (queries.is_in_the_running(proposal) or queries.is_being_prepared(proposal)):
        raise Refused(_("已经有结果了，不能再改。"))
    if not reason.strip():
        raise Refused(_("请写一句为什么不推了，大家会看到。"))
    _set(proposal, False, "")
    write_down("proposals.flagship_unmarked", actor, proposal, reason=reason.strip())
    return proposal


def _hold(proposal: Proposal) -> Proposal:
    """Hold the community's choice first, so that two marks at once are counted one by one."""
    locks.hold_alone(f"proposals.flagships:{proposal.cycle_id}:{proposal.community_id}")
    held = Proposal.objects.select_for_update(of=("self",)).select_related("community", "cycle")
    return held.get(pk=proposal.pk)


def _refuse_too_many(proposal: Proposal) -> None:
    step = queries.preparing_step_of(proposal.cycle)
    most = step.settings.get("flagships_per_community", 1) if step else 1
    marked = queries.flagships_beside(proposal)
    if most and len(marked) >= most:
        raise Refused(
            ngettext(
                "一个社区最多推 %(most)s 个精品，已经推了%(titles)s。",
                "一个社区最多推 %(most)s 个精品，已经推了%(titles)s。",
                most,
            )
            % {"most": most, "titles": _("、").join(f"“{one.title}”" for one in marked)}
        )


def _set(proposal: Proposal, is_flagship: bool, reason: str) -> None:
    proposal.is_flagship = is_flagship
    proposal.save(update_fields=["is_flagship"])
    sheet = sheet_of(proposal)
    sheet.flagship_reason = reason
    sheet.save(update_fields=["flagship_reason"])
