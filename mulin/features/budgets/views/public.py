"""What a published ballot file came to, for everybody."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import page

from .. import downloads, permissions, queries
from ..counting import published_count_of

PER_PAGE = 30


@require_safe
def result(request: Visit, file_id: int) -> HttpResponse:
    """Show who won and why, and what another rule would have chosen."""
    found = _published(file_id)
    count = published_count_of(found)
    said = _("%(title)s：%(verdict)s") % {"title": found.title, "verdict": count.result.verdict}
    text = "\n".join([_("看看大家的钱怎么分"), said, found.unit.name])
    context = {
        "file": found,
        "result": count.result,
        "compared": count.compared,
        "listed": Paginator(count.result.rows, PER_PAGE).get_page(request.GET.get("page")),
        "share": share(request, request.path, text=text),
        "may_keep": permissions.can_keep_files(request.user, found.unit),
    }
    return page(request, "budgets/result.html", context)


@require_safe
def result_json(request: Visit, file_id: int) -> HttpResponse:
    """Give out the outcome for machines."""
    found = _published(file_id)
    return downloads.outcome_json(found, published_count_of(found).result)


@require_safe
def result_xlsx(request: Visit, file_id: int) -> HttpResponse:
    """Give out the list of projects as an Excel file."""
    found = _published(file_id)
    return downloads.list_xlsx(found, published_count_of(found).result)


def _published(file_id: int) -> Any:
    return get_object_or_404(queries.files_published(), pk=file_id)
