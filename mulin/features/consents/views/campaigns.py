"""Where the office sends visitors to doors and sees how far they are."""

from collections.abc import Callable
from datetime import timedelta
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
from mulin.web.formats import day as day_in_words
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response
from mulin.web.workbooks import MOST_BYTES

from .. import visit_tables as tables
from ..actions import visiting
from ..forms.visits import AssignForm, CampaignForm, SheetForm
from ..queries import visits


@login_required
def campaigns(request: Visit, step_id: int) -> HttpResponse:
    """List the campaigns of a round, and start another."""
    round = get_object_or_404(visits.rounds_visited_by(request.user), step=step_id)
    form = CampaignForm(request.POST if request.method == "POST" else None)
    made: list[Any] = []

    def start(given: dict[str, Any]) -> None:
        made.append(visiting.start_campaign(actor=request.user, round=round, **given))

    if accepted(form, start):
        success(request, _("建好了，请安排谁去哪几栋。"))
        return done(request, reverse("consents:assign", args=[made[0].pk]))
    context = {
        "round": round,
        "step": round.step,
        "form": form,
        "campaigns": visits.campaigns_of(round),
    }
    return page(request, "consents/campaigns.html", context)


@login_required
@require_safe
def campaign(request: Visit, campaign_id: int) -> HttpResponse:
    """Show how far a campaign is, building by building and day by day."""
    found = _campaign(request, campaign_id)
    buildings = visits.progress_by_building(found)
    context = {
        "campaign": found,
        "step": found.round.step,
        "buildings": buildings,
        "days": visits.progress_by_day(found),
        "again": visits.due_again(found),
        "totals": {
            name: sum(getattr(line, name) for line in buildings)
            for name in ("households", "answered", "absent", "refused", "revisit", "new")
        },
    }
    return page(request, "consents/campaign.html", context)


@login_required
def assign(request: Visit, campaign_id: int) -> HttpResponse:
    """Say who goes to which buildings on which days."""
    found = _campaign(request, campaign_id)
    people = {one.pk: one for one in visits.visitors_for(found.round)}
    buildings = {one.pk: one for one in visits.buildings_in(found.round)}
    days = [
        found.starts_on + timedelta(days=number)
        for number in range((found.ends_on - found.starts_on).days + 1)
    ]
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        visitors=[(one.pk, one.name_for_staff) for one in people.values()],
        buildings=[(one.pk, one.name) for one in buildings.values()],
        days=[(day.isoformat(), day_in_words(day)) for day in days],
    )
    added: list[int] = []

    def act(given: dict[str, Any]) -> None:
        added.append(
            visiting.assign_visitors(
                actor=request.user,
                campaign=found,
                visitors=[people[pk] for pk in given["visitors"]],
                buildings=[buildings[pk] for pk in given["buildings"]],
                days=given["days"],
            )
        )

    if accepted(form, act):
        said = ngettext("安排了 %(n)d 趟。", "安排了 %(n)d 趟。", added[0]) % {"n": added[0]}
        success(request, said)
        return done(request, request.path)
    context = {
        "campaign": found,
        "step": found.round.step,
        "form": form,
        "assignments": visits.assignments_of(found),
    }
    return page(request, "consents/assign.html", context)


@login_required
@require_POST
def unassign(request: Visit, campaign_id: int, assignment_id: int) -> HttpResponse:
    """Send a visitor to a building no more."""
    found = _campaign(request, campaign_id)
    assignment = get_object_or_404(found.assignments, pk=assignment_id)
    visiting.withdraw_assignment(actor=request.user, assignment=assignment)
    success(request, _("撤下了。"))
    return done(request, reverse("consents:assign", args=[found.pk]))


@login_required
@require_safe
def campaign_xlsx(request: Visit, campaign_id: int) -> HttpResponse:
    """Give every door with what was found there; that is written down."""
    found = _campaign(request, campaign_id)
    visiting.note_doors_taken(actor=request.user, round=found.round, what="progress")
    rows = tables.progress_rows(visits.doors_of(found))
    title = _("%(name)s入户进度") % {"name": found.name}
    return sheet_response(title, tables.progress_columns(), rows)


@login_required
@require_safe
def walk_xlsx(request: Visit, campaign_id: int) -> HttpResponse:
    """Give the doors that have not answered as a list to fill in; that is written down."""
    found = _campaign(request, campaign_id)
    visiting.note_doors_taken(actor=request.user, round=found.round, what="walk sheet")
    rows = tables.blank_rows(visits.doors_of(found))
    title = _("%(name)s走访表") % {"name": found.name}
    return sheet_response(title, tables.walk_columns(), rows)


@login_required
def sheet_upload(request: Visit, campaign_id: int) -> HttpResponse:
    """Take in a filled-in walk sheet, all of it or nothing."""
    found = _campaign(request, campaign_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SheetForm(*posted)
    taken: list[int] = []

    def take(content: bytes) -> None:
        knocks = tables.knocks_from(found, content)
        visiting.record_visits(actor=request.user, campaign=found, knocks=knocks)
        taken.append(len(knocks))

    if accepted(form, _or_faults(form, take)) and taken:
        said = ngettext("录了 %(n)d 户。", "录了 %(n)d 户。", taken[0]) % {"n": taken[0]}
        success(request, said)
        return done(request, reverse("consents:campaign", args=[found.pk]))
    context = {"campaign": found, "step": found.round.step, "form": form}
    return page(request, "consents/sheet_upload.html", context)


def _or_faults(form: SheetForm, take: Callable[[bytes], None]) -> Callable[[dict], None]:
    """Take a file in, or put what is wrong in which row at the form."""

    def act(given: dict[str, Any]) -> None:
        try:
            take(given["file"].read(MOST_BYTES + 1))
        except tables.Faulty as wrong:
            for fault in wrong.faults:
                form.add_error("file", fault)

    return act


def _campaign(request: Visit, campaign_id: int) -> Any:
    return get_object_or_404(visits.campaigns_run_by(request.user), pk=campaign_id)
