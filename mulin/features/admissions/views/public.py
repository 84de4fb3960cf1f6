"""What communities do for departments, and what they need not do any more: for everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.boards import office_of
from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries, tables
from ..forms import FindForm, ReasonForm

PER_PAGE = 30
MOST_ON_PAPER = 1000


@require_safe
def counter(request: Visit, unit_id: int) -> HttpResponse:
    """Show from how many tasks to how many, and which: with reasons, by department."""
    unit = get_object_or_404(queries.offices(), pk=unit_id)
    counted = queries.counter_of(unit)
    if not counted.last and not counted.running:
        kept_above = queries.register_for(unit)
        if kept_above:
            return done(request, reverse("admissions:counter", args=[kept_above.pk]))
    departments = queries.by_department(unit)
    form = FindForm(
        request.GET, departments=[(pk, name) for pk, name, *_n in departments], is_public=True
    )
    tasks = queries.narrowed(queries.public_tasks().filter(unit=unit), **form.narrowing)
    context = {
        "unit": unit,
        "counter": counted,
        "departments": departments,
        "form": form,
        "page": Paginator(tasks, PER_PAGE).get_page(request.GET.get("page")),
        "may_keep": permissions.can_keep_register(request.user, unit),
        "may_apply": queries.is_contact(request.user),
        "share": share(request, request.path, text=_words(unit, counted)),
    }
    return page(request, "admissions/counter.html", context)


@require_safe
def sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give everybody the whole list as an Excel file."""
    unit = get_object_or_404(queries.offices(), pk=unit_id)
    tasks = queries.public_tasks().filter(unit=unit).order_by("number")
    title = _("%(place)s社区工作准入目录") % {"place": unit.name}
    return sheet_response(title, tables.columns(), tables.rows_of(tasks))


@require_safe
def paper(request: Visit, unit_id: int) -> HttpResponse:
    """Show the list of what is admitted as the sheet that hangs in the office."""
    unit = get_object_or_404(queries.offices(), pk=unit_id)
    tasks = queries.public_tasks().filter(unit=unit).order_by("number")[:MOST_ON_PAPER]
    counted = queries.counter_of(unit)
    link = reverse("admissions:counter", args=[unit.pk])
    context = {
        "unit": unit,
        "office": office_of(unit),
        "counter": counted,
        "tasks": [task for task in tasks if task.is_admitted and not task.is_over],
        "rule": queries.rule_of(unit),
        "share": share(request, link, text=_words(unit, counted)),
        "back": link,
    }
    return page(request, "admissions/paper.html", context)


@require_safe
def task(request: Visit, task_admission_id: int) -> HttpResponse:
    """Show one task: whose it is, on what ground, and what was decided why."""
    found = get_object_or_404(queries.tasks_visible_to(request.user), pk=task_admission_id)
    text = _("看看“%(name)s”社区还要不要做") % {"name": found.name}
    context = {
        "task": found,
        "second_looks": queries.second_looks_at(found),
        "events": timeline_of(found),
        "may_ask": not found.is_registered and permissions.can_ask_second_look(request.user, found),
        "may_keep": permissions.can_keep_register(request.user, found.unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "admissions/task.html", context)


@login_required
def second_look(request: Visit, task_admission_id: int) -> HttpResponse:
    """Ask the office to look at a decision again."""
    found = get_object_or_404(queries.tasks_visible_to(request.user), pk=task_admission_id)
    if not permissions.can_ask_second_look(request.user, found):
        raise Http404
    form = ReasonForm(request.POST or None, label=_("哪里不对，为什么"))

    def act(given: dict[str, Any]) -> None:
        actions.ask_second_look(actor=request.user, task=found, **given)

    if accepted(form, act):
        success(request, _("记下了，街道会看，看了会答复。"))
        return done(request, reverse("admissions:task", args=[found.pk]))
    context = {
        "form": form,
        "heading": _("请再看一次：%(name)s") % {"name": found.name},
        "lede": _("%(state)s。理由：%(reason)s")
        % {"state": found.get_state_display(), "reason": found.reason},
        "label": _("请街道再看一次"),
        "back": reverse("admissions:task", args=[found.pk]),
    }
    return page(request, "admissions/form.html", context)


def _words(unit: Any, counted: queries.Counter) -> str:
    if not counted.registered:
        return _("看看%(place)s的社区替部门做哪些事") % {"place": unit.name}
    return _("%(place)s的社区，部门交来的事从 %(had)s 项减到 %(stay)s 项，看看是哪些") % {
        "place": unit.name,
        "had": counted.registered,
        "stay": counted.admitted,
    }
