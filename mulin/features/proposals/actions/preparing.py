from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from .writing_down import write_down

State = Proposal.State
OPEN = (State.DRAFT, State.RETURNED)


@transaction.atomic
def write_proposal(
    *,
    actor: Person,
    proposal: Proposal,
    title: str,
    text: str,
    cost_cents: int | None,
    seen: str = "",
) -> Proposal:
    """Keep what has been worked out of a proposal so far; submitting it is another matter."""
    require(permissions.can_write_proposal(actor, proposal))
    _step, proposal = _take_up(proposal, early=True)
    _must_be_open(proposal)
    _write(proposal, title, text, cost_cents, seen)
    write_down("proposals.written", actor, proposal)
    return proposal


@transaction.atomic
def submit_proposal(
    *,
    actor: Person,
    proposal: Proposal,
    title: str,
    text: str,
    cost_cents: int | None,
    seen: str = "",
) -> Proposal:
    """Hand a proposal in for selection; it must be complete by the rules of its step."""
    require(permissions.can_submit_proposal(actor, proposal), _("提案要由提案人自己提交。"))
    step, proposal = _take_up(proposal)
    _must_be_open(proposal)
    _write(proposal, title, text, cost_cents, seen)
    _must_be_complete(step, proposal)
    proposal.state, proposal.submitted_at = State.SUBMITTED, timezone.now()
    proposal.save(update_fields=["state", "submitted_at"])
    write_down("proposals.submitted", actor, proposal)
    return proposal


@transaction.atomic
def return_proposal(*, actor: Person, proposal: Proposal, reason: str) -> Proposal:
    """Give a submitted proposal back to be improved, and say what is missing."""
    require(permissions.can_return_proposal(actor, proposal))
    _step, proposal = _take_up(proposal)
    if proposal.state != State.SUBMITTED:
        raise Refused(_("只有已提交的提案才能退回。"))
    if not reason.strip():
        raise Refused(_("请写一句要改哪里。"))
    proposal.state = State.RETURNED
    proposal.save(update_fields=["state"])
    write_down("proposals.returned", actor, proposal, reason=reason.strip())
    return proposal


@transaction.atomic
def withdraw_proposal(*, actor: Person, proposal: Proposal, reason: str = "") -> Proposal:
    """Take a proposal out of the running, by those who may submit it."""
    require(permissions.can_submit_proposal(actor, proposal))
    _step, proposal = _take_up(proposal, early=True)
    if proposal.state not in (*OPEN, State.SUBMITTED):
        raise Refused(_("这个提案现在不能撤回。"))
    if actor.pk != proposal.author_id and not reason.strip():
        raise Refused(_("替别人撤回，请写一句原因。"))
    proposal.state = State.WITHDRAWN
    proposal.save(update_fields=["state"])
    write_down("proposals.withdrawn", actor, proposal, reason=reason.strip())
    return proposal


def _take_up(proposal: Proposal, *, early: bool = False) -> tuple[Step, Proposal]:
    step = queries.preparing_step_of(proposal.cycle)
    if step is None:
        raise Refused(_("这个计划没有完善提案这一步。"))
    step = enter(step, early=early, late=True)
    held = Proposal.objects.select_for_update(of=("self",)).select_related("community", "cycle")
    return step, held.get(pk=proposal.pk)


def _must_be_open(proposal: Proposal) -> None:
    if proposal.state not in OPEN:
        raise Refused(_("这个提案已经不在修改了。"))


def _write(proposal: Proposal, title: str, text: str, cost_cents: int | None, seen: str) -> None:
    if seen and seen != queries.mark_of(proposal):
        raise Refused(_("刚才有人改过这份提案。请先另存您写的，刷新看看再改。"))
    proposal.title, proposal.text, proposal.cost_cents = title, text, cost_cents
    proposal.save(update_fields=["title", "text", "cost_cents"])


def _must_be_complete(step: Step, proposal: Proposal) -> None:
    least = step.settings["min_text"]
    if (short := least - len(proposal.text)) > 0:
        raise Refused(
            ngettext(
                "提案还短了些，再写 %(short)s 个字，说说谁受益、怎么做、谁来管。",
                "提案还短了些，再写 %(short)s 个字，说说谁受益、怎么做、谁来管。",
                short,
            )
            % {"short": short}
        )
    if step.settings["needs_cost"] and proposal.cost_cents is None:
        raise Refused(_("还没写大约要多少钱。"))
