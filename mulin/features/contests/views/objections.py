"""Objections to a result: handing one in, entering one from paper, answering."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import AnswerForm, ObjectionForm, PaperObjectionForm
from ..results import result_of


@login_required
def object_to_result(request: Visit, step_id: int) -> HttpResponse:
    """Take a resident's objection to a published result."""
    step = get_object_or_404(queries.publishing_steps(), pk=step_id)
    contest = queries.contest_before(step)
    published = queries.publication_of(contest) if contest else None
    if published is None:
        raise Http404
    form = ObjectionForm(request.POST or None, listed=_listed(contest))
    if accepted(
        form,
        lambda given: actions.object_to_result(actor=request.user, publication=published, **given),
    ):
        success(request, _("收到了，会在公示期内答复您，答复了会告诉您。"))
        return done(request, reverse("contests:publication", args=[step.pk]))
    context = {
        "step": step,
        "publication": published,
        "form": form,
        "may_object": permissions.can_object(request.user, published),
    }
    return page(request, "contests/object.html", context)


@login_required
def enter_objection(request: Visit, step_id: int) -> HttpResponse:
    """Let staff enter an objection that was handed in on paper."""
    published = get_object_or_404(queries.publications_helped_by(request.user), step_id=step_id)
    form = PaperObjectionForm(request.POST or None, listed=_listed(published.contest))
    if accepted(
        form,
        lambda given: actions.enter_objection(actor=request.user, publication=published, **given),
    ):
        success(request, _("录好了。"))
        return done(request, request.path)
    context = {"step": published.step, "publication": published, "form": form}
    return page(request, "contests/enter_objection.html", context)


@login_required
def objection(request: Visit, objection_id: int) -> HttpResponse:
    """Let the office say that an objection was received, and answer it."""
    found = get_object_or_404(queries.objections_steered_by(request.user), pk=objection_id)
    wish = request.POST.get("do")
    if wish == "acknowledge":
        actions.acknowledge_objection(actor=request.user, objection=found)
        success(request, _("已经告诉对方收到了。"))
        return done(request, request.path)
    form = AnswerForm(request.POST if wish == "answer" else None)
    if accepted(
        form,
        lambda given: actions.answer_objection(actor=request.user, objection=found, **given),
    ):
        success(request, _("答复出去了，大家都能看到。"))
        return done(request, reverse("contests:publishing", args=[found.publication.step_id]))
    return page(request, "contests/objection.html", {"objection": found, "form": form})


def _listed(contest: Any) -> list[tuple[int, str]]:
    counted = result_of(contest)
    rows = sorted(counted.rows, key=lambda row: int(row.line.key)) if counted else []
    return [(row.proposal, f"{row.mark} {row.title}") for row in rows]
