"""The kept versions of a proposal, and what coaches say of it."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..comparing import Words, compare
from ..forms import AnswerForm, CommentForm

PER_PAGE = 20


@login_required
def versions(request: Visit, proposal_id: int) -> HttpResponse:
    """List the kept versions of a proposal."""
    found = get_object_or_404(queries.proposals_seen_by(request.user), pk=proposal_id)
    listed = Paginator(queries.revisions_of(found), PER_PAGE)
    context = {"proposal": found, "listed": listed.get_page(request.GET.get("page"))}
    return page(request, "proposals/versions.html", context)


@login_required
def version(request: Visit, revision_id: int) -> HttpResponse:
    """Show what one version changed, and offer to write it again."""
    found = get_object_or_404(queries.revisions_seen_by(request.user), pk=revision_id)
    words = Words(found.proposal.cycle.categories)
    newest = queries.sheet_of(found.proposal).version
    context = {
        "revision": found,
        "proposal": found.proposal,
        "changes": compare(queries.snapshot_before(found), found.snapshot, words),
        "newest": newest,
        "may_restore": found.number != newest
        and queries.is_being_prepared(found.proposal)
        and permissions.can_write_proposal(request.user, found.proposal),
    }
    return page(request, "proposals/version.html", context)


@require_POST
@login_required
def restore(request: Visit, revision_id: int) -> HttpResponse:
    """Write an earlier version again."""
    found = get_object_or_404(queries.revisions_seen_by(request.user), pk=revision_id)
    actions.restore_revision(actor=request.user, revision=found)
    success(request, _("改回去了，存成了新的一版；中间的几版都还在。"))
    return done(request, reverse("proposals:prepare", args=[found.proposal_id]))


@login_required
def comment(request: Visit, proposal_id: int) -> HttpResponse:
    """Say what could be better."""
    found = get_object_or_404(queries.proposals_seen_by(request.user), pk=proposal_id)
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        initial={"section": request.GET.get("section", "")},
    )
    if accepted(
        form, lambda given: actions.comment_on_proposal(actor=request.user, proposal=found, **given)
    ):
        success(request, _("写上了，提案人会收到。"))
        return done(request, reverse("proposals:prepare", args=[found.pk]) + "#comments")
    return page(request, "proposals/comment.html", {"form": form, "proposal": found})


@require_POST
@login_required
def answer(request: Visit, comment_id: int) -> HttpResponse:
    """Answer a coach."""
    found = get_object_or_404(queries.comments_seen_by(request.user), pk=comment_id)
    form = AnswerForm(request.POST)
    if accepted(
        form, lambda given: actions.answer_comment(actor=request.user, comment=found, **given)
    ):
        success(request, _("回好了，提意见的人会收到。"))
    else:
        error(request, " ".join(str(said) for faults in form.errors.values() for said in faults))
    return done(
        request, reverse("proposals:prepare", args=[found.revision.proposal_id]) + "#comments"
    )
