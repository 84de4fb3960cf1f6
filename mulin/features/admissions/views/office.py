"""Where an office keeps its register and looks through it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import MOST_BYTES

from .. import actions, letters, permissions, queries, tables
from ..forms import (
    FindForm,
    LookForm,
    RoundForm,
    RuleForm,
    SureForm,
    TaskForm,
    UploadForm,
    sealed,
)

PER_PAGE = 50
SHOWN_WHEN_CHECKED = 30


@login_required
@require_safe
def offices(request: Visit) -> HttpResponse:
    """Lead to the register somebody works with."""
    found = queries.offices_used_by(request.user).first()
    if found is None:
        raise Http404
    return done(request, reverse("admissions:desk", args=[found.pk]))


@login_required
@require_safe
def desk(request: Visit, unit_id: int) -> HttpResponse:
    """Show the register: the tasks, the round that goes on, and what waits."""
    unit = _register_behind(request, unit_id)
    form = FindForm(request.GET, departments=queries.departments_with_tasks(unit), is_public=False)
    may_keep = permissions.can_keep_register(request.user, unit)
    counted = queries.counter_of(unit)
    context = {
        "unit": unit,
        "counter": counted,
        "undecided": queries.undecided_in(counted.running) if counted.running else 0,
        "form": form,
        "page": Paginator(
            queries.narrowed(queries.tasks_of(unit), **form.narrowing), PER_PAGE
        ).get_page(request.GET.get("page")),
        "second_looks": queries.second_looks_waiting(request.user).filter(task__unit=unit),
        "asked": queries.requests_at(request.user, unit, state="asked").count(),
        "rule": queries.rule_of(unit),
        "may_keep": may_keep,
        "may_decide": may_keep and counted.running,
        "acts": [
            {"name": "verdict", "value": "admitted", "label": _("准入"), "icon": "check"},
            {"name": "verdict", "value": "declined", "label": _("不准入"), "icon": "x"},
        ],
    }
    return page(request, "admissions/desk.html", context)


@login_required
def open_round(request: Visit, unit_id: int) -> HttpResponse:
    """Begin a round."""
    unit = kept_office(request, unit_id)
    form = RoundForm(request.POST or None)
    if accepted(form, lambda given: actions.open_round(actor=request.user, unit=unit, **given)):
        success(request, _("开始了。把部门交给社区的事都登记上来，再一项一项定。"))
        return done(request, reverse("admissions:desk", args=[unit.pk]))
    return _form(
        request,
        unit,
        form,
        _("开始清理"),
        _("先把部门交给社区的事全部登记，再逐项定准入不准入，都定了才能结束、公布。"),
        _("开始这一轮"),
    )


@login_required
def register(request: Visit, unit_id: int) -> HttpResponse:
    """Put one task on the register."""
    unit = kept_office(request, unit_id)
    departments = queries.departments_known_to(unit)
    form = TaskForm(request.POST or None, departments=[(one.pk, one.name) for one in departments])

    def act(given: dict[str, Any]) -> None:
        chosen = get_object_or_404(departments, pk=given.pop("department"))
        actions.register_task(actor=request.user, unit=unit, department=chosen, **given)

    if accepted(form, act):
        success(request, _("登记好了。"))
        return done(request, reverse("admissions:desk", args=[unit.pk]))
    lede = _("没有要找的部门？先到“机构和小组”里登记。")
    return _form(request, unit, form, _("登记一项"), lede, _("登记"))


@login_required
def upload(request: Visit, unit_id: int) -> HttpResponse:
    """Read a list, show what it would do, and take it in when somebody says so."""
    unit = kept_office(request, unit_id)
    if "lines" in request.POST:
        return _take_in(request, unit)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*posted)
    found: list[tables.Checked] = []
    if accepted(form, lambda given: _check(unit, form, given["file"], found)) and found:
        return _show_checked(request, unit, found[0])
    return page(request, "admissions/upload.html", {"unit": unit, "form": form})


def _check(unit: Any, form: UploadForm, file: Any, found: list[tables.Checked]) -> None:
    try:
        found.append(tables.checked(unit, file.read(MOST_BYTES + 1)))
    except tables.Faulty as wrong:
        for fault in wrong.faults:
            form.add_error("file", fault)


def _show_checked(request: Visit, unit: Any, found: tables.Checked) -> HttpResponse:
    context = {
        "unit": unit,
        "checked": found,
        "shown": found.lines[:SHOWN_WHEN_CHECKED],
        "more": max(len(found.lines) - SHOWN_WHEN_CHECKED, 0),
        "form": SureForm(initial={"lines": sealed(found.lines)}),
    }
    return page(request, "admissions/checked.html", context)


def _take_in(request: Visit, unit: Any) -> HttpResponse:
    sure = SureForm(request.POST)
    new: list[int] = []

    def act(given: dict[str, Any]) -> None:
        new.append(actions.take_list(actor=request.user, unit=unit, lines=given["lines"]))

    if accepted(sure, act):
        words = ngettext("新登记 %(n)s 项。", "新登记 %(n)s 项。", new[0]) % {"n": new[0]}
        success(request, words)
        return done(request, reverse("admissions:desk", args=[unit.pk]))
    form = UploadForm()
    context = {"unit": unit, "form": form, "wrong": [e for es in sure.errors.values() for e in es]}
    return page(request, "admissions/upload.html", context)


@login_required
@require_safe
def template(request: Visit, unit_id: int) -> HttpResponse:
    """Give the register as it stands, to fill in and send back."""
    unit = kept_office(request, unit_id)
    title = _("%(place)s社区工作事项登记表") % {"place": unit.name}
    rows = tables.rows_of(queries.tasks_of(unit).order_by("number"))
    return sheet_response(title, tables.columns(), rows)


@login_required
@require_POST
def decide(request: Visit, unit_id: int) -> HttpResponse:
    """Admit the ticked tasks, or do not, for one reason."""
    unit = kept_office(request, unit_id)
    found = queries.open_round_of(unit)
    if found is None:
        raise Refused(_("现在没有在清理。先开一轮，再登记事项。"))
    ticked = [int(pk) for pk in request.POST.getlist("task") if pk.isdecimal() and len(pk) < 12]
    n = actions.decide_tasks(
        actor=request.user,
        found=found,
        tasks=queries.tasks_of(unit).filter(pk__in=ticked[:PER_PAGE]),
        verdict=request.POST.get("verdict", ""),
        reason=" ".join(request.POST.get("reason", "").replace("\0", "").split())[:200],
    )
    success(request, ngettext("定了 %(n)s 项。", "定了 %(n)s 项。", n) % {"n": n})
    return done(request, reverse("admissions:desk", args=[unit.pk]) + "?state=registered")


@login_required
def close_round(request: Visit, admission_round_id: int) -> HttpResponse:
    """End a round and make its result public."""
    found = get_object_or_404(queries.rounds_kept_by(request.user), pk=admission_round_id)
    if not permissions.can_keep_register(request.user, found.unit):
        raise Http404
    if request.method == "POST":
        actions.close_round(actor=request.user, found=found)
        success(request, _("公布了，谁都能看到哪些做、哪些不做。"))
        return done(request, reverse("admissions:counter", args=[found.unit_id]))
    return done(request, reverse("admissions:desk", args=[found.unit_id]))


@login_required
def rule(request: Visit, unit_id: int) -> HttpResponse:
    """Say by which rule tasks are admitted, and how the letter reads."""
    unit = kept_office(request, unit_id)
    before = queries.rule_of(unit)
    initial: dict[str, Any] = {"letter": letters.USUAL}
    if before:
        document = before.document
        initial = {
            name: getattr(document, name)
            for name in ("title", "number", "issuer", "dated_on", "link")
        } | {"letter": before.letter, "contact": before.contact}
    form = RuleForm(request.POST or None, initial=initial)
    if accepted(form, lambda given: actions.set_rule(actor=request.user, unit=unit, **given)):
        success(request, _("记下了，以后的答复信都照它写。以前发出的不变。"))
        return done(request, reverse("admissions:desk", args=[unit.pk]))
    lede = _("信里会写明依据哪个规定。改了以后，已经发出的信不会变。")
    return _form(request, unit, form, _("准入规定和答复信"), lede, _("记下来"))


@login_required
def answer_look(request: Visit, second_look_id: int) -> HttpResponse:
    """Answer somebody who asked for a second look."""
    look = get_object_or_404(queries.second_looks_waiting(request.user), pk=second_look_id)
    if not permissions.can_keep_register(request.user, look.task.unit):
        raise Http404
    form = LookForm(request.POST or None)
    if accepted(
        form, lambda given: actions.answer_second_look(actor=request.user, look=look, **given)
    ):
        success(request, _("答复了，写在这一项的公开页面上。"))
        return done(request, reverse("admissions:task", args=[look.task_id]))
    lede = _("%(who)s：%(reason)s") % {"who": look.asked_for, "reason": look.reason}
    heading = _("再看一次：%(name)s") % {"name": look.task.name}
    return _form(request, look.task.unit, form, heading, lede, _("答复"))


def _register_behind(request: Visit, unit_id: int) -> Any:
    """Return the office whose register counts at a unit where the viewer works."""
    community = queries.communities_worked_for_by(request.user).filter(pk=unit_id).first()
    if community is None:
        return used_office(request, unit_id)
    kept = queries.register_for(community) or queries.offices_used_by(request.user).first()
    if kept is None:
        raise Http404
    return kept


def used_office(request: Visit, unit_id: int) -> Any:
    """Return an office with whose register the viewer works."""
    return get_object_or_404(queries.offices_used_by(request.user), pk=unit_id)


def kept_office(request: Visit, unit_id: int) -> Any:
    """Return an office whose register the viewer keeps."""
    unit = used_office(request, unit_id)
    if not permissions.can_keep_register(request.user, unit):
        raise Http404
    return unit


def _form(
    request: Visit, unit: Any, form: Any, heading: str, lede: str, label: str
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "lede": lede,
        "label": label,
        "back": reverse("admissions:desk", args=[unit.pk]),
    }
    return page(request, "admissions/desk_form.html", context)
