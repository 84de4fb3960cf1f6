"""Put the questions to a household at its door, and enter for it what it says."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import DoorForm


@login_required
@require_safe
def doors(request: Visit, survey_id: int) -> HttpResponse:
    """List the buildings at whose doors the viewer may ask."""
    survey = get_object_or_404(queries.public_surveys(), pk=survey_id)
    if not permissions.can_go_round(request.user, survey):
        raise Http404
    buildings = queries.buildings_seen_by(request.user, survey)
    return page(request, "surveys/doors.html", {"survey": survey, "buildings": buildings})


@login_required
@require_safe
def door_list(request: Visit, survey_id: int, building_id: int) -> HttpResponse:
    """List a building's doors, which is written down: asked already, or not yet."""
    survey, building = _building(request, survey_id, building_id)
    actions.note_doors_read(actor=request.user, survey=survey, building=building)
    homes = queries.households_in(survey, building)
    questions = queries.questions_of(survey)
    context = {
        "survey": survey,
        "form": DoorForm(
            questions=questions, buildings=queries.buildings_offered(survey, questions)
        ),
        "building": building,
        "homes": homes,
        "answered": sum(one.has_answered for one in homes),
    }
    return page(request, "surveys/door_list.html", context)


def _building(request: Visit, survey_id: int, building_id: int) -> tuple[Any, Any]:
    survey = get_object_or_404(queries.public_surveys(), pk=survey_id)
    seen = {one.pk: one for one in queries.buildings_seen_by(request.user, survey)}
    if building_id not in seen:
        raise Http404
    return survey, seen[building_id]


def door(request: Visit, survey_id: int, household_id: int) -> HttpResponse:
    """Put the questions to one household; an outbox is told so in a few words."""
    if _by_outbox(request) and request.headers["X-Outbox"] != str(request.user.pk):
        # Somebody else has signed in since, or nobody: what waits is its writer's own.
        return JsonResponse({"state": "signed out"}, status=401)
    return _door(request, survey_id, household_id)


@login_required
def _door(request: Visit, survey_id: int, household_id: int) -> HttpResponse:
    survey = get_object_or_404(queries.public_surveys(), pk=survey_id)
    home = queries.household_with(survey, household_id)
    if home is None or not permissions.can_ask_at_door(request.user, survey, home):
        raise Http404
    questions = queries.questions_of(survey)
    form = DoorForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        buildings=queries.buildings_offered(survey, questions),
        initial={"receipt": uuid4()},
    )
    back = reverse("surveys:door_list", args=[survey.pk, home.dwelling.entrance.building_id])

    def act(given: dict[str, Any]) -> None:
        waited = timedelta(seconds=given["seconds_ago"] or 0)
        actions.answer_at_door(
            actor=request.user,
            survey=survey,
            household=home,
            answers=form.answers,
            receipt=given["key"] or given["receipt"] or uuid4(),
            answered_at=timezone.now() - waited,
        )

    is_kept = accepted(form, act)
    if request.method == "POST" and _by_outbox(request):
        return _told(form, is_kept)
    if is_kept:
        success(request, _("%(home)s记下了。") % {"home": home.address})
        return done(request, back)
    before = queries.response_of(survey, None, home) if survey.is_for_households else None
    context = {"survey": survey, "home": home, "form": form, "before": before, "back": back}
    return page(request, "surveys/door.html", context)


def _by_outbox(request: HttpRequest) -> bool:
    return "X-Outbox" in request.headers


def _told(form: DoorForm, is_kept: bool) -> JsonResponse:
    """Tell an outbox whether what waited in it is kept, and why not."""
    if is_kept:
        return JsonResponse({"state": "kept"})
    reasons = [
        f"{form[name].label}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    return JsonResponse({"state": "refused", "reasons": reasons}, status=422)
