"""One case with everything that can be done about it, and one page for each act."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mulin.commons.audit import things
from mulin.commons.organisations.custody import advice_for
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import forms, permissions, queries
from ..cards import story_of, tag_of
from .act_list import ACTS


def _offered(request: Visit, case: Any) -> list[dict[str, Any]]:
    """Return what this member of staff can do with this case now."""
    return [
        {"name": name, "act": act, "is_sure": act.form is forms.SureForm}
        for name, act in ACTS.items()
        if case.state in act.states and act.fits(case) and act.may(request.user, case)
    ]


def _offers(request: Visit, case: Any) -> list[dict[str, Any]]:
    """Return who was asked to take it over and has not answered: at most one."""
    asked = case.transfers.filter(answered_at=None).select_related("to_person", "offered_by")
    return [
        {
            "transfer": one,
            "may_answer": permissions.can_answer_offer(request.user, one),
            "may_withdraw": permissions.can_withdraw_offer(request.user, one),
        }
        for one in asked
    ]


@login_required
def desk_case(request: Visit, case_id: int) -> HttpResponse:
    """Show one case with everything that can be done about it."""
    case = _found(request, case_id)
    offered = _offered(request, case)
    context = {
        "case": case,
        "tag": tag_of(case),
        "main_acts": [one for one in offered if one["act"].is_main],
        "more_acts": [one for one in offered if not one["act"].is_main],
        "photos": case.photos.all(),
        "story": story_of(case, knows_result=True),
        "offers": _offers(request, case),
        "pauses": case.pauses.all(),
        "whistles": case.whistles.prefetch_related("units__organisation"),
        "checks": case.field_checks.prefetch_related("photos"),
        "handlings": case.joint_handlings.prefetch_related("photos"),
        "rechecks": case.rechecks.select_related("done_by"),
        "related": queries.cases_linked_to(case, request.user),
        "promises": queries.promises_for(case, request.user),
        "escalations": case.escalations.select_related("answered_by"),
        "advice": advice_for(case.custody_here, case.community) if case.is_open else None,
        "alike": queries.alike_to(
            request.user, case.community_id, case.title, case.text, case.where, but=[case.pk]
        ),
        "origin": things.find(request.user, f"{case.origin_type}:{case.origin_id}"),
        "reference": things.reference_of(case),
        "may_run": permissions.can_run(request.user, case),
    }
    return page(request, "cases/desk_case.html", context)


def _found(request: Visit, case_id: int) -> Any:
    read = queries.case_shown(queries.cases_handled_by(request.user))
    return get_object_or_404(read, pk=case_id)


@login_required
def act(request: Visit, case_id: int, name: str) -> HttpResponse:
    """Do one thing with a case, after asking what has to be said."""
    case = _found(request, case_id)
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404
    back = reverse("cases:desk_case", args=[case.pk])
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = (
        forms.SureForm(*posted)
        if chosen.form is forms.SureForm
        else chosen.form(*posted, case=case)
    )
    if accepted(form, lambda given: chosen.run(request, case, given)):
        success(request, str(chosen.said))
        return done(request, back)
    advice = advice_for(case.custody_here, case.community) if chosen.is_advised else None
    context = {"case": case, "act": chosen, "form": form, "back": back, "advice": advice}
    return page(request, "cases/act.html", context)
