"""A programme's step in which every community writes its baseline study."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.programmes.permissions import can_steer
from mulin.web.pages import page

from .. import queries
from ..standings import standings_of


@require_safe
def studies(request: Visit, step_id: int) -> HttpResponse:
    """Show which communities have looked round; what they wrote stays in their offices."""
    step = get_object_or_404(queries.study_steps(), pk=step_id)
    standings = standings_of(step)
    mine = queries.communities_run_by(request.user)
    context = {
        "step": step,
        "standings": standings,
        "complete": sum(one.is_complete for one in standings),
        "may_write": mine.filter(pk__in=[one.community.pk for one in standings]).exists(),
        "share": share(request, request.path, text=_("看看“%(what)s”") % {"what": step}),
    }
    return page(request, "listening/studies.html", context)


@login_required
@require_safe
def studies_desk(request: Visit, step_id: int) -> HttpResponse:
    """Show the viewer's own communities, those that lack something first."""
    step = get_object_or_404(queries.study_steps(), pk=step_id)
    mine = set(queries.communities_run_by(request.user).values_list("pk", flat=True))
    steers = can_steer(request.user, step.cycle)
    standings = [one for one in standings_of(step) if steers or one.community.pk in mine]
    if not standings:
        raise Http404
    context = {
        "step": step,
        "standings": sorted(standings, key=lambda one: one.is_complete),
        "complete": sum(one.is_complete for one in standings),
        "mine": mine,
    }
    return page(request, "listening/studies_desk.html", context)
