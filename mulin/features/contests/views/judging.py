"""What a judge sees: her own sheets and nobody else's."""

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
from ..forms import ConflictForm, RecusalForm, SheetForm
from ..rubric import advice_of, rubric_of


@login_required
def sheets(request: Visit, step_id: int) -> HttpResponse:
    """List the proposals a judge is to score."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    if not permissions.can_judge(request.user, step):
        raise Http404
    mine = list(queries.sheets_visible_to(request.user).filter(step=step))
    context = {
        "step": step,
        "sheets": mine,
        "has_declared": queries.has_declared(request.user, step),
        "missing": sum(sheet.is_missing for sheet in mine),
    }
    return page(request, "contests/sheets.html", context)


@login_required
def conflicts(request: Visit, step_id: int) -> HttpResponse:
    """Ask a judge, once for the whole contest, which proposals are too close to them."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    if not permissions.can_judge(request.user, step):
        raise Http404
    back = reverse("contests:sheets", args=[step.pk])
    if queries.has_declared(request.user, step):
        return done(request, back)
    mine = [
        sheet.proposal
        for sheet in queries.sheets_visible_to(request.user).filter(step=step, recused_at=None)
    ]
    close = queries.close_to(request.user, mine)
    form = ConflictForm(
        request.POST or None,
        entries=[(p.pk, f"{p.number}. {p.title}\n{p.community.name}") for p in mine],
        close=close,
    )
    if accepted(
        form, lambda given: actions.declare_conflicts(actor=request.user, step=step, **given)
    ):
        success(request, _("记下了，可以开始打分。"))
        return done(request, back)
    context = {"step": step, "form": form, "close": [p for p in mine if p.pk in close]}
    return page(request, "contests/conflicts.html", context)


@login_required
def sheet(request: Visit, sheet_id: int) -> HttpResponse:
    """Let a judge score one proposal, now or later, and change it until the count."""
    found = get_object_or_404(queries.sheets_visible_to(request.user), pk=sheet_id)
    if not (
        found.is_recused or found.step.is_closed or queries.has_declared(request.user, found.step)
    ):
        return done(request, reverse("contests:conflicts", args=[found.step_id]))
    zone = queries.zone_of(found.proposal)
    form = SheetForm(
        request.POST or None,
        lines=rubric_of(found.step),
        focus=zone.focus_in_words if zone else "",
        points=found.points,
        initial={"score": found.score, "comment": found.comment},
    )

    def write(given: dict[str, Any]) -> None:
        act = actions.submit_sheet if given.pop("submit") else actions.draft_sheet
        act(actor=request.user, sheet=found, **given)

    if accepted(form, write):
        success(
            request,
            _("收到了，计票之前还能改。")
            if form.cleaned_data["submit"]
            else _("先替您存着，还没交。"),
        )
        return done(request, reverse("contests:sheets", args=[found.step_id]))
    context = {
        "sheet": found,
        "form": form,
        "step": found.step,
        "zone": zone,
        "lines": rubric_of(found.step),
        "advice": advice_of(found.step),
    }
    return page(request, "contests/sheet.html", context)


@login_required
def recuse(request: Visit, sheet_id: int) -> HttpResponse:
    """Take a judge off a proposal, with a reason."""
    found = get_object_or_404(queries.sheets_to_give_up(request.user), pk=sheet_id)
    form = RecusalForm(request.POST or None)
    is_mine = found.judge_id == request.user.pk
    back = reverse("contests:sheets" if is_mine else "contests:desk", args=[found.step_id])
    if accepted(form, lambda given: actions.recuse(actor=request.user, sheet=found, **given)):
        success(request, _("记下了，这份提案不由这位评委打分。"))
        return done(request, back)
    context = {"sheet": found, "form": form, "back": back, "is_mine": is_mine}
    return page(request, "contests/recuse.html", context)
