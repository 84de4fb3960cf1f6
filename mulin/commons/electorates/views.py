"""Where staff draw up, correct, keep and print the rolls of those who decide."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import compounds_of, household_at, units_staffed_by
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from . import actions, permissions, queries, tables
from .forms import JoinForm, ReasonForm, RollForm, line_form_for

A_PAGE = 50


@login_required
def electorates(request: Visit, unit_id: int) -> HttpResponse:
    """List a unit's rolls, and draw up another."""
    unit = get_object_or_404(units_staffed_by(request.user), pk=unit_id)
    if not permissions.can_draw_up(request.user, unit):
        raise Http404
    compounds = {compound.pk: compound for compound in compounds_of(unit)}
    form = RollForm(
        request.POST or None,
        request.FILES or None,
        initial={"kind": request.GET.get("kind", "")},
        compounds=[(compound.pk, compound.name) for compound in compounds.values()],
    )
    made: list[Any] = []

    def draw_up(given: dict[str, Any]) -> None:
        given["compound"] = compounds.get(given.pop("compound"))
        if file := given.pop("file"):
            given["lines"] = tables.read(file.read(tables.MOST_BYTES + 1), given["kind"], unit)
        made.append(actions.draw_up(actor=request.user, unit=unit, **given))

    if accepted(form, draw_up):
        success(request, _("名册建好了，请核对；开始以后就封存。"))
        return done(request, _here(made[0]))
    lines = Paginator(queries.electorates_of(unit), A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "electorates/electorates.html",
        {"unit": unit, "form": form, "lines": lines, "empty": tables.empty_tables()},
    )


@login_required
@require_safe
def empty_sheet(request: Visit, unit_id: int, kind: str) -> HttpResponse:
    """Give the table to fill in from which a roll of one kind is drawn up."""
    unit = get_object_or_404(units_staffed_by(request.user), pk=unit_id)
    if not permissions.can_draw_up(request.user, unit) or kind not in tables.EMPTY:
        raise Http404
    title = _("%(kind)s名册空表") % {"kind": dict(tables.empty_tables())[kind]}
    return sheet_response(title, tables.empty_columns(kind), [])


@login_required
@require_safe
def roll(request: Visit, electorate_id: int) -> HttpResponse:
    """Show who stands on a roll; that is written down."""
    electorate = _electorate(request, electorate_id)
    actions.note_read(actor=request.user, electorate=electorate)
    return _roll_page(request, electorate, line_form_for(electorate.kind)())


@login_required
@require_POST
def add(request: Visit, electorate_id: int) -> HttpResponse:
    """Add a line that the registers had missed."""
    electorate = _electorate(request, electorate_id)
    form = line_form_for(electorate.kind)(request.POST)
    if accepted(form, lambda given: _add(request, electorate, given)):
        success(request, _("补登好了。"))
        return done(request, _here(electorate))
    return _roll_page(request, electorate, form)


def _add(request: Visit, electorate: Any, given: dict[str, Any]) -> None:
    line = {"because": given["because"], "name": given.get("name", "")}
    if "area" in given:
        line |= {"address": given["door"], "area": int(given["area"] * 100)}
    elif "door" in given:
        _building, line["household"] = household_at(electorate.unit, given["door"])
        if line["household"] is None:
            raise Refused(_("户册里没有“%(door)s”") % {"door": given["door"]})
    actions.add_elector(actor=request.user, electorate=electorate, **line)


@login_required
def correct(request: Visit, elector_id: int) -> HttpResponse:
    """Strike a line, or put a struck one back."""
    elector = get_object_or_404(queries.electors_visible_to(request.user), pk=elector_id)
    form = ReasonForm(request.POST or None)
    act = actions.restore_elector if elector.is_struck else actions.strike_elector
    if accepted(form, lambda given: act(actor=request.user, elector=elector, **given)):
        success(request, _("改好了，原因记下了。"))
        return done(request, _here(elector.electorate))
    context = {"elector": elector, "electorate": elector.electorate, "form": form}
    return page(request, "electorates/correct.html", context)


@login_required
def join(request: Visit, electorate_id: int) -> HttpResponse:
    """Make several owners' lines one."""
    electorate = _electorate(request, electorate_id)
    lines = [one for some in queries.same_names(electorate) for one in some]
    form = JoinForm(request.POST or None, lines=lines)

    def act(given: dict[str, Any]) -> None:
        chosen = [one for one in lines if one.pk in given.pop("electors")]
        actions.join_owners(actor=request.user, electors=chosen, **given)

    if accepted(form, act):
        success(request, _("合成一行了。"))
        return done(request, _here(electorate))
    context = {"electorate": electorate, "form": form, "lines": lines}
    return page(request, "electorates/join.html", context)


@login_required
@require_safe
def sheet(request: Visit, electorate_id: int) -> HttpResponse:
    """Give a roll as an Excel file; that is written down."""
    electorate = _electorate(request, electorate_id)
    actions.note_taken_out(actor=request.user, electorate=electorate)
    rows = tables.rows(electorate, queries.every_line_of(electorate))
    return sheet_response(electorate.name, tables.columns(electorate), rows)


@login_required
@require_safe
def check_list(request: Visit, electorate_id: int) -> HttpResponse:
    """Show a roll as the list on which a committee ticks who came; that is written down."""
    electorate = _electorate(request, electorate_id)
    actions.note_taken_out(actor=request.user, electorate=electorate)
    context = {
        "electorate": electorate,
        "electors": queries.roll_of(electorate),
        "back": _here(electorate),
    }
    return page(request, "electorates/check_list.html", context)


def _roll_page(request: Visit, electorate: Any, form: Any) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:60]
    lines = Paginator(queries.every_line_of(electorate, words), A_PAGE)
    context = {
        "electorate": electorate,
        "figures": queries.figures_of(electorate),
        "corrections": queries.corrections_since_frozen(electorate),
        "lines": lines.get_page(request.GET.get("page")),
        "words": words,
        "form": form,
        "namesakes": len(queries.same_names(electorate)) if not electorate.is_frozen else 0,
    }
    return page(request, "electorates/roll.html", context)


def _electorate(request: Visit, electorate_id: int) -> Any:
    return get_object_or_404(queries.electorates_visible_to(request.user), pk=electorate_id)


def _here(electorate: Any) -> str:
    return reverse("electorates:roll", args=[electorate.pk])
