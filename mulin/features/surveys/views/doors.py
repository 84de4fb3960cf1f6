"""Put the questions to a household at its door, and enter for it what it says."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import AnswerForm


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
    context = {
        "survey": survey,
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


@login_required
def door(request: Visit, survey_id: int, household_id: int) -> HttpResponse:
    """Put the questions to one household."""
    survey = get_object_or_404(queries.public_surveys(), pk=survey_id)
    home = queries.household_with(survey, household_id)
    if home is None or not permissions.can_ask_at_door(request.user, survey, home):
        raise Http404
    questions = queries.questions_of(survey)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        buildings=queries.buildings_offered(survey, questions),
        initial={"receipt": uuid4()},
    )
    back = reverse("surveys:door_list", args=[survey.pk, home.dwelling.entrance.building_id])

    def act(given: dict[str, Any]) -> None:
        actions.answer_at_door(
            actor=request.user,
            survey=survey,
            household=home,
            answers=form.answers,
            receipt=given["receipt"] or uuid4(),
        )

    if accepted(form, act):
        success(request, _("%(home)s记下了。") % {"home": home.address})
        return done(request, back)
    before = queries.response_of(survey, None, home) if survey.is_for_households else None
    context = {"survey": survey, "home": home, "form": form, "before": before, "back": back}
    return page(request, "surveys/door.html", context)
