"""What the office sees: how far the scoring and the vote have come, never which way."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.programmes.queries import proposals_of, steps_steered_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import AssignForm, BallotForm, NeighbourForm
from ..progress import judges_progress
from ..results import limit_of, mark, shares_of


@login_required
def desk(request: Visit, step_id: int) -> HttpResponse:
    """Show a contest's progress and let the host assign judges; others come for paper votes."""
    contests = steps_steered_by(request.user).filter(kind="hold_contest", pk=step_id)
    if not contests and queries.contests_helped_by(request.user).filter(pk=step_id):
        return redirect("contests:paper", step_id)
    step = get_object_or_404(contests)
    judges = {judge.pk: judge for judge in queries.judges_of(step)}
    entries = list(queries.entries_of(step))
    form = AssignForm(
        request.POST or None,
        judges=[(pk, judge.name_for_staff) for pk, judge in judges.items()],
        entries=[(e.pk, f"{mark(e.number)} {e.title}\n{e.community.name}") for e in entries],
    )
    if accepted(
        form,
        lambda given: actions.assign_judge(
            actor=request.user,
            step=step,
            judge=judges[given["judge"]],
            proposals=given["proposals"],
        ),
    ):
        success(request, _("分好了，评委登录就能看到。"))
        return done(request, request.path)
    sheets = list(queries.sheets_of(step))
    days = queries.ballots_by_day(step)
    labels = step.cycle.categories
    context = {
        "step": step,
        "form": form,
        "entries": entries,
        "entries_count": len(entries) or proposals_of(step.cycle).count(),
        "has_judges": bool(judges),
        "judges": judges_progress(sheets),
        "submitted": sum(sheet.is_submitted for sheet in sheets),
        "awaited": sum(not sheet.is_recused for sheet in sheets),
        "days": days,
        "voters": sum(count for _day, count in days),
        "busiest": max((count for _day, count in days), default=1),
        "may_help": step.is_open,
        "shares": shares_of((labels.get(e.category, e.category) for e in entries), limit_of(step)),
    }
    return page(request, "contests/desk.html", context)


@login_required
def neighbours(request: Visit, step_id: int) -> HttpResponse:
    """Look up a neighbour without a phone, to enter a ballot for."""
    step = get_object_or_404(queries.contests_helped_by(request.user), pk=step_id)
    form = NeighbourForm(request.GET or None)
    found: list[Any] = []
    if form.is_valid():
        found = actions.find_neighbours(actor=request.user, step=step, **form.cleaned_data)
    return page(request, "contests/neighbours.html", {"step": step, "form": form, "found": found})


@login_required
def neighbour(request: Visit, step_id: int, person_id: int) -> HttpResponse:
    """Enter the ballot of one neighbour who has no phone."""
    step = get_object_or_404(queries.contests_helped_by(request.user), pk=step_id)
    voter = get_object_or_404(queries.voters_without_phone(), pk=person_id)
    if not permissions.can_vote_for(request.user, step, voter):
        raise Http404
    entries = list(queries.entries_of(step))
    most = step.settings["votes_per_person"]
    data = request.POST if request.method == "POST" else None
    form = BallotForm(data, entries=[e.pk for e in entries], at_most=most)
    if accepted(
        form,
        lambda given: actions.cast_votes_for(actor=request.user, step=step, voter=voter, **given),
    ):
        success(request, _("%(name)s的票录好了。") % {"name": voter.name_for_staff})
        return done(request, reverse("contests:neighbours", args=[step.pk]))
    context = {
        "step": step,
        "voter": voter,
        "entries": entries,
        "most": most,
        "form": form if data else None,
        "ticked": form.ticked,
    }
    return page(request, "contests/neighbour.html", context)
