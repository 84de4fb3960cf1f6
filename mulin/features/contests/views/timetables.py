"""A contest's timetable: for everybody, on paper, as a list, and where it is made."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.programmes.queries import steps_steered_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries
from ..forms import SlotForm, TimetableFileForm, TimetableForm
from ..forms.timetables import MOMENT
from ..timetables import days_of, how_it_was_made, stage_at


@require_safe
def timetable(request: Visit, step_id: int) -> HttpResponse:
    """Show when each proposal is presented."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    words = _("看提案大赛的时间安排：%(cycle)s") % {"cycle": step.cycle}
    context = _facts(step) | {
        "may_run": permissions.can_run_contest(request.user, step),
        "share": share(request, request.path, text=words),
    }
    return page(request, "contests/timetable.html", context)


@require_safe
def stage(request: Visit, step_id: int) -> HttpResponse:
    """Show the hall who presents now, with the time they have left, and how many sheets are in."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    made = queries.timetable_of(step)
    if made is None:
        raise Http404
    sheets = queries.sheet_counts(step)
    context = {
        "step": step,
        "stage": stage_at(timezone.now(), queries.slots_of(made)),
        "sheets": sheets,
        "back": reverse("contests:timetable", args=[step.pk]),
    }
    return page(request, "contests/stage.html", context)


@require_safe
def timetable_paper(request: Visit, step_id: int) -> HttpResponse:
    """Show a timetable as it is printed on A4, its header again on every sheet."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    facts = _facts(step)
    if facts["timetable"] is None:
        raise Http404
    back = reverse("contests:timetable", args=[step.pk])
    return page(request, "contests/timetable_paper.html", facts | {"back": back})


@require_safe
def timetable_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give out a timetable as an Excel file, which may be changed and brought back."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    facts = _facts(step)
    if facts["timetable"] is None:
        raise Http404
    title = _("%(cycle)s提案大赛时间安排表") % {"cycle": step.cycle}
    columns = [_("编号"), _("开始"), _("分钟"), _("社区"), _("片区"), _("提案"), _("对应的重点")]
    rows = [
        [
            line.slot.proposal.number,
            timezone.localtime(line.slot.starts_at).strftime(MOMENT),
            line.slot.minutes,
            line.slot.proposal.community.name,
            line.zone,
            line.slot.proposal.title,
            _("、").join(line.tags),
        ]
        for day in facts["days"]
        for line in day.lines
    ]
    return sheet_response(title, columns, rows)


@login_required
def timetable_desk(request: Visit, step_id: int) -> HttpResponse:
    """Let the office make a timetable from the list, or take one over from Excel."""
    step = _steered(request, step_id)
    wish = request.POST.get("do")
    form = TimetableForm(
        request.POST if wish == "make" else None, initial={"starts_at": step.opens_at}
    )
    if accepted(form, lambda given: actions.make_timetable(actor=request.user, step=step, **given)):
        success(request, _("排好了，大家都能看到。"))
        return done(request, request.path)
    sent = (request.POST, request.FILES) if wish == "load" else (None, None)
    upload = TimetableFileForm(data=sent[0], files=sent[1], prefix="upload")
    if accepted(
        upload,
        lambda given: actions.load_timetable(actor=request.user, step=step, lines=given["file"]),
    ):
        success(request, _("按这张表改好了。"))
        return done(request, request.path)
    context = _facts(step) | {"form": form, "upload": upload}
    return page(request, "contests/timetable_desk.html", context)


@login_required
def slot(request: Visit, step_id: int, proposal_id: int) -> HttpResponse:
    """Let the office move one proposal on a timetable."""
    step = _steered(request, step_id)
    made = queries.timetable_of(step)
    slots = list(queries.slots_of(made)) if made else []
    found = next((one for one in slots if one.proposal_id == proposal_id), None)
    if found is None:
        raise Http404
    found.timetable.step = step
    form = SlotForm(
        request.POST or None,
        initial={
            "place": slots.index(found) + 1,
            "starts_at": found.starts_at,
            "minutes": found.minutes,
        },
    )
    back = reverse("contests:timetable_desk", args=[step.pk])
    if accepted(form, lambda given: actions.move_slot(actor=request.user, slot=found, **given)):
        success(request, _("“%(title)s”挪好了。") % {"title": found.proposal.title})
        return done(request, back)
    context = {"step": step, "slot": found, "count": len(slots), "form": form, "back": back}
    return page(request, "contests/slot.html", context)


def _facts(step: Any) -> dict[str, Any]:
    made = queries.timetable_of(step)
    return {
        "step": step,
        "timetable": made,
        "days": days_of(queries.slots_of(made), queries.zones_of(step)) if made else [],
        "made_by": how_it_was_made(made) if made else "",
        "left_out": list(queries.without_slot(step)) if made else [],
    }


def _steered(request: Visit, step_id: int) -> Any:
    return get_object_or_404(steps_steered_by(request.user).filter(kind="hold_contest"), pk=step_id)
