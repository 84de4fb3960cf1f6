"""How an office opens and closes the steps of a cycle, and says when, how and by whom."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, blueprints, kinds, queries
from ..forms import DatesForm, OwnerForm
from ..targets import groups_of
from .stops import row_of, stops_of


@login_required
def steer(request: Visit, cycle_id: int) -> HttpResponse:
    """Show the steps of a cycle to those who open and close them."""
    found = get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)
    steps = queries.steps_of(found)
    context = {
        "cycle": found,
        "stops": stops_of(steps),
        "steps": row_of(steps),
        "waiting": next((step for step in steps if not step.is_closed), None),
        "unassigned": queries.taking_part(found).filter(zone=None).count(),
        "targets": groups_of(found),
        "has_zones": found.zones.exists(),
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
        return done(request, _at(step))
    return page(request, "programmes/settings.html", {"form": form, "step": step})


@login_required
def dates(request: Visit, step_id: int) -> HttpResponse:
    """Let staff move the days of a step that are still to come."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    data = request.POST if request.method == "POST" else None
    initial = {name: timezone.localtime(getattr(step, name)) for name in ("opens_at", "closes_at")}
    form = DatesForm(data, has_begun=step.state == "now", initial=initial)
    if accepted(
        form,
        lambda given: actions.change_dates(
            actor=request.user,
            step=step,
            opens_at=_to_the_minute(given.get("opens_at"), step.opens_at),
            closes_at=_to_the_minute(given["closes_at"], step.closes_at),
            and_following=given["and_following"],
        ),
    ):
        success(request, _("“%(step)s”的日子改好了。") % {"step": step})
        return done(request, _at(step))
    return page(request, "programmes/dates.html", {"form": form, "step": step})


def _to_the_minute(given: datetime | None, kept: datetime) -> datetime:
    """Return what was typed, or what was there when it is the same minute."""
    if given is None or given == kept.replace(second=0, microsecond=0):
        return kept
    return given


@login_required
def owner(request: Visit, step_id: int) -> HttpResponse:
    """Let staff say who sees to a step."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    people = {person.pk: person for person in queries.owners_for(step.cycle)}
    data = request.POST if request.method == "POST" else None
    choices = [(pk, person.name_for_staff) for pk, person in people.items()]
    form = OwnerForm(data, owners=choices, initial={"owner": step.owner_id})
    if accepted(
        form,
        lambda given: actions.name_owner(
            actor=request.user, step=step, owner=people[given["owner"]]
        ),
    ):
        success(request, _("“%(step)s”的负责人定好了。") % {"step": step})
        return done(request, _at(step))
    return page(request, "programmes/owner.html", {"form": form, "step": step})


@require_POST
@login_required
def open_step(request: Visit, step_id: int) -> HttpResponse:
    """Open a step now."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    actions.open_step(actor=request.user, step=step)
    success(request, _("“%(step)s”开始了。") % {"step": step})
    return done(request, _at(step))


@require_POST
@login_required
def close_step(request: Visit, step_id: int) -> HttpResponse:
    """Close a step for good."""
    step = get_object_or_404(queries.steps_steered_by(request.user), pk=step_id)
    actions.close_step(actor=request.user, step=step)
    success(request, _("“%(step)s”结束了。") % {"step": step})
    return done(request, _at(step))


def _at(step: Any) -> str:
    return reverse("programmes:steer", args=[step.cycle_id]) + f"#step-{step.pk}"
