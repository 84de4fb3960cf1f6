"""What households hold against the works, for the office that talks it over with them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.commons.places.permissions import works_for
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import visit_tables as tables
from ..actions import objecting, planning, visiting
from ..forms.visits import ObjectionForm, TopicsForm
from ..queries import objections as found_objections
from ..queries import plans, visits

A_PAGE = 50


@login_required
@require_safe
def objections(request: Visit, step_id: int) -> HttpResponse:
    """Show a round's objections, counted by topic and floor."""
    round = _round(request, step_id)
    topic, state = request.GET.get("topic", "")[:20], request.GET.get("state", "")[:20]
    listed = found_objections.objections_of(round, topic=topic, state=state)
    floors, topics = found_objections.grouped(round)
    context = {
        "round": round,
        "step": round.step,
        "floors": floors,
        "topics": [(one, [one.floors.get(floor, 0) for floor in floors]) for one in topics],
        "topic": topic,
        "state": state,
        "states": ObjectionForm.base_fields["state"].choices,  # type: ignore[attr-defined]
        "listed": Paginator(listed, A_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "consents/objections.html", context)


@login_required
@require_safe
def objections_xlsx(request: Visit, step_id: int) -> HttpResponse:
    """Give a round's objections as an Excel file; that is written down."""
    round = _round(request, step_id)
    visiting.note_doors_taken(actor=request.user, round=round, what="objections")
    rows = tables.objection_rows(found_objections.objections_of(round))
    title = _("%(step)s异议") % {"step": round.step}
    return sheet_response(title, tables.objection_columns(), rows)


@login_required
def objection(request: Visit, objection_id: int) -> HttpResponse:
    """Say how far the talk about one objection has come."""
    found = get_object_or_404(found_objections.objections_read_by(request.user), pk=objection_id)
    form = ObjectionForm(
        request.POST if request.method == "POST" else None,
        initial={"state": found.state, "agreed_answer": found.agreed_answer},
    )
    if accepted(
        form,
        lambda given: objecting.answer_objection(actor=request.user, objection=found, **given),
    ):
        success(request, _("记下了。"))
        return done(request, reverse("consents:objections", args=[found.round.step_id]))
    context = {"objection": found, "form": form, "step": found.round.step}
    return page(request, "consents/objection.html", context)


@login_required
def topics(request: Visit, step_id: int) -> HttpResponse:
    """Say what a round's objections can be about."""
    round = _round(request, step_id)
    form = TopicsForm(
        request.POST if request.method == "POST" else None,
        initial={"names": "\n".join(label for _key, label in round.topics)},
    )

    def name(given: dict[str, Any]) -> None:
        names = given["names"].splitlines()
        objecting.name_topics(actor=request.user, round=round, names=names)

    if accepted(form, name):
        success(request, _("改好了。"))
        return done(request, reverse("consents:objections", args=[step_id]))
    context = {"round": round, "step": round.step, "form": form}
    return page(request, "consents/topics.html", context)


@login_required
@require_safe
def household_card(request: Visit, household_id: int) -> HttpResponse:
    """
    Show what visits brought about one household; that is written down.

    What it answered and what it holds against works is for the office, not for its grid worker.
    """
    home = get_object_or_404(visits.households_visible_to(request.user), pk=household_id)
    planning.note_household_opened(actor=request.user, household=home)
    in_office = works_for(request.user, home.community)
    context = {
        "home": home,
        "visits": visits.visits_at(home),
        "objections": found_objections.objections_at(home) if in_office else [],
        "plans": plans.plans_at(home),
        "in_office": in_office,
    }
    return page(request, "consents/household_card.html", context)


def _round(request: Visit, step_id: int) -> Any:
    return get_object_or_404(visits.rounds_visited_by(request.user), step=step_id)
