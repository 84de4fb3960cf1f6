from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import communities_below
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from . import actions, blueprints, kinds, permissions, queries
from .forms import CycleForm, LaunchForm


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as it is shown on a page."""

    step: Any
    url: str
    desk: str
    settings: list[tuple[str, str]]


def cycle(request: Visit, cycle_id: int) -> HttpResponse:
    """Show one run of a programme: its steps, who takes part, what can be done now."""
    found = get_object_or_404(queries.cycles(), pk=cycle_id)
    stops = _stops(found)
    context = {
        "cycle": found,
        "stops": stops,
        "steps": [{"name": str(stop.step), "state": stop.step.state} for stop in stops],
        "communities": found.communities.order_by("path"),
        "proposals": queries.proposals_of(found).count(),
        "may_steer": permissions.can_steer(request.user, found),
        "share": share(
            request, request.path, text=_("看看“%(cycle)s”走到哪一步了") % {"cycle": found}
        ),
    }
    return page(request, "programmes/cycle.html", context)


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
    traces = [
        trace
        for step in found.cycle.steps.all()
        for trace in kinds.get(step.kind).traces(step, found)
    ]
    context = {"proposal": found, "traces": traces, "events": timeline_of(found)}
    if found.state in queries.PUBLIC_STATES:
        text = _("看看这个提案：%(title)s") % {"title": found.title}
        context["share"] = share(request, request.path, text=text)
    return page(request, "programmes/proposal.html", context)


@login_required
def desk(request: Visit) -> HttpResponse:
    """List the cycles a member of staff steers, and let them start one."""
    if not queries.offices_of(request.user):
        raise Http404
    cycles = Paginator(queries.cycles_steered_by(request.user).prefetch_related("steps"), 20)
    context = {
        "cycles": cycles.get_page(request.GET.get("page")),
        "programmes": queries.programmes_steered_by(request.user),
    }
    return page(request, "programmes/desk.html", context)


@login_required
def launch(request: Visit) -> HttpResponse:
    """Start a programme from a blueprint."""
    offices = queries.offices_of(request.user)
    if not offices:
        raise Http404
    chosen = request.GET.get("host", "")
    host = next((unit for unit in offices if str(unit.pk) == chosen), offices[0])
    drawn = blueprints.load_all()
    form = LaunchForm(
        request.POST or None,
        communities=_communities(host),
        blueprints=[(name, _in_words(blueprint)) for name, blueprint in drawn.items()],
        initial={"opens_on": timezone.localdate()},
    )
    if accepted(
        form,
        lambda given: actions.launch_programme(
            actor=request.user,
            host=host,
            blueprint=drawn[given["blueprint"]],
            title=given["title"],
            **_cycle_from(given, host),
        ),
    ):
        return _started(request, form)
    context = {"form": form, "host": host, "offices": offices}
    return page(request, "programmes/launch.html", context)


@login_required
def next_cycle(request: Visit, programme_id: int) -> HttpResponse:
    """Start another cycle of a programme, by the blueprint of its last one."""
    programme = get_object_or_404(queries.programmes_steered_by(request.user), pk=programme_id)
    last = programme.cycles.all()[0]
    form = CycleForm(
        request.POST or None,
        communities=_communities(programme.host),
        initial={
            "opens_on": timezone.localdate(),
            "communities": [unit.pk for unit in last.communities.all()],
        },
    )
    if accepted(
        form,
        lambda given: actions.start_cycle(
            actor=request.user,
            programme=programme,
            blueprint=last.blueprint,
            **_cycle_from(given, programme.host),
        ),
    ):
        return _started(request, form)
    return page(request, "programmes/next_cycle.html", {"form": form, "programme": programme})


@login_required
def steer(request: Visit, cycle_id: int) -> HttpResponse:
    """Show the steps of a cycle to those who open and close them."""
    found = get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)
    stops = _stops(found)
    waiting = next((stop.step for stop in stops if not stop.step.is_closed), None)
    context = {
        "cycle": found,
        "stops": stops,
        "steps": [{"name": str(stop.step), "state": stop.step.state} for stop in stops],
        "waiting": waiting,
    }
    return page(request, "programmes/steer.html", context)


@login_required
def settings(request: Visit, step_id: int) -> HttpResponse:
    """Let staff change how a step works before it starts."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    data = request.POST if request.method == "POST" else None
    form = kinds.get(step.kind).Settings(data, initial=step.settings)
    if accepted(
        form,
        lambda given: actions.change_settings(
            actor=request.user, step=step, settings=blueprints.as_settings(form)
        ),
    ):
        success(request, _("“%(step)s”的规矩改好了。") % {"step": step})
        return done(request, reverse("programmes:steer", args=[step.cycle_id]))
    return page(request, "programmes/settings.html", {"form": form, "step": step})


@require_POST
@login_required
def open_step(request: Visit, step_id: int) -> HttpResponse:
    """Open a step now."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    actions.open_step(actor=request.user, step=step)
    success(request, _("“%(step)s”开始了。") % {"step": step})
    return done(request, reverse("programmes:steer", args=[step.cycle_id]))


@require_POST
@login_required
def close_step(request: Visit, step_id: int) -> HttpResponse:
    """Close a step for good."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    actions.close_step(actor=request.user, step=step)
    success(request, _("“%(step)s”结束了。") % {"step": step})
    return done(request, reverse("programmes:steer", args=[step.cycle_id]))


def _started(request: Visit, form: CycleForm) -> HttpResponse:
    name = form.cleaned_data["name"]
    success(request, _("“%(cycle)s”建好了，各步的日期都排好了。") % {"cycle": name})
    return done(request, reverse("programmes:desk"))


def _stops(found: Any) -> list[Stop]:
    return [
        Stop(
            step=step,
            url=reverse(kind.page, args=[step.pk]),
            desk=reverse(kind.desk, args=[step.pk]) if kind.desk else "",
            settings=kinds.settings_in_words(step),
        )
        for step in found.steps.all()
        if (kind := kinds.get(step.kind))
    ]


def _communities(host: Any) -> list[tuple[int, str]]:
    return [(unit.pk, unit.name) for unit in communities_below(host)]


def _cycle_from(given: dict[str, Any], host: Any) -> dict[str, Any]:
    return {
        "communities": communities_below(host).filter(pk__in=given["communities"]),
        "opens_at": timezone.make_aware(datetime.combine(given["opens_on"], time())),
        "year": given["opens_on"].year,
        "name": given["name"],
        "theme": given["theme"],
    }


def _in_words(blueprint: dict[str, Any]) -> str:
    steps = " → ".join(_(step["name"]) for step in blueprint["steps"])
    return f"{_(blueprint['title'])}\n{steps}"
