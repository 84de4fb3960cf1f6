"""Going out to tell neighbours: the coverage for everybody, the records in the office."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import sheet_response

from .. import actions, permissions, queries
from ..forms import LeafletsForm, OutreachForm, TakeBackForm, TeamForm
from .loading import form_page, unit_run

MOST_WINDOWS = 2000
"""With more homes than this the windows are left out: a phone would draw them for seconds."""

PER_PAGE = 20


@require_safe
def outreach(request: Visit, unit_id: int) -> HttpResponse:
    """Show everybody which buildings were reached, and how many homes of each."""
    unit = get_object_or_404(queries.communities(), pk=unit_id)
    text = _("看看%(place)s走到了哪几栋楼，您家那栋讲到了没有") % {"place": unit.name}
    context = _coverage(unit) | {
        "times": queries.outreach_of(unit)[:PER_PAGE],
        "may_run": permissions.can_run_listening(request.user, unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "listening/outreach.html", context)


@login_required
@require_safe
def outreach_desk(request: Visit, unit_id: int) -> HttpResponse:
    """Show the office its teams, leaflets and every time of going out."""
    unit = unit_run(request, unit_id)
    listed = BoundedPaginator(queries.outreach_of(unit), PER_PAGE)
    context = _coverage(unit) | {
        "page": listed.get_page(request.GET.get("page")),
        "teams": queries.teams_of(unit),
        "batches": queries.batches_of(unit),
        "counted_elsewhere": queries.steps_counting_leaflets(unit),
    }
    return page(request, "listening/outreach_desk.html", context)


@login_required
def outreach_note(request: Visit, unit_id: int) -> HttpResponse:
    """Note one time of going out."""
    unit = unit_run(request, unit_id)
    teams = [team for team in queries.teams_of(unit) if team.is_active]
    batches = list(queries.batches_of(unit))
    form = OutreachForm(
        request.POST or None, teams=teams, batches=batches, coverage=queries.coverage_of(unit)
    )

    def note(given: dict[str, Any]) -> None:
        actions.note_outreach(
            actor=request.user,
            community=unit,
            method=given["method"],
            happened_on=given["happened_on"],
            about=given["about"],
            key=given["key"],
            reached=form.reached,
            team=_chosen(teams, given["team"]),
            spot=given["spot"],
            batch=_chosen(batches, given["batch"]),
            leaflets=given["leaflets"] or 0,
        )

    if accepted(form, note):
        success(request, _("记下了。"))
        return done(request, reverse("listening:outreach_desk", args=[unit.pk]))
    status = 422 if form.errors else 200
    return page(
        request, "listening/outreach_note.html", {"unit": unit, "form": form}, status=status
    )


@login_required
@require_safe
def outreach_xlsx(request: Visit, unit_id: int) -> HttpResponse:
    """Give the office the coverage and every time of going out as an Excel file."""
    unit = unit_run(request, unit_id)
    covered = [(line.name, line.reached, line.whole) for line in queries.coverage_of(unit)]
    times = (
        (
            one.happened_on,
            str(one.get_method_display()),
            one.about,
            one.spot,
            str(one.team or ""),
            one.households,
            str(one.batch or ""),
            one.leaflets,
        )
        for one in queries.outreach_of(unit)
    )
    told = [
        _("哪天"),
        _("怎么讲的"),
        _("讲了什么"),
        _("在哪儿"),
        pgettext("for outreach", "小组"),
        _("新讲到的户数"),
        _("哪一批宣传单"),
        _("发了几份"),
    ]
    stock: list[Any] = list(queries.batches_of(unit))
    batches = [(one.title, one.printed_on, one.printed, one.handed_out) for one in stock]
    return sheet_response(
        _("%(name)s宣传覆盖") % {"name": unit.name},
        [_("楼"), _("讲到的户数"), _("一共几户")],
        covered,
        (_("每一次"), told, times),
        (_("宣传单"), [_("讲什么"), _("哪天印的"), _("印了几份"), _("发了几份")], batches),
    )


@login_required
def team_new(request: Visit, unit_id: int) -> HttpResponse:
    """Form a team."""
    unit = unit_run(request, unit_id)
    buildings = queries.buildings_of(unit)
    form = TeamForm(request.POST or None, buildings=buildings)

    def make(given: dict[str, Any]) -> None:
        chosen = [one for one in buildings if one.pk in given["buildings"]]
        actions.form_team(actor=request.user, community=unit, **given | {"buildings": chosen})

    back = reverse("listening:outreach_desk", args=[unit.pk])
    if accepted(form, make):
        success(request, _("小组建好了。"))
        return done(request, back)
    return form_page(request, unit, form, title=_("建一个宣传小组"), label=_("建好"), back=back)


@login_required
@require_POST
def team_end(request: Visit, team_id: int) -> HttpResponse:
    """Say that a team goes out no more."""
    team = get_object_or_404(queries.teams_run_by(request.user), pk=team_id)
    actions.end_team(actor=request.user, team=team)
    success(request, _("这个小组结束了，去过哪里都还在。"))
    return done(request, reverse("listening:outreach_desk", args=[team.community_id]))


@login_required
def leaflets_new(request: Visit, unit_id: int) -> HttpResponse:
    """Write down what was printed."""
    unit = unit_run(request, unit_id)
    form = LeafletsForm(request.POST or None)
    back = reverse("listening:outreach_desk", args=[unit.pk])
    if accepted(
        form,
        lambda given: actions.print_leaflets(actor=request.user, community=unit, **given),
    ):
        success(request, _("记下了。"))
        return done(request, back)
    return form_page(request, unit, form, title=_("印了宣传单"), label=_("记下"), back=back)


@login_required
def outreach_back(request: Visit, record_id: int) -> HttpResponse:
    """Take back one time of going out that was noted wrongly."""
    record = get_object_or_404(queries.outreach_run_by(request.user), pk=record_id)
    return _taken_back(request, record, partial(actions.take_back_outreach, record=record))


@login_required
def leaflets_back(request: Visit, batch_id: int) -> HttpResponse:
    """Take back a batch that was noted wrongly."""
    batch = get_object_or_404(queries.batches_run_by(request.user), pk=batch_id)
    return _taken_back(request, batch, partial(actions.take_back_leaflets, batch=batch))


def _taken_back(request: Visit, thing: Any, act: Callable[..., None]) -> HttpResponse:
    back = reverse("listening:outreach_desk", args=[thing.community.pk])
    form = TakeBackForm(request.POST or None)
    title = _("撤掉“%(what)s”") % {"what": thing}
    if accepted(form, lambda given: act(actor=request.user, **given)):
        success(request, _("撤掉了，数也跟着减了。"))
        return done(request, back)
    return form_page(request, thing.community, form, title=title, label=_("撤掉"), back=back)


def _coverage(unit: Any) -> dict[str, Any]:
    lines = queries.coverage_of(unit)
    homes = sum(line.whole for line in lines)
    return {
        "unit": unit,
        "lines": lines,
        "reached": sum(line.reached for line in lines),
        "homes": homes,
        "has_windows": homes <= MOST_WINDOWS,
    }


def _chosen(things: list[Any], pk: int | None) -> Any:
    return next((one for one in things if one.pk == pk), None)
