"""Write, move and remove the questions of a draft."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import QuestionForm
from ..forms.questions import as_typed
from ..kinds_in_words import KINDS
from .drafting import held_survey

LABELS = {kind: label for kind, label, _icon in KINDS}


def _draft(request: Visit, survey_id: int) -> Any:
    survey = held_survey(request, survey_id)
    if not survey.is_draft:
        raise Http404
    return survey


def _question(request: Visit, survey_id: int, question_id: int) -> tuple[Any, Any]:
    survey = _draft(request, survey_id)
    found = queries.question_of(survey, question_id)
    if found is None:
        raise Http404
    found.survey = survey
    return survey, found


@login_required
def add_question(request: Visit, survey_id: int, kind: str) -> HttpResponse:
    """Write a new question of one kind at the end of a draft."""
    survey = _draft(request, survey_id)
    if kind not in LABELS:
        raise Http404
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        before=queries.questions_of(survey),
        is_new=True,
        plans=queries.plans_to_point_at(survey),
    )
    made: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        made.append(
            actions.add_question(
                actor=request.user,
                survey=survey,
                kind=kind,
                after=given.get("after"),
                **form.facts(),
            )
        )

    if accepted(form, act):
        success(request, _("加上了。"))
        spot = f"question-{made[0].pk}" if form.cleaned_data.get("after") is not None else "add"
        return done(request, reverse("surveys:held", args=[survey.pk]) + f"#{spot}")
    heading = _("加一题：%(kind)s") % {"kind": LABELS[kind]}
    return _shown(request, survey, form, heading)


@login_required
def question(request: Visit, survey_id: int, question_id: int) -> HttpResponse:
    """Change a question of a draft."""
    survey, found = _question(request, survey_id, question_id)
    before = [one for one in queries.questions_of(survey) if one.order < found.order]
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        kind=found.kind,
        before=before,
        is_new=False,
        plans=queries.plans_to_point_at(survey),
        initial=as_typed(found),
    )

    def act(_given: dict[str, Any]) -> None:
        actions.change_question(actor=request.user, question=found, **form.facts())

    if accepted(form, act):
        success(request, _("改好了。"))
        return done(request, reverse("surveys:held", args=[survey.pk]) + f"#question-{found.pk}")
    heading = _("第 %(n)s 题：%(kind)s") % {"n": found.order, "kind": LABELS[found.kind]}
    return _shown(request, survey, form, heading)


def _shown(request: Visit, survey: Any, form: QuestionForm, heading: str) -> HttpResponse:
    context = {"survey": survey, "form": form, "heading": heading, "label": _("存下这一题")}
    return page(request, "surveys/form.html", context)


@login_required
@require_POST
def move_question(request: Visit, survey_id: int, question_id: int) -> HttpResponse:
    """Let a question change places with the one before or after it."""
    survey, found = _question(request, survey_id, question_id)
    actions.move_question(actor=request.user, question=found, up=request.POST.get("way") == "up")
    return done(request, reverse("surveys:held", args=[survey.pk]) + f"#question-{found.pk}")


@login_required
def remove_question(request: Visit, survey_id: int, question_id: int) -> HttpResponse:
    """Ask once more, then take a question out of a draft."""
    survey, found = _question(request, survey_id, question_id)
    here = reverse("surveys:held", args=[survey.pk])
    if request.method == "POST":
        actions.remove_question(actor=request.user, question=found)
        success(request, _("删掉了。"))
        return done(request, here)
    context = {
        "survey": survey,
        "heading": _("删掉这一题"),
        "text": str(found),
        "label": _("删掉"),
        "kind": "danger",
        "back": here,
    }
    return page(request, "surveys/sure.html", context)
