"""What was done, for everybody."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import page
from mulin.web.sheets import sheet_response

from .. import permissions, queries, tables
from ..standings import Standing, standings_of

PER_PAGE = 30
RECORDS = 12
PHOTOS = 6


def step(request: Visit, step_id: int) -> HttpResponse:
    """Show what was done in a step: who has it, who does not yet, the latest photos."""
    found = get_object_or_404(queries.steps(), pk=step_id)
    standings = standings_of(found)
    listed = Paginator(standings, PER_PAGE).get_page(request.GET.get("page"))
    per = found.settings["per"]
    context = {
        "step": found,
        "what": _what(found),
        "per": per,
        "listed": listed,
        "whole": len(standings),
        "complete": sum(one.is_complete for one in standings),
        "over": sum(one.is_over for one in standings),
        "overdue": [one for one in standings if one.is_overdue],
        "number": sum(one.number for one in standings),
        "photos": queries.latest_photos(found, PHOTOS),
        "may_record": permissions.can_record(request.user, found, None),
        "share": share(request, request.path, text=_("看看“%(what)s”") % {"what": _what(found)}),
    }
    if per == "cycle":
        context["records"] = _records(request, queries.evidence_of(found))
    return page(request, "evidence/step.html", context)


def community(request: Visit, step_id: int, community_id: int) -> HttpResponse:
    """Show what was done in one community."""
    found = get_object_or_404(queries.steps(), pk=step_id)
    unit = get_object_or_404(queries.communities_of(found), pk=community_id)
    standing = next((one for one in standings_of(found, [unit.pk])), None)
    text = _("看看%(name)s的“%(what)s”") % {"name": unit.name, "what": _what(found)}
    context = {
        "step": found,
        "what": _what(found),
        "title": unit.name,
        "standing": standing if found.settings["per"] == "community" else None,
        "records": _records(request, queries.evidence_of(found).filter(community=unit)),
        "may_record": permissions.can_record(request.user, found, unit),
        "note_query": f"community={unit.pk}",
        "share": share(request, request.path, text=text),
    }
    return page(request, "evidence/subject.html", context)


def proposal(request: Visit, step_id: int, proposal_id: int) -> HttpResponse:
    """Show what became of one selected proposal."""
    found = get_object_or_404(queries.steps(), pk=step_id)
    standing = _standing_of(found, proposal_id)
    chosen: Any = standing.proposal
    text = _("看看“%(title)s”后来怎么样了") % {"title": chosen.title}
    context = {
        "step": found,
        "what": _what(found),
        "title": chosen.title,
        "proposal": chosen,
        "standing": standing,
        "pair": queries.before_and_after(found, chosen),
        "review": standing.review,
        "records": _records(
            request, queries.evidence_of(found).filter(proposal=chosen), standing.listed
        ),
        "may_record": permissions.can_record(request.user, found, chosen.community),
        "note_query": f"proposal={chosen.pk}",
        "share": share(request, request.path, text=text),
    }
    return page(request, "evidence/subject.html", context)


def sheet(request: Visit, step_id: int) -> HttpResponse:
    """Give everybody the list of what was done as an Excel file."""
    found = get_object_or_404(queries.steps(), pk=step_id)
    title = f"{found.cycle.name} {_what(found)}"
    columns = [*tables.columns_of(found), _("照片张数"), _("撤回的原因")]
    return sheet_response(title, columns, tables.rows_of(found))


def _what(found: Any) -> str:
    return _(found.settings["what"])


def _records(request: Visit, records: Any, count: int | None = None) -> Any:
    paginator = Paginator(records, RECORDS)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def _standing_of(found: Any, proposal_id: int) -> Standing:
    if found.settings["per"] == "selected_proposal":
        for one in standings_of(found):
            if one.proposal and one.proposal.pk == proposal_id:
                return one
    raise Http404
