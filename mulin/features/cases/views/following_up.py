"""Offers, whistles and second looks: what belongs to a case and has its own page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, forms, permissions, queries


def _ask(
    request: Visit, title: str, form: Form, run: Callable[[dict[str, Any]], Any], **more: Any
) -> HttpResponse:
    """Ask what has to be said, do it, and go back."""
    if accepted(form, run):
        success(request, _("记下了。"))
        return done(request, more["back"])
    return page(request, "cases/ask.html", {"title": title, "form": form, **more})


def _posted(request: Visit) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@login_required
def offer(request: Visit, transfer_id: int) -> HttpResponse:
    """Ask somebody whether they take over a case."""
    found = get_object_or_404(queries.offers_to(request.user), pk=transfer_id)
    said = {"who": found.offered_by.name_for_staff, "reason": found.reason}
    return _ask(
        request,
        _("有人请您接手：%(title)s") % {"title": found.case.title},
        forms.AnswerForm(*_posted(request)),
        lambda given: actions.answer_offer(actor=request.user, transfer=found, **given),
        lede=_("%(who)s说：%(reason)s") % said,
        back=reverse("cases:desk_case", args=[found.case_id]),
    )


@login_required
@require_POST
def withdraw(request: Visit, transfer_id: int) -> HttpResponse:
    """Ask a colleague no longer."""
    found = get_object_or_404(queries.open_offers_seen_by(request.user), pk=transfer_id)
    if not permissions.can_withdraw_offer(request.user, found):
        raise Http404
    actions.withdraw_offer(actor=request.user, transfer=found)
    success(request, _("不请了，还在原来的人手上。"))
    return done(request, reverse("cases:desk_case", args=[found.case_id]))


@login_required
def recheck(request: Visit, task_id: int) -> HttpResponse:
    """Ask what was found on a second look."""
    found = get_object_or_404(queries.rechecks_seen_by(request.user), pk=task_id)
    return _ask(
        request,
        _("复查：%(title)s") % {"title": found.case.title},
        forms.RecheckForm(*_posted(request), asks_cause=found.case.kind.asks_cause),
        lambda given: actions.recheck_case(actor=request.user, task=found, **given),
        lede=found.case.result,
        back=reverse("cases:desk_case", args=[found.case_id]),
    )


@login_required
def measure(request: Visit, handling_id: int) -> HttpResponse:
    """Ask how it measures after a joint handling."""
    found = get_object_or_404(queries.handlings_seen_by(request.user), pk=handling_id)
    return _ask(
        request,
        _("再量一次：%(measure)s") % {"measure": found.measure},
        forms.MeasureForm(*_posted(request)),
        lambda given: actions.measure_again(actor=request.user, handling=found, **given),
        lede=found.case.title,
        back=reverse("cases:desk_case", args=[found.case_id]),
    )


@login_required
def whistle(request: Visit, whistle_id: int) -> HttpResponse:
    """Show a whistle to those it calls and to those who called."""
    found = get_object_or_404(queries.whistles_visible_to(request.user), pk=whistle_id)
    may_work = permissions.can_work_on(request.user, found.case)
    units = [
        {"unit": unit, "may_check_in": permissions.can_check_in(request.user, unit)}
        for unit in found.units.select_related("organisation", "whistle__case__community")
    ]
    context = {"whistle": found, "case": found.case, "units": units, "may_work": may_work}
    return page(request, "cases/whistle.html", context)


UNIT_ACTS: dict[str, tuple[Any, Any]] = {
    "check-in": (forms.CheckInForm, actions.check_in),
    "did": (forms.DeedForm, actions.note_deed),
    "rate": (forms.RateForm, actions.rate_unit),
}


@login_required
def unit(request: Visit, called_id: int, name: str) -> HttpResponse:
    """Write down that a unit came, what it did, or how it is rated."""
    found = get_object_or_404(queries.called_units_visible_to(request.user), pk=called_id)
    if name not in UNIT_ACTS:
        raise Http404
    form, run = UNIT_ACTS[name]
    titles = {"check-in": _("报到"), "did": _("记做了什么"), "rate": _("评一评")}
    return _ask(
        request,
        f"{found.organisation.name} · {titles[name]}",
        form(*_posted(request)),
        lambda given: run(actor=request.user, called=found, **given),
        lede=found.whistle.task,
        back=reverse("cases:whistle", args=[found.whistle_id]),
    )


@login_required
@require_POST
def raise_whistle(request: Visit, whistle_id: int) -> HttpResponse:
    """Let a higher office see that those come who did not, or end the whistle."""
    found = get_object_or_404(queries.whistles_visible_to(request.user), pk=whistle_id)
    if not permissions.can_work_on(request.user, found.case):
        raise Http404
    level = request.POST.get("level", "")
    if level == "end":
        actions.end_whistle(actor=request.user, whistle=found)
        success(request, _("这次吹哨结束了。"))
    else:
        actions.escalate_whistle(actor=request.user, whistle=found, level=level)
        success(request, _("报上去了。"))
    return done(request, reverse("cases:whistle", args=[found.pk]))
