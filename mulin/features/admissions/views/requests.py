"""What departments ask for, and the letter that answers it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.boards import office_of
from mulin.commons.notices.pdf import NoPdf, pdf_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import ancestors_of, communities_worked_for_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import file_response, sheet_response

from .. import actions, letters, permissions, queries, tables
from ..forms import AdmitForm, ApplicationForm, NoteForm, ReasonForm, RefuseForm
from .office import used_office

PER_PAGE = 30
NAMED_ON_PAPER = ("city", "district", "subdistrict")


@login_required
def apply(request: Visit, unit_id: int) -> HttpResponse:
    """Let a department ask for a task to be admitted."""
    unit = get_object_or_404(queries.offices(), pk=unit_id)
    departments = queries.departments_of(request.user).filter(
        pk__in=queries.departments_known_to(unit)
    )
    choices = [(one.pk, one.name) for one in departments]
    if not choices:
        raise Http404
    form = ApplicationForm(request.POST or None, departments=choices)
    kept: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        chosen = get_object_or_404(departments, pk=given.pop("department"))
        kept.append(
            actions.note_request(
                actor=request.user,
                unit=unit,
                department=chosen,
                way="application",
                asked_on=timezone.localdate(),
                **given,
            )
        )

    if accepted(form, act):
        success(request, _("收到了。街道批了或者没批，都会写明理由告诉您。"))
        return done(request, reverse("admissions:request", args=[kept[0].pk]))
    context = {
        "form": form,
        "heading": _("申请准入"),
        "lede": _("%(place)s：没有准入的工作，社区不接。写明依据、时限和经费，街道来定。")
        % {"place": unit.name},
        "label": _("交给街道"),
        "back": reverse("admissions:mine"),
    }
    return page(request, "admissions/form.html", context)


@login_required
@require_safe
def mine(request: Visit) -> HttpResponse:
    """Show a department what it asked for and what came of it."""
    if not queries.departments_of(request.user).exists():
        raise Http404
    asked = Paginator(queries.requests_of_departments(request.user), PER_PAGE)
    context = {
        "page": asked.get_page(request.GET.get("page")),
        "offices": queries.offices_above(request.user),
    }
    return page(request, "admissions/mine.html", context)


@login_required
@require_safe
def log(request: Visit, unit_id: int) -> HttpResponse:
    """Show what departments asked for, what waits first."""
    unit = used_office(request, unit_id)
    state = request.GET.get("state", "")
    state = state if state in ("asked", "admitted", "refused") else ""
    asked = Paginator(queries.requests_at(request.user, unit, state=state), PER_PAGE)
    context = {
        "unit": unit,
        "state": state,
        "chips": [
            ("", _("全部")),
            ("asked", _("等答复")),
            ("admitted", _("准入了")),
            ("refused", _("没有准入")),
        ],
        "page": asked.get_page(request.GET.get("page")),
        "rule": queries.rule_of(unit),
    }
    return page(request, "admissions/log.html", context)


@login_required
@require_safe
def log_sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give the log as an Excel file."""
    unit = used_office(request, unit_id)
    title = _("%(place)s部门来件登记") % {"place": unit.name}
    rows = tables.request_rows(queries.requests_at(request.user, unit))
    return sheet_response(title, tables.request_columns(), rows)


@login_required
def note(request: Visit, unit_id: int) -> HttpResponse:
    """Write down what a department asked of a community."""
    unit = used_office(request, unit_id)
    departments = queries.departments_known_to(unit)
    own = communities_worked_for_by(request.user).filter(path__startswith=unit.path)
    form = NoteForm(
        request.POST or None,
        departments=[(one.pk, one.name) for one in departments],
        communities=[(one.pk, one.name) for one in own],
        may_ask_of_all=permissions.can_keep_register(request.user, unit),
    )
    kept: list[Any] = []

    def act(given: dict[str, Any]) -> None:
        given["department"] = get_object_or_404(departments, pk=given["department"])
        if given["community"]:
            given["community"] = get_object_or_404(own, pk=given["community"])
        kept.append(actions.note_request(actor=request.user, unit=unit, **given))

    if accepted(form, act):
        success(request, _("记下了。"))
        return done(request, reverse("admissions:request", args=[kept[0].pk]))
    context = {
        "form": form,
        "heading": _("记一件部门来件"),
        "lede": _("部门直接交给社区、又不在目录里的事，先记下来，再一键答复。"),
        "label": _("记下来"),
        "back": reverse("admissions:log", args=[unit.pk]),
    }
    return page(request, "admissions/desk_form.html", context)


@login_required
@require_safe
def request(request: Visit, task_request_id: int) -> HttpResponse:
    """Show one request, and what may be answered."""
    found = _request(request, task_request_id)
    may_admit = found.is_open and permissions.can_keep_register(request.user, found.unit)
    may_refuse = found.is_open and permissions.can_answer_request(request.user, found)
    terms = {"from_on": found.from_on, "until_on": found.until_on, "funding": found.funding}
    context = {
        "found": found,
        "rule": queries.rule_of(found.unit),
        "admit_form": AdmitForm(initial=terms) if may_admit else None,
        "refuse_form": RefuseForm() if may_refuse else None,
        "may_withdraw": found.is_open and permissions.can_withdraw_request(request.user, found),
        "is_office": permissions.can_keep_register(request.user, found.unit)
        or permissions.can_answer_request(request.user, found),
    }
    return page(request, "admissions/request.html", context)


@login_required
@require_POST
def admit(request: Visit, task_request_id: int) -> HttpResponse:
    """Put what was asked for on the list."""
    found = _request(request, task_request_id)
    if not permissions.can_keep_register(request.user, found.unit):
        raise Http404
    form = AdmitForm(request.POST)
    if accepted(
        form, lambda given: actions.admit_request(actor=request.user, request=found, **given)
    ):
        success(request, _("准入了，目录里多了这一项。"))
        return done(request, reverse("admissions:request", args=[found.pk]))
    return _again(request, found, form, _("准入：%(name)s"), _("准入"))


@login_required
@require_POST
def refuse(request: Visit, task_request_id: int) -> HttpResponse:
    """Answer with the standard letter."""
    found = _request(request, task_request_id)
    if not permissions.can_answer_request(request.user, found):
        raise Http404
    form = RefuseForm(request.POST)
    if accepted(
        form, lambda given: actions.refuse_request(actor=request.user, request=found, **given)
    ):
        success(request, _("答复信写好了，可以下载、盖章、发出去。"))
        return done(request, reverse("admissions:request", args=[found.pk]))
    return _again(request, found, form, _("答复：%(name)s"), _("写好答复信"))


@login_required
def withdraw(request: Visit, task_request_id: int) -> HttpResponse:
    """Take a request back."""
    found = _request(request, task_request_id)
    if not permissions.can_withdraw_request(request.user, found):
        raise Http404
    form = ReasonForm(request.POST or None, label=_("为什么撤回"), most=200)
    if accepted(
        form, lambda given: actions.withdraw_request(actor=request.user, request=found, **given)
    ):
        success(request, _("撤回了，记录还在。"))
        return done(request, reverse("admissions:request", args=[found.pk]))
    return _again(request, found, form, _("撤回：%(name)s"), _("撤回"))


@login_required
@require_safe
def letter(request: Visit, refusal_letter_id: int) -> HttpResponse:
    """Show a letter as the sheet that is printed."""
    found = _letter(request, refusal_letter_id)
    context = {"letter": found, "sheet": _sheet(request, found)}
    context["back"] = reverse("admissions:request", args=[found.request_id])
    return page(request, "admissions/letter.html", context)


@login_required
@require_safe
def letter_pdf(request: Visit, refusal_letter_id: int) -> HttpResponse:
    """Send a letter as a PDF, or lead to the sheet where this machine cannot make one."""
    found = _letter(request, refusal_letter_id)
    html = render_to_string("admissions/pdf.html", {"sheet": _sheet(request, found)})
    try:
        content = pdf_of(html)
    except NoPdf:
        return done(request, reverse("admissions:letter", args=[found.pk]))
    name = _("%(number)s 答复%(to)s.pdf") % {"number": _number(found), "to": found.addressee}
    return file_response(content, name, "application/pdf")


def _letter(request: Visit, letter_id: int) -> Any:
    return get_object_or_404(queries.letters_visible_to(request.user), pk=letter_id)


def _number(found: Any) -> str:
    return letters.file_number(found.unit, found.year, found.number)


def _sheet(request: Visit, found: Any) -> str:
    """Return a letter on its office's paper, always in the site's own language."""
    above = [unit.name for unit in ancestors_of(found.unit) if unit.level in NAMED_ON_PAPER]
    link = reverse("admissions:counter", args=[found.rule.unit_id])
    with override(settings.LANGUAGE_CODE):
        office = office_of(found.unit)
        facts = {
            "letter": found,
            "office": office,
            "office_in_full": "".join(above) + office,
            "number": _number(found),
            "qr": share(request, link, text=_("社区工作准入目录")).qr_svg,
        }
        return render_to_string("admissions/_letter.html", facts)


def _request(request: Visit, request_id: int) -> Any:
    return get_object_or_404(queries.requests_visible_to(request.user), pk=request_id)


def _again(request: Visit, found: Any, form: Any, heading: str, label: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading % {"name": found.name},
        "lede": found.department.name,
        "label": label,
        "back": reverse("admissions:request", args=[found.pk]),
    }
    return page(request, "admissions/form.html", context)
