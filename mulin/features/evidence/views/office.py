"""Where staff write down what was done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import MOST_BYTES

from .. import actions, permissions, queries, tables
from ..forms import NoteForm, ReviewForm, UploadForm, WithdrawForm
from ..standings import Standing, standings_of


@login_required
def desk(request: Visit, step_id: int) -> HttpResponse:
    """Show the viewer's own communities or proposals, those that lack something first."""
    step = _step(request, step_id)
    standings = _mine(request, step)
    context = {
        "step": step,
        "what": _(step.settings["what"]),
        "standings": sorted(standings, key=lambda one: (not one.is_overdue, one.is_complete)),
        "complete": sum(one.is_complete for one in standings),
        "overdue": sum(one.is_overdue for one in standings),
        "may_steer": permissions.can_record(request.user, step, None),
    }
    return page(request, "evidence/desk.html", context)


@login_required
def note(request: Visit, step_id: int) -> HttpResponse:
    """Write one thing down."""
    step = _step(request, step_id)
    subjects = _subjects(request, step)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NoteForm(
        *posted,
        subjects=[(pk, name) for pk, name in subjects],
        settings=step.settings,
        initial={
            "happened_on": timezone.localdate(),
            "about": request.GET.get("proposal") or request.GET.get("community"),
            "state": "under_way",
        },
    )
    if accepted(form, lambda given: _record(request, step, given)):
        success(request, _("记下了，邻居们现在就能看到。"))
        return done(request, reverse("evidence:desk", args=[step.pk]))
    context = {"form": form, "step": step, "what": _(step.settings["what"]), "subjects": subjects}
    return page(request, "evidence/note.html", context)


def _record(request: Visit, step: Any, given: dict[str, Any]) -> None:
    about = given.pop("about", None)
    if step.settings["per"] == "selected_proposal":
        given["proposal"] = get_object_or_404(queries.selected_of(step), pk=about)
    elif about:
        given["community"] = get_object_or_404(queries.communities_of(step), pk=about)
    actions.record_evidence(actor=request.user, step=step, **given)


@login_required
def withdraw(request: Visit, evidence_id: int) -> HttpResponse:
    """Say why something written down does not hold."""
    found = get_object_or_404(queries.evidence_recorded_by(request.user), pk=evidence_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if accepted(
        form,
        lambda given: actions.withdraw_evidence(actor=request.user, evidence=found, **given),
    ):
        success(request, _("撤回了，原因写在公开页面上。"))
        return done(request, reverse("evidence:desk", args=[found.step_id]))
    return page(request, "evidence/withdraw.html", {"form": form, "evidence": found})


@login_required
def review(request: Visit, step_id: int, proposal_id: int) -> HttpResponse:
    """Say what a proposal promised and what came of it."""
    step = _step(request, step_id)
    proposal = get_object_or_404(queries.selected_of(step), pk=proposal_id)
    if not permissions.can_record(request.user, step, proposal.community):
        raise Http404
    before = queries.reviews_of(step).get(proposal.pk)
    names = ("goal", "result", "satisfaction", "lessons")
    initial = {name: getattr(before, name) for name in names} if before else {}
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        initial=initial or {"goal": proposal.text[:500]},
        is_correction=before is not None,
    )
    if accepted(
        form,
        lambda given: actions.review_proposal(
            actor=request.user, step=step, proposal=proposal, **given
        ),
    ):
        success(request, _("评估写好了，公开页面上能看到。"))
        return done(request, reverse("evidence:proposal", args=[step.pk, proposal.pk]))
    context = {"form": form, "step": step, "proposal": proposal}
    return page(request, "evidence/review.html", context)


@login_required
def upload(request: Visit, step_id: int) -> HttpResponse:
    """Take in a filled-in list, all of it or nothing."""
    step = _step(request, step_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*posted)
    new: list[int] = []
    if accepted(form, lambda given: _take_in(request, step, form, given["file"], new)) and new:
        said = ngettext("新记下 %(n)d 条。", "新记下 %(n)d 条。", new[0]) % {"n": new[0]}
        success(request, said)
        return done(request, reverse("evidence:desk", args=[step.pk]))
    return page(request, "evidence/upload.html", {"form": form, "step": step})


def _take_in(request: Visit, step: Any, form: UploadForm, file: Any, new: list[int]) -> None:
    try:
        lines = tables.lines_from(step, file.read(MOST_BYTES + 1), request.user)
    except tables.Faulty as wrong:
        for fault in wrong.faults:
            form.add_error("file", fault)
        return
    new.append(actions.record_list(actor=request.user, step=step, lines=lines))


@login_required
def template(request: Visit, step_id: int) -> HttpResponse:
    """Give a list to fill in, with the names of the viewer's own already there."""
    step = _step(request, step_id)
    keys = _subjects(request, step)
    if step.settings["per"] == "selected_proposal":
        keys = [(pk, name.split(".")[0]) for pk, name in keys]
    title = _("%(what)s 填报表") % {"what": _(step.settings["what"])}
    return sheet_response(title, tables.columns_of(step), tables.blank_rows(step, keys))


def _step(request: Visit, step_id: int) -> Any:
    return get_object_or_404(queries.steps_recorded_by(request.user), pk=step_id)


def _mine(request: Visit, step: Any) -> list[Standing]:
    mine = queries.communities_recorded_by(request.user, step).values_list("pk", flat=True)
    return standings_of(step, mine)


def _subjects(request: Visit, step: Any) -> list[tuple[Any, str]]:
    """Return what the viewer may write something down about, and how it is called."""
    found = [(one.proposal or one.community, one.name) for one in _mine(request, step)]
    if step.settings["per"] == "selected_proposal":
        return [
            (one.pk, f"{name} · {one.community.name}")  # type: ignore[union-attr]
            for one, name in found
            if one
        ]
    return [(one.pk, name) for one, name in found if one]
