"""What everybody may read of a cycle: its steps, who does what, what came of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import share
from mulin.commons.organisations.queries import coaching_years
from mulin.commons.people.requests import Visit
from mulin.web.pages import address_here, page
from mulin.web.sheets import file_response

from .. import asking, blueprints, explaining, kinds, permissions, queries
from ..targets import groups_of
from .stops import matrix_of, row_of, stops_of


def cycle(request: Visit, cycle_id: int) -> HttpResponse:
    """Show one run of a programme: its steps, who takes part, what can be done now."""
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    steps = queries.steps_of(found)
    stops = stops_of(steps)
    parts = list(queries.taking_part(found))
    zones = queries.zones_of(found)
    context = {
        "cycle": found,
        "stops": stops,
        "steps": row_of(steps),
        "matrix": matrix_of(found, steps),
        "targets": groups_of(found),
        "zones": [
            (zone, [part.community for part in parts if part.zone_id == zone.pk]) for zone in zones
        ],
        "without_zone": [part.community for part in parts if part.zone_id is None],
        "communities": len(parts),
        "coaches": _coaches(found),
        "explained": bool(found.explainer("resident")),
        "proposals": queries.proposals_of(found).count(),
        "may_steer": permissions.can_steer(request.user, found),
        "share": share(
            request, request.path, text=_("看看“%(cycle)s”走到哪一步了") % {"cycle": found}
        ),
    }
    return page(request, "programmes/cycle.html", context)


def _coaches(found: Any) -> list[tuple[str, str]]:
    """Return who goes along this year, and whether they did before (A27)."""
    coaches = []
    for name, years in coaching_years(found.programme.host):
        if found.year in years:
            before = [year for year in years if year < found.year]
            since = _("从 %(year)s 年起") % {"year": min(before)} if before else _("今年新来")
            coaches.append((name, since))
    return coaches


@require_safe
def explainer(request: Visit, cycle_id: int) -> HttpResponse:
    """Answer four questions about a cycle, for residents or for staff."""
    found, reader, answers = _explained(request, cycle_id)
    onward = address_here(request, request.GET.get("next"))
    context = {
        "cycle": found,
        "answers": answers,
        "for_staff": reader == "staff",
        "other": bool(found.explainer("resident" if reader == "staff" else "staff")),
        "onward": onward if onward != "/" else "",
        "share": share(request, request.path, text=_("%(cycle)s是什么、怎么做") % {"cycle": found}),
    }
    response = page(request, "programmes/explainer.html", context)
    explaining.note_explained(response, found)
    return response


@require_safe
def explainer_sheet(request: Visit, cycle_id: int) -> HttpResponse:
    """Show the four answers as a sheet to put up."""
    found, reader, answers = _explained(request, cycle_id)
    address = request.build_absolute_uri(reverse("programmes:explainer", args=[found.pk]))
    context = {
        "cycle": found,
        "answers": answers,
        "for_residents": reader == "resident",
        "address": address,
        "back": reverse("programmes:explainer", args=[found.pk]),
    }
    return page(request, "programmes/explainer_sheet.html", context)


def _explained(request: Visit, cycle_id: int) -> tuple[Any, str, list[tuple[str, str]]]:
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    reader = "staff" if request.GET.get("for") == "staff" else "resident"
    answers = explaining.answers_of(found, reader)
    if not answers:
        raise Http404
    return found, reader, answers


@require_safe
def blueprint(request: Visit, cycle_id: int) -> HttpResponse:
    """Hand out how a cycle is run, as a file by which others can run it."""
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    text = blueprints.as_yaml(blueprints.blueprint_of(found))
    return file_response(text.encode(), f"{found}.yaml", "application/yaml; charset=utf-8")


def proposals(request: Visit, cycle_id: int) -> HttpResponse:
    """List the public proposals of a cycle."""
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    listed = Paginator(queries.proposals_of(found), 30).get_page(request.GET.get("page"))
    text = _("看看邻居们的提案：%(cycle)s") % {"cycle": found}
    context = {
        "cycle": found,
        "proposals": listed,
        "share": share(request, request.path, text=text),
    }
    return page(request, "programmes/proposals.html", context)


def proposal(request: Visit, proposal_id: int) -> HttpResponse:
    """Show one proposal and what became of it."""
    found = get_object_or_404(queries.proposals_visible_to(request.user), pk=proposal_id)
    steps = [(step, kinds.get(step.kind)) for step in found.cycle.steps.all()]
    context = {
        "proposal": found,
        "bodies": [kind.body(step, found, request.user) for step, kind in steps],
        "traces": [trace for step, kind in steps for trace in kind.traces(step, found)],
        "events": timeline_of(found),
        "marks": asking.marks_of(found, steps, request.user),
    }
    if found.state in queries.PUBLIC_STATES:
        text = _("看看这个提案：%(title)s") % {"title": found.title}
        context["share"] = share(request, request.path, text=text)
    return page(request, "programmes/proposal.html", context)
