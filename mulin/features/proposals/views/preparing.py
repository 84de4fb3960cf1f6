from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.programmes.queries import proposals_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import ProposalForm, ReasonForm

PER_PAGE = 20


def preparing(request: HttpRequest, step_id: int) -> HttpResponse:
    """Show everybody the submitted proposals, and how many are still being written."""
    step = get_object_or_404(queries.preparing_steps(), pk=step_id)
    found = Paginator(proposals_of(step.cycle), PER_PAGE)
    context = {
        "step": step,
        "listed": found.get_page(request.GET.get("page")),
        "drafts": queries.drafts_of(step.cycle).count(),
        "share": share(
            request, request.path, text=_("看看写好了哪些提案：%(cycle)s") % {"cycle": step.cycle}
        ),
    }
    return page(request, "proposals/preparing.html", context)


@login_required
def drafts(request: Visit, step_id: int) -> HttpResponse:
    """List a cycle's proposals for the office and the coaches."""
    step = get_object_or_404(queries.preparing_steps_worked_on_by(request.user), pk=step_id)
    found = Paginator(queries.proposals_being_prepared(request.user, step), PER_PAGE)
    listed = found.get_page(request.GET.get("page"))
    return page(request, "proposals/drafts.html", {"step": step, "listed": listed})


@login_required
def prepare(request: Visit, proposal_id: int) -> HttpResponse:
    """Work on a proposal, and hand it in."""
    found = get_object_or_404(queries.proposals_written_by(request.user), pk=proposal_id)
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        initial={
            "title": found.title,
            "text": found.text,
            "cost_cents": found.cost_cents,
            "seen": queries.mark_of(found),
        },
    )
    submits = "submit" in request.POST
    act = actions.submit_proposal if submits else actions.write_proposal
    if accepted(form, lambda given: act(actor=request.user, proposal=found, **given)):
        return _prepared(request, found, submits=submits)
    step = queries.preparing_step_of(found.cycle)
    is_open = queries.is_being_prepared(found)
    may_submit = permissions.can_submit_proposal(request.user, found)
    context = {
        "proposal": found,
        "form": form,
        "step": step,
        "is_open": is_open,
        "is_public": queries.is_public(found),
        "may_submit": may_submit,
        "may_withdraw": may_submit and (is_open or queries.is_submitted(found)),
        "may_send_back": permissions.can_return_proposal(request.user, found)
        and queries.is_submitted(found),
        "traces": queries.traces_of(found),
        "reasons": queries.reasons_for_return(found),
    }
    return page(request, "proposals/prepare.html", context)


@login_required
def mine(request: Visit) -> HttpResponse:
    """List the proposals of which one is the author."""
    listed = Paginator(queries.own_proposals(request.user), PER_PAGE)
    context = {"listed": listed.get_page(request.GET.get("page"))}
    return page(request, "proposals/mine.html", context)


def _prepared(request: Visit, found: Any, *, submits: bool) -> HttpResponse:
    if submits:
        success(request, _("提交了。评选开始前社区要是请您再改，会给您发消息。"))
        return done(request, reverse("programmes:proposal", args=[found.pk]))
    success(request, _("存好了，还没提交。"))
    return done(request, reverse("proposals:prepare", args=[found.pk]))


@login_required
def withdraw(request: Visit, proposal_id: int) -> HttpResponse:
    """Ask once more, then take a proposal out of the running."""
    found = get_object_or_404(queries.proposals_handed_in_by(request.user), pk=proposal_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(
        form, lambda given: actions.withdraw_proposal(actor=request.user, proposal=found, **given)
    ):
        success(request, _("提案撤回了，原来的点子还在。"))
        return done(request, reverse("proposals:prepare", args=[found.pk]))
    return page(request, "proposals/withdraw.html", {"form": form, "proposal": found})


@login_required
def send_back(request: Visit, proposal_id: int) -> HttpResponse:
    """Ask the author of a submitted proposal to improve it."""
    found = get_object_or_404(queries.proposals_worked_on_by(request.user), pk=proposal_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if accepted(
        form, lambda given: actions.return_proposal(actor=request.user, proposal=found, **given)
    ):
        success(request, _("退回去了，提案人会收到您写的话。"))
        return done(request, reverse("proposals:prepare", args=[found.pk]))
    return page(request, "proposals/send_back.html", {"form": form, "proposal": found})
