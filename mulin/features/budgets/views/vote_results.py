"""What a vote came to, for everybody; and where the office puts it up."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.actions import shorten
from mulin.commons.notices.sharing import address, share
from mulin.commons.people.requests import Visit
from mulin.programmes.queries import steps_steered_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..announcing import news
from ..ballot_list import winners_of
from ..bundling import bundle_of, fingerprint_of
from ..publishing_forms import BudgetPublishForm
from ..terms import terms_from
from ..vote_results import result_of

PER_PAGE = 30


@require_safe
def vote_result(request: Visit, step_id: int) -> HttpResponse:
    """Show who won and why, and what other rules would have chosen."""
    return _result_page(request, get_object_or_404(queries.counted_votes(), step=step_id))


@require_safe
def publication(request: Visit, step_id: int) -> HttpResponse:
    """Show what is put up in a publishing step: the result of the vote before it."""
    step = get_object_or_404(queries.publishing_steps(), pk=step_id)
    vote = queries.vote_before(step)
    if vote and vote.is_counted:
        return _result_page(request, vote)
    return page(request, "budgets/no_result.html", {"step": step, "vote": vote})


@require_safe
def vote_bundle(request: Visit, step_id: int) -> HttpResponse:
    """Give out everything that `mulin verify` counts again."""
    vote = get_object_or_404(queries.counted_votes(), step=step_id)
    if not _has_bundle(vote):
        raise Http404
    response = HttpResponse(bundle_of(vote), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="vote-{step_id}.zip"'
    return response


def _has_bundle(vote: Any) -> bool:
    return queries.is_listed(vote) and terms_from(vote.step.settings).is_secret


def _result_page(request: Visit, vote: Any) -> HttpResponse:
    told = result_of(vote)
    published = queries.publication_of_vote(vote)
    rows = told.parts[0].result.rows if len(told.parts) == 1 else []
    here = reverse("budgets:vote_result", args=[vote.step_id])
    context = {
        "step": vote.step,
        "vote": vote,
        "told": told,
        "chosen": winners_of(vote),
        "adopted": queries.adopted_by(vote),
        "publication": published,
        "fingerprint": fingerprint_of(vote) if _has_bundle(vote) else "",
        "listed": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "share": share(request, here, text=news(told)),
    }
    return page(request, "budgets/vote_result.html", context)


@login_required
def publishing(request: Visit, step_id: int) -> HttpResponse:
    """Let the office put up the result of the vote before this step."""
    steps = steps_steered_by(request.user).filter(kind="publish_budget_result")
    step = get_object_or_404(steps, pk=step_id)
    vote = queries.vote_before(step)
    form = BudgetPublishForm(
        request.POST or None, initial={"objection_contact": _ways_to_object(request, step)}
    )
    if accepted(
        form, lambda given: actions.publish_budget_result(actor=request.user, step=step, **given)
    ):
        success(request, _("公示出去了。"))
        return done(request, request.path)
    is_counted = bool(vote and vote.is_counted)
    context = {
        "step": step,
        "vote": vote,
        "form": form,
        "told": result_of(vote) if vote and is_counted else None,
        "chosen": winners_of(vote) if vote and is_counted else [],
        "adopted": queries.adopted_by(vote) if vote else [],
        "publication": queries.publication_of_vote(vote) if vote else None,
    }
    return page(request, "budgets/publishing.html", context)


def _ways_to_object(request: Visit, step: Any) -> str:
    """Return what the form suggests: going there in person, and the short address."""
    link = shorten(reverse("budgets:publication", args=[step.pk]))
    typed = address(request, link.short_path).partition("://")[2]
    return "\n".join(
        [
            _("到%(host)s当面说，或交一张纸") % {"host": step.cycle.programme.host.name},
            _("先看结果页：%(address)s") % {"address": typed},
        ]
    )
