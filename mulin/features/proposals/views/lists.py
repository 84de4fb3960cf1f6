"""The staff's list of proposals: filters, workbook out and in, the book to print."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import sheets_of as rows_of

from .. import actions, listing, queries
from ..bodies import body
from ..forms import ListFileForm, ListFilters

PER_PAGE = 30
MOST_IN_A_BOOK = 120


@login_required
def drafts(request: Visit, step_id: int) -> HttpResponse:
    """List a cycle's proposals for the office and the coaches."""
    step = get_object_or_404(queries.preparing_steps_worked_on_by(request.user), pk=step_id)
    filters = _filters(request, step)
    listed = Paginator(queries.proposals_listed(request.user, step, **filters.asked), PER_PAGE)
    shown = listed.get_page(request.GET.get("page"))
    sheets = queries.sheets_of(list(shown.object_list))
    zones = queries.zone_names(step)
    context = {
        "step": step,
        "filters": filters,
        "listed": shown,
        "rows": [
            {
                "proposal": one,
                "sheet": sheets.get(one.pk),
                "zone": zones.get(one.community_id),
                "is_open": queries.is_being_prepared(one),
            }
            for one in shown.object_list
        ],
        "counts": queries.list_counts(request.user, step),
        "asked": request.GET.urlencode(),
        "may_keep": queries.preparing_steps_kept_by(request.user).filter(pk=step.pk).exists(),
    }
    return page(request, "proposals/drafts.html", context)


@login_required
def sheet(request: Visit, step_id: int) -> HttpResponse:
    """Hand out the list as it is narrowed, with every budget on a second sheet."""
    step = get_object_or_404(queries.preparing_steps_kept_by(request.user), pk=step_id)
    found, sheets = _narrowed(request, step)
    actions.note_export(actor=request.user, step=step, proposals=len(found))
    return sheet_response(
        _("提案表 %(cycle)s") % {"cycle": step.cycle},
        listing.columns(),
        listing.rows(found, sheets, queries.zone_names(step)),
        (_("预算"), listing.line_columns(), listing.line_rows(found, sheets)),
    )


@login_required
def read_in(request: Visit, step_id: int) -> HttpResponse:
    """Take a workbook back and write what was changed in it."""
    step = get_object_or_404(queries.preparing_steps_kept_by(request.user), pk=step_id)
    is_sent = request.method == "POST"
    form = ListFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    changed = []

    def act(given: dict[str, Any]) -> None:
        written = listing.read(rows_of(given["file"].read()), step.cycle)
        changed.append(actions.read_proposal_list(actor=request.user, step=step, written=written))

    if accepted(form, act):
        count = changed[0]
        words = ngettext("读好了，%(n)s 个提案有改动。", "读好了，%(n)s 个提案有改动。", count)
        success(request, words % {"n": count})
        return done(request, reverse("proposals:drafts", args=[step.pk]))
    return page(request, "proposals/read_in.html", {"form": form, "step": step})


@login_required
def book(request: Visit, step_id: int) -> HttpResponse:
    """Show the narrowed proposals as sheets of paper, one after another."""
    step = get_object_or_404(queries.preparing_steps_worked_on_by(request.user), pk=step_id)
    found, sheets = _narrowed(request, step, MOST_IN_A_BOOK)
    zones = queries.zone_names(step)
    context = {
        "step": step,
        "back": reverse("proposals:drafts", args=[step.pk]),
        "pages": [
            body(one, sheets.get(one.pk) or queries.empty_sheet(one))
            | {"zone": zones.get(one.community_id)}
            for one in found
        ],
    }
    return page(request, "proposals/book.html", context)


def _filters(request: Visit, step: Any) -> ListFilters:
    communities = queries.communities_seen_by(request.user, step.cycle)
    return ListFilters(
        request.GET,
        communities=[(unit.pk, unit.name) for unit in communities],
        zones=[(zone.pk, str(zone)) for zone in queries.zones_of(step)],
        categories=step.cycle.categories.items(),
    )


def _narrowed(request: Visit, step: Any, most: int | None = None) -> tuple[list[Any], Any]:
    asked = _filters(request, step).asked
    found = list(queries.proposals_listed(request.user, step, **asked)[:most])
    return found, queries.sheets_of(found)
