from django.utils.translation import gettext as _

from mulin.errors import Refused
from mulin.programmes.actions import enter
from mulin.programmes.models import Proposal, Step

from .. import queries

State = Proposal.State
OPEN = (State.DRAFT, State.RETURNED)


def take_up(proposal: Proposal, *, early: bool = False) -> tuple[Step, Proposal]:
    """Enter the step of a proposal and hold its row, so that one act follows another."""
    step = queries.preparing_step_of(proposal.cycle)
    if step is None:
        raise Refused(_("这个计划没有完善提案这一步。"))
    step = enter(step, early=early, late=True)
    held = Proposal.objects.select_for_update(of=("self",)).select_related("community", "cycle")
    return step, held.get(pk=proposal.pk)


def must_be_open(proposal: Proposal) -> None:
    """Refuse when a proposal is not being worked on."""
    if proposal.state not in OPEN:
        raise Refused(_("这个提案已经不在修改了。"))
