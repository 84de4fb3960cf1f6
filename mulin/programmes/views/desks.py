"""The cycles of an office: which there are, and how a new one starts."""

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

from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import communities_below
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, blueprints, queries
from ..forms import OWN, CycleForm, LaunchForm

MOST_OVERDUE = 50


@login_required
def desk(request: Visit) -> HttpResponse:
    """List the cycles a member of staff steers, and let them start one."""
    if not queries.offices_of(request.user):
        raise Http404
    cycles = Paginator(queries.cycles_steered_by(request.user).prefetch_related("steps"), 20)
    context = {
        "cycles": cycles.get_page(request.GET.get("page")),
        "programmes": queries.programmes_steered_by(request.user),
        "overdue": queries.steps_overdue(request.user)[:MOST_OVERDUE],
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
        request.FILES or None,
        communities=_communities(host),
        blueprints=[(name, _in_words(blueprint)) for name, blueprint in drawn.items()],
        initial={
            "opens_on": timezone.localdate(),
            "communities": [pk for pk, _name in _communities(host)],
        },
    )
    if accepted(
        form,
        lambda given: actions.launch_programme(
            actor=request.user,
            host=host,
            blueprint=given["own"] if given["blueprint"] == OWN else drawn[given["blueprint"]],
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
            blueprint=blueprints.blueprint_of(last),
            **_cycle_from(given, programme.host),
        ),
    ):
        return _started(request, form)
    return page(request, "programmes/next_cycle.html", {"form": form, "programme": programme})


def _started(request: Visit, form: CycleForm) -> HttpResponse:
    name = form.cleaned_data["name"]
    success(request, _("“%(cycle)s”建好了，各步的日期都排好了。") % {"cycle": name})
    return done(request, reverse("programmes:desk"))


def _communities(host: Any) -> list[tuple[int, str]]:
    return [(unit.pk, unit.name) for unit in communities_below(host)]


def _cycle_from(given: dict[str, Any], host: Any) -> dict[str, Any]:
    return {
        "communities": communities_below(host).filter(pk__in=given["communities"]),
        "opens_at": timezone.make_aware(datetime.combine(given["opens_on"], time())),
        "year": given["opens_on"].year,
        "name": given["name"],
        "theme": given["theme"],
        "policy_note": given["policy_note"],
    }


def _in_words(blueprint: dict[str, Any]) -> str:
    steps = " → ".join(_(step["name"]) for step in blueprint["steps"])
    return f"{_(blueprint['title'])}\n{steps}"
