"""Where a topic is tied to the programme it is worked off in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.commons.topics.queries import topics_looked_after_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..topic_form import TakeUpForm


@login_required
def take_up(request: Visit, topic_id: int) -> HttpResponse:
    """Say in which cycle, or by which of its proposals, a topic is worked off."""
    topic = get_object_or_404(topics_looked_after_by(request.user), pk=topic_id)
    lines = queries.cycles_working_off(topic)
    let_go = request.POST.get("let_go", "")
    for cycle, _proposal in lines:
        if str(cycle.pk) == let_go:
            actions.let_go_of_topic(actor=request.user, topic=topic, cycle=cycle)
            success(request, _("解开了。"))
            return done(request, request.path)
    near = list(queries.cycles_near(topic))
    proposals = list(queries.proposals_to_work_off(topic))
    posted = request.POST if request.method == "POST" and not let_go else None
    form = TakeUpForm(posted, cycles=near, proposals=proposals)

    def tie(told: dict[str, Any]) -> None:
        kind, _dash, key = told["where"].partition("-")
        proposal = next((one for one in proposals if f"{one.pk}" == key), None)
        chosen = None if kind == "cycle" else proposal
        cycle = chosen.cycle if chosen else next(one for one in near if f"{one.pk}" == key)
        actions.take_up_topic(actor=request.user, topic=topic, cycle=cycle, proposal=chosen)

    if accepted(form, tie):
        success(request, _("接上了。"))
        return done(request, topic.get_absolute_url())
    context = {"topic": topic, "lines": lines, "form": form, "has_cycles": bool(near)}
    return page(request, "programmes/take_up.html", context)
