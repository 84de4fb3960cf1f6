"""The grid log: written on a phone that may lose its line, read in the office."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.audit.onward import ways_on
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries
from ..forms import HearForm, LogForm, LogsFilter
from .loading import unit_run

UNREAD = 422
PER_PAGE = 30
OWN = 60


def log(request: Visit, unit_id: int) -> HttpResponse:
    """Take a line of the day; an outbox is told so in a few words."""
    if _by_outbox(request) and request.headers["X-Outbox"] != str(request.user.pk):
        # Somebody else has signed in since, or nobody: what waits is its writer's own.
        return JsonResponse({"state": "signed out"}, status=401)
    return _log(request, unit_id)


@login_required
def _log(request: Visit, unit_id: int) -> HttpResponse:
    unit = get_object_or_404(queries.communities_logged_by(request.user), pk=unit_id)
    buildings = queries.buildings_of(unit)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LogForm(*posted, buildings=buildings)

    def write(given: dict[str, Any]) -> None:
        waited, pictures = timedelta(seconds=given.pop("seconds_ago") or 0), given.pop("photo")
        actions.write_log(
            actor=request.user,
            community=unit,
            picture=pictures[0] if pictures else None,
            happened_at=timezone.now() - waited,
            **given | {"building": _chosen(buildings, given["building"])},
        )

    if accepted(form, write):
        if _by_outbox(request):
            return JsonResponse({"state": "kept"})
        success(request, _("记下了。"))
        return done(request, request.path)
    if _by_outbox(request) and request.method == "POST":
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"state": "refused", "reasons": reasons}, status=UNREAD)
    own = queries.logs_of(request.user, unit)[:OWN]
    context = {
        "unit": unit,
        "form": form,
        "days": queries.logs_by_day(own),
        "today": timezone.localdate(),
    }
    return page(request, "listening/log.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def logs(request: Visit, unit_id: int) -> HttpResponse:
    """Show the office what its grid workers wrote."""
    unit = unit_run(request, unit_id)
    form, found = _found(request, unit)
    listed = BoundedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "form": form,
        "page": listed,
        "days": queries.logs_by_day(listed),
        "query": request.GET.urlencode(),
    }
    return page(request, "listening/logs.html", context)


@login_required
@require_safe
def logs_xlsx(request: Visit, unit_id: int) -> HttpResponse:
    """Give the office the same list as an Excel file."""
    unit = unit_run(request, unit_id)
    actions.note_taken_along(actor=request.user, community=unit, what="grid logs")
    _form, found = _found(request, unit)
    columns = [_("时间"), _("网格"), _("谁"), _("哪一种"), _("一句话"), _("地方")]
    rows = (
        (
            one.happened_at,
            str(one.grid or ""),
            one.written_by.name_for_staff,
            str(one.get_kind_display()),
            one.text,
            one.place,
        )
        for one in found.iterator()
    )
    return sheet_response(_("%(name)s网格日志") % {"name": unit.name}, columns, rows)


@login_required
def log_entry(request: Visit, log_id: int) -> HttpResponse:
    """Show one line, and let the office make an opinion or a case of it."""
    found = get_object_or_404(queries.logs_visible_to(request.user), pk=log_id)
    may_run = permissions.can_run_listening(request.user, found.community)
    topics = queries.topics_open_in(found.community) if may_run else []
    form = HearForm(request.POST or None, topics=topics)

    def hear(given: dict[str, Any]) -> None:
        topic = next((one for one in topics if one.pk == given["topic"]), None)
        actions.hear_log(actor=request.user, log=found, kind=given["kind"], topic=topic)

    if accepted(form, hear):
        success(request, _("记成意见了。"))
        return done(request, request.path)
    context = {
        "log": found,
        "unit": found.community,
        "form": form,
        "may_run": may_run,
        "opinion": queries.opinion_from(found),
        "ways_on": ways_on(found, found.community) if may_run else [],
    }
    return page(request, "listening/log_entry.html", context)


def _found(request: Visit, unit: Any) -> tuple[LogsFilter, Any]:
    form = LogsFilter(request.GET or None, writers=queries.writers_in(unit))
    given = form.cleaned_data if form.is_valid() else {}
    return form, queries.logs_found(unit, **given)


def _chosen(buildings: list[Any], pk: int | None) -> Any:
    return next((one for one in buildings if one.pk == pk), None)


def _by_outbox(request: HttpRequest) -> bool:
    return "X-Outbox" in request.headers
