"""The street's board."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.pages import page
from mulin.web.sheets import sheet_response

from .. import boards, queries


@login_required
@require_safe
def board(request: Visit, cycle_id: int) -> HttpResponse:
    """Show how far every community is in every step."""
    found, laid = _laid(request, cycle_id)
    by_lag = request.GET.get("order") == "behind"
    groups = [(None, laid.furthest_behind_first)] if by_lag else laid.groups
    context = {"cycle": found, "board": laid, "groups": groups, "by_lag": by_lag}
    return page(request, "programmes/board.html", context)


@login_required
@require_safe
def board_sheet(request: Visit, cycle_id: int) -> HttpResponse:
    """Hand out the board as a spreadsheet."""
    found, laid = _laid(request, cycle_id)
    title = _("%(cycle)s 进度表") % {"cycle": found}
    return sheet_response(title, *boards.as_table(laid))


def _laid(request: Visit, cycle_id: int) -> tuple[Any, boards.Board]:
    found = get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)
    return found, boards.board_of(queries.steps_of(found), list(queries.taking_part(found)))
