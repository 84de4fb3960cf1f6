"""How a counted vote is put up for everybody, and what it chose goes on."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulin.commons.notices.actions import post_notice
from mulin.commons.notices.models import PublicNotice
from mulin.commons.people.models import Person
from mulin.errors import Refused, require
from mulin.programmes.actions import enter, settle_proposals
from mulin.programmes.models import Proposal, Step

from .. import permissions, queries
from ..announcing import notice_of
from ..models import AdoptedItem, BudgetPublication, BudgetVote
from .preparing import held, note


@transaction.atomic
def publish_budget_result(
    *, actor: Person, step: Step, objection_contact: str = ""
) -> BudgetPublication:
    """Put a counted vote up as a public notice; what it chose goes to tender."""
    require(permissions.can_run_vote(actor, step))
    step = enter(step, late=True)
    vote = _counted_before(step)
    host = step.cycle.programme.host
    with override(settings.LANGUAGE_CODE):
        notice = post_notice(
            actor=actor,
            unit=host,
            about=vote.step,
            kind=PublicNotice.Kind.PUBLICITY,
            days=step.settings["notice_days"],
            objection_contact=objection_contact or _("到%(host)s当面说") % {"host": host.name},
            **notice_of(vote),
        )
    publication = BudgetPublication.objects.create(vote=vote, notice=notice)
    adopted = _adopt(vote)
    note("budgets.result_published", actor, vote, until=str(notice.ends_on), adopted=adopted)
    return publication


def conclude_budget_publishing(*, actor: Person, step: Step) -> dict[str, Any]:
    """Let a publishing step end once the result has hung there for its time."""
    require(permissions.can_run_vote(actor, step))
    vote = queries.vote_before(step)
    publication = queries.publication_of_vote(vote) if vote else None
    if vote is None or publication is None:
        raise Refused(_("结果还没有公示，不能结束。"))
    ends_on = publication.notice.ends_on
    if ends_on and timezone.localdate() <= ends_on:
        raise Refused(
            _("公示到%(day)s，过了这天才能结束。")
            % {"day": date_format(ends_on, "MONTH_DAY_FORMAT")}
        )
    return {"vote": vote.pk, "until": str(ends_on), "adopted": len(queries.adopted_by(vote))}


def _counted_before(step: Step) -> BudgetVote:
    vote = queries.vote_before(step)
    if vote is None or not vote.is_counted:
        raise Refused(_("还没有计票，没有结果可以公示。"))
    vote = held(vote)
    if queries.publication_of_vote(vote):
        raise Refused(_("这次的结果已经公示了。"))
    return vote


def _adopt(vote: BudgetVote) -> int:
    """Let what was chosen go to tender, and say of every proposal what became of it."""
    winners = set((vote.outcome or {})["winners"])
    options = list(vote.options.all())
    adopted = [one for one in options if one.key in winners]
    AdoptedItem.objects.bulk_create(AdoptedItem(option=one) for one in adopted)
    states = Proposal.State
    settle_proposals(
        step=vote.step,
        states={
            one.proposal_id: states.SELECTED if one.key in winners else states.NOT_SELECTED
            for one in options
            if one.proposal_id
        },
    )
    return len(adopted)
