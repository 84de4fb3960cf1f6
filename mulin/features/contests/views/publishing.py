"""The office's page of a result: what it looks like, who lacks a flagship, publishing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.notices.actions import shorten
from mulin.commons.notices.sharing import address
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.programmes.queries import steps_steered_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import FlagshipForm, PublishForm
from ..results import result_of


@login_required
def publishing(request: Visit, step_id: int) -> HttpResponse:
    """Let the host mark flagships and publish a result; others come for what is public of it."""
    steps = steps_steered_by(request.user).filter(kind="publish_result", pk=step_id)
    if not steps and queries.publishing_helped_by(request.user).filter(pk=step_id):
        return redirect("contests:publication", step_id)
    step = get_object_or_404(steps)
    if request.POST.get("do") == "flagship":
        return _mark(request, step)
    contest = queries.contest_before(step)
    counts = queries.flagship_counts(contest)
    wanted = step.settings.get("flagships_per_community", 0)
    lacking = [unit for unit, count in counts if count < wanted]
    form = PublishForm(
        request.POST or None,
        initial={"objection_contact": _ways_to_object(request, step)},
        asks_reason=bool(lacking),
    )
    if accepted(form, lambda given: actions.publish_result(actor=request.user, step=step, **given)):
        success(request, _("公示出去了。"))
        return done(request, request.path)
    published = queries.publication_of(contest) if contest else None
    context = {
        "step": step,
        "form": form,
        "contest": contest,
        "result": result_of(contest) if contest else None,
        "publication": published,
        "objections": queries.objections_to(published) if published else [],
        "flagships": queries.flagships_of(contest),
        "wanted": wanted,
        "communities": len(counts),
        "lacking": lacking,
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "contests/publishing.html", context, status=status)


def _mark(request: Visit, step: Any) -> HttpResponse:
    form = FlagshipForm(request.POST)
    if form.is_valid():
        try:
            marked = actions.decide_flagship(actor=request.user, step=step, **form.cleaned_data)
        except Refused as reason:
            error(request, str(reason))
        else:
            words = (
                _("“%(title)s”标为精品项目了。")
                if marked.is_flagship
                else _("“%(title)s”不再是精品项目。")
            )
            success(request, words % {"title": marked.title})
    return done(request, request.path)


def _ways_to_object(request: Visit, step: Any) -> str:
    """Return what the form suggests: going there in person, and the short address."""
    link = shorten(reverse("contests:publication", args=[step.pk]))
    typed = address(request, link.short_path).partition("://")[2]
    return "\n".join(
        [
            _("到%(host)s当面说，或交一张纸") % {"host": step.cycle.programme.host.name},
            _("手机打开 %(address)s，点“我要提异议”") % {"address": typed},
        ]
    )
