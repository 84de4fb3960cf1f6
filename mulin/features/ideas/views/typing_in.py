from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import EntryForm, FileForm
from ..sheets import COLUMNS, Line, lines_of


@login_required
def type_in(request: Visit, step_id: int) -> HttpResponse:
    """Take paper forms typed into Excel: all rows, or none and what is wrong with which."""
    step = get_object_or_404(queries.collecting_steps_worked_on_by(request.user), pk=step_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FileForm(*posted)
    lines: list[Line] = []
    if accepted(form, lambda given: lines.extend(_enter(request, step, given["file"]))):
        faulty = [line for line in lines if line.faults]
        if not faulty:
            said = ngettext(
                "%(n)s 条记下了，都挂出来了。", "%(n)s 条记下了，都挂出来了。", len(lines)
            )
            success(request, said % {"n": len(lines)})
            return done(request, reverse("ideas:review", args=[step.pk]))
        return page(request, "ideas/type_in.html", {"step": step, "form": form, "faulty": faulty})
    return page(request, "ideas/type_in.html", {"step": step, "form": form})


def _enter(request: Visit, step: Any, file: Any) -> list[Line]:
    communities = {
        unit.pk: unit for unit in queries.communities_entered_by(request.user, step.cycle)
    }
    named = [(pk, unit.name) for pk, unit in communities.items()]
    lines = lines_of(file.read(), EntryForm, step=step, communities=named)
    if any(line.faults for line in lines):
        return lines
    left_out = ("receipt", "photos")
    told = [
        (
            line.receipt,
            {name: value for name, value in line.told.items() if name not in left_out}
            | {"community": communities[line.told["community"]]},
        )
        for line in lines
    ]
    actions.enter_ideas(actor=request.user, step=step, told=told)
    return lines


@login_required
def empty_sheet(request: Visit, step_id: int) -> HttpResponse:
    """Give staff the table to type paper forms into."""
    step = get_object_or_404(queries.collecting_steps_worked_on_by(request.user), pk=step_id)
    if step.is_closed:
        raise Refused(_("“%(step)s”已经结束了。") % {"step": step})
    return sheet_response(
        _("金点子录入表 %(cycle)s") % {"cycle": step.cycle.name}, list(COLUMNS), []
    )
