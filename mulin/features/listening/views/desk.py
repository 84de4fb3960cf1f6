"""Everything that is heard in a community, and what is due next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.pages import page

from .. import queries
from .loading import unit_run

LATEST = 6


@login_required
@require_safe
def desk(request: Visit, unit_id: int) -> HttpResponse:
    """Show a community's letters, interviews, grid log, outreach and study."""
    unit = unit_run(request, unit_id)
    letters = list(queries.letters_of(unit)[:LATEST])
    coverage = queries.coverage_of(unit)
    context = {
        "unit": unit,
        "letters": letters,
        "next": queries.next_letter(unit),
        "overdue": queries.overdue_letters(queries.communities().filter(pk=unit.pk)),
        "series": queries.letter_series_of(unit),
        "interviews": queries.interviews_of(unit).count(),
        "logs": queries.logs_found(unit).count(),
        "reached": sum(line.reached for line in coverage),
        "homes": sum(line.whole for line in coverage),
        "study": queries.study_of(unit),
    }
    return page(request, "listening/desk.html", context)


@login_required
@require_safe
def mine(request: Visit) -> HttpResponse:
    """Show where the viewer may go and listen, and what they noted last."""
    context = {
        "logging": queries.communities_logged_by(request.user)[:LATEST],
        "visiting": queries.communities_interviewed_by(request.user)[:LATEST],
        "interviews": queries.interviews_noted_by(request.user)[:LATEST],
    }
    return page(request, "listening/mine.html", context)
