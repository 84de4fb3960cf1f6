"""What a contest came to: the page, the files to count again from, the publication."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import page
from mulin.web.sheets import file_response

from .. import permissions, queries
from ..announcing import news
from ..forms import ResultFilters
from ..result_file import workbook
from ..results import result_of
from ..rules import invitation, rules_in_words

PER_PAGE = 30


@require_safe
def result(request: Visit, step_id: int) -> HttpResponse:
    """Show what a contest came to, every sum written out; before the count, when it will be."""
    step = get_object_or_404(queries.contests(), pk=step_id)
    counted = result_of(step, queries.comments_of(step)) if step.is_closed else None
    if counted is None:
        ballot = reverse("contests:contest", args=[step.pk])
        sealed = {"step": step, "share": share(request, ballot, text=invitation(step))}
        return page(request, "contests/sealed.html", sealed)
    filters = ResultFilters(request.GET, rows=counted.rows)
    publication = queries.publication_of(step)
    context = {
        "step": step,
        "rules": rules_in_words(step),
        "result": counted,
        "filters": filters,
        "listed": Paginator(filters.narrowed(counted.rows), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "flagships": queries.flagships_of(step),
        "publication": publication,
        "answered": _answered(publication),
        "share": share(request, request.path, text=news(step, counted)),
    }
    return page(request, "contests/result.html", context)


@require_safe
def result_json(request: Visit, step_id: int) -> HttpResponse:
    """Give out the stored outcome, from which anyone can count again."""
    step = _counted(step_id)
    content = {
        "contest": step.name,
        "cycle": str(step.cycle),
        "closed_at": step.closed_at,
    } | step.outcome
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="contest-{step.pk}.json"'
    return response


@require_safe
def result_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give out the result as an Excel file with every figure and the rule."""
    step = _counted(step_id)
    return file_response(workbook(step), f"{step.cycle} {step}.xlsx")


@require_safe
def publication(request: Visit, step_id: int) -> HttpResponse:
    """Show whether a result is up for objections, until when, and what was answered."""
    step = get_object_or_404(queries.publishing_steps(), pk=step_id)
    contest = queries.contest_before(step)
    published = queries.publication_of(contest) if contest else None
    context = {
        "step": step,
        "contest": contest,
        "result": result_of(contest) if contest else None,
        "flagships": queries.flagships_of(contest),
        "publication": published,
        "answered": _answered(published),
        "waiting": queries.unanswered(published).count() if published else 0,
        "own": _own(request, published),
        "may_run": permissions.can_run_contest(request.user, step),
        "may_enter": published is not None
        and permissions.can_enter_objection(request.user, published),
        "share": share(
            request, request.path, text=_("看评选结果的公示：%(cycle)s") % {"cycle": step.cycle}
        ),
    }
    return page(request, "contests/publication.html", context)


def _answered(publication: Any) -> list[Any]:
    if publication is None:
        return []
    return list(queries.objections_to(publication).exclude(answered_at=None))


def _own(request: Visit, publication: Any) -> list[Any]:
    """Return the visitor's own objections that wait; answered ones everybody sees."""
    if publication is None or not request.user.is_authenticated:
        return []
    return list(queries.unanswered(publication).filter(objector=request.user.pk))


def _counted(step_id: int) -> Any:
    step = get_object_or_404(queries.contests(), pk=step_id)
    if not step.is_closed:
        raise Http404
    return step
