"""How the communities of a cycle are put into zones, one by one or from a table."""

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

from .. import actions, queries, zone_tables
from ..forms import AssignForm, ZoneFileForm, ZoneForm


@login_required
def zones(request: Visit, cycle_id: int) -> HttpResponse:
    """Show the zones of a cycle, and let staff put every community into one."""
    found = _steered(request, cycle_id)
    drawn, parts = queries.zones_of(found), list(queries.taking_part(found))
    data = request.POST if request.method == "POST" else None
    choices = [(zone.pk, str(zone)) for zone in drawn]
    form = AssignForm(data, parts=parts, zones=choices)
    if accepted(
        form,
        lambda given: _told(
            request, actions.assign_zones(actor=request.user, cycle=found, zones=form.zones())
        ),
    ):
        return done(request, _here(found))
    return _zones_page(request, found, drawn, parts, form, ZoneFileForm())


@login_required
@require_POST
def zone_file(request: Visit, cycle_id: int) -> HttpResponse:
    """Put communities into zones as a filled-in table says."""
    found = _steered(request, cycle_id)
    drawn, parts = queries.zones_of(found), list(queries.taking_part(found))
    form = ZoneFileForm(request.POST, request.FILES)

    def act(given: dict[str, Any]) -> None:
        content = given["file"].read(zone_tables.MOST_BYTES + 1)
        chosen = zone_tables.read(content, parts, drawn)
        _told(request, actions.assign_zones(actor=request.user, cycle=found, zones=chosen))

    if accepted(form, act):
        return done(request, _here(found))
    choices = [(zone.pk, str(zone)) for zone in drawn]
    return _zones_page(request, found, drawn, parts, AssignForm(parts=parts, zones=choices), form)


@login_required
@require_safe
def zone_sheet(request: Visit, cycle_id: int) -> HttpResponse:
    """Hand out the communities and their zones as a table to fill in."""
    found = _steered(request, cycle_id)
    parts = queries.taking_part(found)
    title = _("%(cycle)s 分区表") % {"cycle": found}
    return sheet_response(title, zone_tables.columns(), zone_tables.rows(parts))


@login_required
def zone(request: Visit, zone_id: int) -> HttpResponse:
    """Let staff change a zone."""
    found = get_object_or_404(queries.zones_steered_by(request.user), pk=zone_id)
    initial = {
        "name": found.name,
        "focus": found.focus,
        "priority_categories": found.priority_categories,
    }
    return _zone_page(request, found.cycle, found, initial)


@login_required
def new_zone(request: Visit, cycle_id: int) -> HttpResponse:
    """Let staff draw another zone."""
    return _zone_page(request, _steered(request, cycle_id), None, {})


@login_required
@require_POST
def remove_zone(request: Visit, zone_id: int) -> HttpResponse:
    """Take away a zone nobody is in."""
    found = get_object_or_404(queries.zones_steered_by(request.user), pk=zone_id)
    actions.remove_zone(actor=request.user, zone=found)
    success(request, _("“%(zone)s”去掉了。") % {"zone": found})
    return done(request, _here(found.cycle))


def _zone_page(request: Visit, cycle: Any, found: Any, initial: dict[str, Any]) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ZoneForm(data, categories=cycle.categories.items(), initial=initial)
    if accepted(
        form,
        lambda given: actions.save_zone(actor=request.user, cycle=cycle, zone=found, **given),
    ):
        success(request, _("“%(zone)s”记下了。") % {"zone": form.cleaned_data["name"]})
        return done(request, _here(cycle))
    return page(request, "programmes/zone.html", {"form": form, "cycle": cycle, "zone": found})


def _zones_page(
    request: Visit, cycle: Any, drawn: Any, parts: list[Any], form: AssignForm, file: ZoneFileForm
) -> HttpResponse:
    rows = [(part, form[f"community_{part.community_id}"]) for part in parts]
    counts = {zone.pk: sum(part.zone_id == zone.pk for part in parts) for zone in drawn}
    context = {
        "cycle": cycle,
        "zones": [(zone, counts[zone.pk]) for zone in drawn],
        "rows": rows,
        "form": form,
        "file_form": file,
        "unassigned": sum(part.zone_id is None for part in parts),
    }
    return page(request, "programmes/zones.html", context)


def _told(request: Visit, changed: int) -> None:
    success(
        request,
        ngettext("改了 %(count)s 个社区的片区。", "改了 %(count)s 个社区的片区。", changed)
        % {"count": changed}
        if changed
        else _("和原来一样，没有改动。"),
    )


def _steered(request: Visit, cycle_id: int) -> Any:
    return get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)


def _here(cycle: Any) -> str:
    return reverse("programmes:zones", args=[cycle.pk])
