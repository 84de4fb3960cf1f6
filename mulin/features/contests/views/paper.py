"""Ballots on paper: printed, handed out, and counted by two who do not see each other's figures."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success, warning
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.queries import active_person
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import BatchForm, DecisionForm, HandOutForm, TallyForm, VoterForm
from ..papers import ballots_of
from ..results import mark
from ..rules import method_in_words


@login_required
def paper(request: Visit, step_id: int) -> HttpResponse:
    """List the batches of paper ballots of the communities one works for, and print another."""
    step = get_object_or_404(queries.contests_helped_by(request.user), pk=step_id)
    communities = {unit.pk: unit for unit in permissions.communities_helped(request.user, step)}
    form = BatchForm(
        request.POST or None, communities=[(pk, unit.name) for pk, unit in communities.items()]
    )

    def print_them(given: dict[str, Any]) -> None:
        actions.print_paper_ballots(
            actor=request.user,
            step=step,
            community=communities[given["community"]],
            count=given["count"],
        )

    if accepted(form, print_them):
        success(request, _("票号编好了，打开就能打印。"))
        return done(request, request.path)
    batches = list(queries.batches_helped_by(request.user).filter(step=step))
    context = {"step": step, "form": form, "batches": batches, "is_over": _is_over(step)}
    return page(request, "contests/paper.html", context)


@login_required
@require_safe
def paper_ballots(request: Visit, batch_id: int) -> HttpResponse:
    """Show a batch as it is printed, one ballot on a sheet."""
    batch = get_object_or_404(queries.batches_helped_by(request.user), pk=batch_id)
    if batch.step.is_closed:
        raise Refused(_("评选已经结束，不再印票。"))
    context = {
        "step": batch.step,
        "batch": batch,
        "ballots": list(ballots_of(batch)),
        "entries": list(queries.entries_of(batch.step)),
        "most": batch.step.settings["votes_per_person"],
        "method": method_in_words(batch.step.settings["public_method"]),
        "back": reverse("contests:paper", args=[batch.step_id]),
    }
    return page(request, "contests/paper_ballots.html", context)


@login_required
def paper_register(request: Visit, batch_id: int) -> HttpResponse:
    """Write down who took a paper ballot, and who gave one back unused."""
    batch = get_object_or_404(queries.batches_helped_by(request.user), pk=batch_id)
    if request.method == "POST":
        return _handed_over(request, batch)
    form = VoterForm(request.GET or None)
    found: list[Any] = []
    if form.is_valid():
        found = actions.find_paper_voters(actor=request.user, batch=batch, **form.cleaned_data)
    holders = list(queries.holders_of(batch)[:100])
    context = {
        "step": batch.step,
        "batch": batch,
        "form": form,
        "found": found,
        "holders": holders,
        "holding": {ballot.voter_id for ballot in holders},
        "is_open": batch.step.is_open,
    }
    return page(request, "contests/paper_register.html", context)


def _handed_over(request: Visit, batch: Any) -> HttpResponse:
    form = HandOutForm(request.POST)
    voter = active_person(form.cleaned_data["voter"]) if form.is_valid() else None
    if voter is None or not permissions.can_hand_out(request.user, batch, voter):
        raise Http404
    if request.POST.get("do") == "back":
        actions.take_paper_ballot_back(actor=request.user, batch=batch, voter=voter)
        success(request, _("%(name)s的纸票收回了。") % {"name": voter.name_for_staff})
    else:
        actions.hand_out_paper_ballot(actor=request.user, batch=batch, voter=voter)
        success(request, _("记下了，%(name)s领了一张纸票。") % {"name": voter.name_for_staff})
    return done(request, request.path)


@login_required
def paper_count(request: Visit, batch_id: int) -> HttpResponse:
    """Let each of two people enter what is in a box; show both side by side when they differ."""
    batch = get_object_or_404(queries.batches_helped_by(request.user), pk=batch_id)
    form = TallyForm(request.POST or None, entries=_lines(batch))
    if accepted(
        form, lambda given: actions.enter_paper_tally(actor=request.user, batch=batch, **given)
    ):
        batch = queries.batches_helped_by(request.user).get(pk=batch.pk)
        if batch.is_disputed and not queries.this_round(batch):
            warning(request, _("两位点的不一样，请都再点一遍。"))
        else:
            success(request, _("录好了。"))
        return done(request, request.path)
    here = queries.this_round(batch)
    before = queries.last_round(batch)
    counters = {tally.counter_id for tally in before}
    context = {
        "step": batch.step,
        "batch": batch,
        "form": form,
        "is_over": _is_over(batch.step),
        "has_entered": any(tally.counter_id == request.user.pk for tally in here),
        "is_outsider": bool(counters) and request.user.pk not in counters,
        "entered": len(here),
        "compared": _compared(batch, before) if request.user.pk in counters else [],
        "may_decide": batch.is_disputed and permissions.can_decide_paper(request.user, batch),
    }
    return page(request, "contests/paper_count.html", context)


@login_required
def paper_decide(request: Visit, batch_id: int) -> HttpResponse:
    """Let a third person count a box anew and decide, with a reason."""
    batch = get_object_or_404(queries.batches_settled_by(request.user), pk=batch_id)
    if not permissions.can_decide_paper(request.user, batch):
        raise Http404
    form = DecisionForm(request.POST or None, entries=_lines(batch))
    back = reverse("contests:desk", args=[batch.step_id])
    if accepted(
        form, lambda given: actions.decide_paper_tally(actor=request.user, batch=batch, **given)
    ):
        success(request, _("定好了，理由会和结果一起公布。"))
        return done(request, back)
    context = {
        "step": batch.step,
        "batch": batch,
        "form": form,
        "compared": _compared(batch, queries.last_round(batch)),
        "back": back,
    }
    return page(request, "contests/paper_decide.html", context)


def _lines(batch: Any) -> list[tuple[int, str]]:
    return [(e.pk, f"{mark(e.number)} {e.title}") for e in queries.entries_of(batch.step)]


def _compared(batch: Any, tallies: list[Any]) -> list[tuple[str, int, int, bool]]:
    """Return both counters' figures line by line, and whether they differ."""
    if len(tallies) < 2:
        return []
    one, other = tallies[:2]
    lines = [(_("有效票"), one.valid, other.valid), (_("废票"), one.spoilt, other.spoilt)]
    lines += [
        (title, one.votes.get(str(pk), 0), other.votes.get(str(pk), 0))
        for pk, title in _lines(batch)
    ]
    return [(label, a, b, a != b) for label, a, b in lines]


def _is_over(step: Any) -> bool:
    return timezone.now() >= step.closes_at
