from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import units_staffed_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from . import actions, permissions, queries
from .forms import CodeForm
from .registers import REGISTERS, Register, kept_by, known_to

A_PAGE = 50


@login_required
def registers(request: Visit, unit_id: int) -> HttpResponse:
    """Show the registers a unit keeps."""
    unit = _unit(request, unit_id)
    kept = [(register, len(list(register.rows(unit)))) for register in kept_by(unit)]
    return page(request, "organisations/registers.html", {"unit": unit, "kept": kept})


@login_required
def register(request: Visit, unit_id: int, slug: str) -> HttpResponse:
    """Show one register and take a new line."""
    unit, register = _unit_and_register(request, unit_id, slug)
    form = register.form(request.POST or None, known=known_to(unit))
    if accepted(form, lambda facts: register.enter(request.user, unit, facts)):
        messages.success(request, _("登记好了。"))
        return done(request, request.path)
    lines = Paginator(register.table(unit), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"unit": unit, "register": register, "form": form, "lines": lines}
    return page(request, "organisations/register.html", context)


@login_required
def sheet(request: Visit, unit_id: int, slug: str) -> HttpResponse:
    """Give one register as an Excel file."""
    unit, register = _unit_and_register(request, unit_id, slug)
    rows = [[cell for _label, cell in cells] for _line, cells in register.table(unit)]
    columns = [str(label) for label, _cell in register.columns]
    return sheet_response(f"{unit.name} {register.title}", columns, rows)


@login_required
def code(request: Visit, group_id: int) -> HttpResponse:
    """Let a chat group's keeper, or the office, show the code by which people come in."""
    group = _chat_group(request, group_id)
    form = CodeForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "until_on": timezone.localdate() + actions.LIFE_OF_A_CODE,
            "is_public": group.is_code_public,
        },
    )

    def show(given: dict[str, Any]) -> None:
        given["picture"] = given.pop("code")[0]
        actions.show_code(actor=request.user, group=group, **given)

    if accepted(form, show):
        messages.success(request, _("二维码放好了。"))
        return done(request, request.path)
    return page(request, "organisations/code.html", {"group": group, "form": form})


@login_required
@require_POST
def code_remove(request: Visit, group_id: int) -> HttpResponse:
    """Take a chat group's code away."""
    group = _chat_group(request, group_id)
    actions.remove_code(actor=request.user, group=group)
    messages.success(request, _("二维码拿掉了，照片也删了。"))
    return done(request, reverse("organisations:code", args=[group.pk]))


@login_required
@require_POST
def retire(request: Visit, unit_id: int, slug: str, line_id: int) -> HttpResponse:
    """Take a line off a register."""
    unit, register = _unit_and_register(request, unit_id, slug)
    line = next((row for row in register.rows(unit) if row.pk == line_id), None)
    if line is None or not register.may_retire:
        raise Http404
    actions.retire(actor=request.user, thing=line)
    messages.success(request, _("“%(line)s”停用了，以前的记录还在。") % {"line": line})
    return done(request, reverse("organisations:register", args=[unit.pk, register.slug]))


def _unit(request: Visit, unit_id: int) -> Any:
    unit = get_object_or_404(units_staffed_by(request.user), pk=unit_id)
    if not permissions.can_keep_registers(request.user, unit):
        raise Http404
    return unit


def _unit_and_register(request: Visit, unit_id: int, slug: str) -> tuple[Any, Register]:
    unit = _unit(request, unit_id)
    if slug not in REGISTERS or not REGISTERS[slug].is_kept_by(unit):
        raise Http404
    return unit, REGISTERS[slug]


def _chat_group(request: Visit, group_id: int) -> Any:
    group = get_object_or_404(queries.chat_groups_kept_by(request.user), pk=group_id)
    if not permissions.can_show_code(request.user, group):
        raise Http404
    return group
