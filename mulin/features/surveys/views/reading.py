"""What the office reads: people's own words, and everything as Excel files."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries, tables
from ..forms import ReleaseForm
from ..wording import without_phones
from .drafting import held_survey

PER_PAGE = 30


@login_required
@require_safe
def texts(request: Visit, survey_id: int) -> HttpResponse:
    """List what people wrote in their own words, for the office only."""
    survey = held_survey(request, survey_id)
    if survey.is_draft:
        raise Http404
    found = Paginator(queries.texts_of(survey), PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "surveys/texts.html", {"survey": survey, "page": found})


@login_required
def release(request: Visit, survey_id: int, answer_id: int) -> HttpResponse:
    """Let everybody read one person's words, without what names anybody; or no longer."""
    survey = held_survey(request, survey_id)
    answer = get_object_or_404(queries.texts_of(survey), pk=answer_id)
    answer.response.survey = survey
    here = reverse("surveys:texts", args=[survey.pk])
    released = getattr(answer, "released", None)
    if released and request.method == "POST" and "take_back" in request.POST:
        actions.take_back_answer(actor=request.user, answer=answer)
        success(request, _("收回了，只有社区看得到。"))
        return done(request, here)
    first = released.text if released else without_phones(answer.text)
    form = ReleaseForm(request.POST if request.method == "POST" else None, initial={"text": first})
    if accepted(
        form, lambda given: actions.release_answer(actor=request.user, answer=answer, **given)
    ):
        success(request, _("公开了。"))
        return done(request, here)
    context = {"survey": survey, "answer": answer, "released": released, "form": form, "back": here}
    return page(request, "surveys/release.html", context)


@login_required
@require_safe
def answers_xlsx(request: Visit, survey_id: int) -> HttpResponse:
    """Give out every response without a name, which is written down."""
    survey = held_survey(request, survey_id)
    actions.note_answers_taken(actor=request.user, survey=survey, what="answers.xlsx")
    title = _("%(title)s答卷") % {"title": survey.title}
    return sheet_response(title, tables.answer_columns(survey), tables.answer_rows(survey))


@login_required
@require_safe
def results_xlsx(request: Visit, survey_id: int) -> HttpResponse:
    """Give out every figure of the results, which is written down."""
    survey = held_survey(request, survey_id)
    actions.note_answers_taken(actor=request.user, survey=survey, what="results.xlsx")
    title = _("%(title)s结果") % {"title": survey.title}
    return sheet_response(title, tables.result_columns(), tables.result_rows(survey))
