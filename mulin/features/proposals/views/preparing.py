"""A proposal's workspace: writing, checking, handing in."""

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
from mulin.errors import require
from mulin.programmes.queries import proposals_of
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..bodies import body
from ..comparing import Words, compare
from ..forms import (
    AnswerForm,
    CommentForm,
    ConsentForm,
    ProposalForm,
    ReasonForm,
)
from ..readiness import checklist, missing

PER_PAGE, A_FEW = 20, 5


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
def mine(request: Visit) -> HttpResponse:
    """List the proposals of which one is the author, and where one goes along with others."""
    listed = Paginator(queries.own_proposals(request.user), PER_PAGE)
    context = {
        "listed": listed.get_page(request.GET.get("page")),
        "worked_on": queries.preparing_steps_worked_on_by(request.user).order_by("-pk")[:A_FEW],
    }
    return page(request, "proposals/mine.html", context)


@login_required
def prepare(request: Visit, proposal_id: int) -> HttpResponse:
    """Work on a proposal, see what is missing, and hand it in."""
    found = get_object_or_404(queries.proposals_seen_by(request.user), pk=proposal_id)
    may_write = permissions.can_write_proposal(request.user, found)
    is_open = queries.is_being_prepared(found)
    sheet = queries.sheet_of(found)
    snapshot = queries.snapshot_of(found, sheet)
    if request.method == "POST":
        require(may_write)
    form = _form(request, found, snapshot)
    wants = next((name for name in ("submit", "more") if name in request.POST), "save")
    if accepted(form, lambda given: _write(request, found, given, wants)):
        return _prepared(request, found, wants)
    steps = list(found.cycle.steps.all())
    step = next((one for one in steps if one.kind == queries.KIND), None)
    zone = queries.zone_of(found)
    checks = checklist(step.settings, snapshot, has_zone=bool(zone)) if step else []
    context = body(found, sheet) | {
        "form": form if may_write and is_open else None,
        "consent_form": ConsentForm(request.POST or None, prefix="for")
        if may_write and found.author_id != request.user.pk
        else None,
        "version": sheet.version,
        "overtaken": _overtaken(form, sheet, snapshot, found),
        "step": step,
        "zone": zone,
        "checks": checks,
        "lacking": len(missing(checks)),
        "asked": {check.name for check in checks if check.is_required},
        "is_open": is_open,
        "is_public": queries.is_public(found),
        "may_write": may_write,
        "may_withdraw": may_write and (is_open or queries.is_submitted(found)),
        "may_send_back": permissions.can_return_proposal(request.user, found)
        and queries.is_submitted(found),
        "may_flag": permissions.can_mark_flagship(request.user, found)
        and (queries.is_in_the_running(found) or (found.is_flagship and is_open)),
        "comments": queries.comments_on(found),
        "comment_form": CommentForm()
        if is_open and permissions.can_comment(request.user, found)
        else None,
        "answer_form": AnswerForm(initial={"is_settled": True}, auto_id=False),
        "coaching": queries.coaching_of(found),
        "traces": queries.traces_of(found, steps),
    }
    return page(request, "proposals/prepare.html", context)


def _form(request: Visit, found: Any, snapshot: dict[str, Any]) -> ProposalForm:
    return ProposalForm(
        request.POST if request.method == "POST" else None,
        initial=snapshot,
        categories=list(found.cycle.categories.items()),
        tags=found.cycle.policy_tags,
    )


def _write(request: Visit, found: Any, given: dict[str, Any], wants: str) -> None:
    if wants == "submit":
        said = ConsentForm(request.POST, prefix="for")
        given["consent"] = said.cleaned_data["consent"] if said.is_valid() else ""
        actions.submit_proposal(actor=request.user, proposal=found, **given)
    else:
        actions.write_proposal(actor=request.user, proposal=found, **given)


def _overtaken(form: ProposalForm, sheet: Any, snapshot: dict[str, Any], found: Any) -> Any:
    """Return how what was typed differs from what somebody else has saved meanwhile."""
    if not form.is_bound or not (seen := form.cleaned_data.get("seen")) or seen == sheet.version:
        return None
    typed = snapshot | {n: v for n, v in form.cleaned_data.items() if n in snapshot}
    if "budget" in form.cleaned_data:
        typed["budget"] = [line.as_kept for line in form.cleaned_data["budget"]]
    return compare(snapshot, typed, Words(found.cycle.categories))


def _prepared(request: Visit, found: Any, wants: str) -> HttpResponse:
    if wants == "submit":
        success(request, _("提交了。评选开始前社区要是请您再改，会给您发消息。"))
        return done(request, reverse("programmes:proposal", args=[found.pk]))
    here = reverse("proposals:prepare", args=[found.pk])
    if wants == "more":
        return done(request, f"{here}#budget")
    success(request, _("存好了，还没提交。"))
    return done(request, here)


@login_required
def withdraw(request: Visit, proposal_id: int) -> HttpResponse:
    """Ask once more, then take a proposal out of the running."""
    found = get_object_or_404(queries.proposals_written_by(request.user), pk=proposal_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].required = found.author_id != request.user.pk
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


@login_required
def flagship(request: Visit, proposal_id: int) -> HttpResponse:
    """Mark a proposal as the one its community stands up for, or take the mark back."""
    found = get_object_or_404(queries.proposals_worked_on_by(request.user), pk=proposal_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    act = actions.unmark_flagship if found.is_flagship else actions.mark_flagship
    if accepted(form, lambda given: act(actor=request.user, proposal=found, **given)):
        success(request, _("改好了，提案页上会写明原因。"))
        return done(request, reverse("programmes:proposal", args=[found.pk]))
    return page(request, "proposals/flagship.html", {"form": form, "proposal": found})
