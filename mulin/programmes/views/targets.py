"""How an office says what a cycle is to reach, one by one or from a table."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries, target_tables
from ..target_form import FIGURES, TableFileForm, TargetForm
from ..targets import groups_of


@login_required
@require_safe
def targets(request: Visit, cycle_id: int) -> HttpResponse:
    """List what a cycle is to reach, for those who may change it."""
    return _targets_page(request, _steered(request, cycle_id), TableFileForm())


@login_required
@require_POST
def target_file(request: Visit, cycle_id: int) -> HttpResponse:
    """Set targets as a filled-in table says."""
    found = _steered(request, cycle_id)
    form = TableFileForm(request.POST, request.FILES)

    def act(given: dict[str, Any]) -> None:
        content = given["file"].read(target_tables.MOST_BYTES + 1)
        rows = target_tables.read(content, found, list(queries.units_with_targets(found)))
        count = actions.save_targets(actor=request.user, cycle=found, rows=rows)
        words = ngettext("记下了 %(count)s 条目标。", "记下了 %(count)s 条目标。", count)
        success(request, words % {"count": count})

    if accepted(form, act):
        return done(request, _here(found))
    return _targets_page(request, found, form)


@login_required
@require_safe
def target_sheet(request: Visit, cycle_id: int) -> HttpResponse:
    """Hand out the targets as a table, to keep or to fill in."""
    found = _steered(request, cycle_id)
    title = _("%(cycle)s 目标") % {"cycle": found}
    return sheet_response(title, target_tables.columns(), target_tables.rows(groups_of(found)))


@login_required
def new_target(request: Visit, cycle_id: int) -> HttpResponse:
    """Let staff set another target."""
    return _target_page(request, _steered(request, cycle_id), None)


@login_required
def target(request: Visit, target_id: int) -> HttpResponse:
    """Let staff change a target, or write down what they counted."""
    found = get_object_or_404(queries.targets_steered_by(request.user), pk=target_id)
    return _target_page(request, found.cycle, found)


@login_required
@require_POST
def remove_target(request: Visit, target_id: int) -> HttpResponse:
    """Take a target away."""
    found = get_object_or_404(queries.targets_steered_by(request.user), pk=target_id)
    actions.remove_target(actor=request.user, target=found)
    success(request, _("这条目标去掉了。"))
    return done(request, _here(found.cycle))


def _target_page(request: Visit, cycle: Any, found: Any) -> HttpResponse:
    initial = {name: getattr(found, name) for name in FIGURES} if found else {}
    initial |= {"unit": found.unit_id} if found else {}
    data = request.POST if request.method == "POST" else None
    units = queries.units_with_targets(cycle)
    form = TargetForm(data, cycle=cycle, units=units, initial=initial)
    if accepted(
        form,
        lambda given: actions.save_target(
            actor=request.user, cycle=cycle, target=found, **form.facts()
        ),
    ):
        success(request, _("目标记下了，居民看得到。"))
        return done(request, _here(cycle))
    return page(request, "programmes/target.html", {"form": form, "cycle": cycle, "target": found})


def _targets_page(request: Visit, cycle: Any, form: TableFileForm) -> HttpResponse:
    context = {"cycle": cycle, "targets": groups_of(cycle), "file_form": form}
    return page(request, "programmes/targets.html", context)


def _steered(request: Visit, cycle_id: int) -> Any:
    return get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)


def _here(cycle: Any) -> str:
    return reverse("programmes:targets", args=[cycle.pk])
