"""One survey as its office holds it: open it, end it, publish what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import EndForm
from ..kinds_in_words import KINDS
from .drafting import held_survey
from .public import origin_of


@login_required
@require_safe
def held(request: Visit, survey_id: int) -> HttpResponse:
    """Show a survey's questions and how it stands, and what can be done now."""
    survey = held_survey(request, survey_id)
    questions = queries.questions_of(survey)
    context = {
        "survey": survey,
        "questions": questions,
        "last": len(questions),
        "kinds": KINDS,
        "tally": None if survey.is_draft else queries.tally_of(survey),
        "counts": queries.reached(survey) if survey.is_for_households else None,
        "origin": origin_of(request.user, survey),
        "waiting": 0 if survey.is_draft else len(queries.waiting_sheets(survey)),
    }
    return page(request, "surveys/held.html", context)


@login_required
def open_up(request: Visit, survey_id: int) -> HttpResponse:
    """Ask once more, then let the survey go out."""
    survey = held_survey(request, survey_id)
    later = _("发出去了。到了开始的时间，大家就能答。")
    return _sure(
        request,
        survey,
        actions.open_survey,
        heading=_("发出去"),
        text=_("发出去以后，题目一个字也不能再改，只能改结束时间。请先预览一遍。"),
        label=_("发出去"),
        told=later if survey.opens_at > timezone.now() else _("发出去了，大家现在就能答。"),
    )


@login_required
def close(request: Visit, survey_id: int) -> HttpResponse:
    """Ask once more, then take no more answers."""
    return _sure(
        request,
        held_survey(request, survey_id),
        actions.close_survey,
        heading=_("现在结束"),
        text=_("结束以后手机上不能再答。结束前收回的纸质卷还可以录，录完再公布结果。"),
        label=_("现在结束"),
        told=_("结束了。纸质卷录完以后，可以公布结果。"),
    )


@login_required
def publish(request: Visit, survey_id: int) -> HttpResponse:
    """Ask once more, then put up the results."""
    return _sure(
        request,
        held_survey(request, survey_id),
        actions.publish_results,
        heading=_("公布结果"),
        text=_("公布的是合计，人太少的不拆开。公布以后，数字不再变，也不再录纸质卷。"),
        label=_("公布结果"),
        told=_("结果公布了。"),
    )


def _sure(
    request: Visit, survey: Any, act: Callable[..., Any], *, told: str, **said: str
) -> HttpResponse:
    here = reverse("surveys:held", args=[survey.pk])
    if request.method == "POST":
        act(actor=request.user, survey=survey)
        success(request, told)
        return done(request, here)
    return page(request, "surveys/sure.html", {"survey": survey, "back": here} | said)


@login_required
def end(request: Visit, survey_id: int) -> HttpResponse:
    """Let a survey end earlier or later."""
    survey = held_survey(request, survey_id)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"closes_at": timezone.localtime(survey.closes_at)},
    )

    def act(given: dict[str, Any]) -> None:
        actions.change_end(actor=request.user, survey=survey, **given)

    if accepted(form, act):
        success(request, _("改好了。"))
        return done(request, reverse("surveys:held", args=[survey.pk]))
    context = {
        "survey": survey,
        "form": form,
        "heading": _("改结束时间"),
        "label": _("存下"),
    }
    return page(request, "surveys/form.html", context)
