"""A survey for everybody: what is asked, by whom, and what came of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.audit import things
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import page

from .. import permissions, queries
from ..figures import figures_of
from ..presenting import panels, ways

PER_PAGE = 20


@require_safe
def surveys(request: Visit) -> HttpResponse:
    """List what is asked and was asked; in one place when the address names it."""
    place = request.GET.get("unit", "")
    unit = None
    if place.isascii() and place.isdigit() and len(place) <= 18:
        unit = queries.place_with(int(place))
    found = queries.surveys_of(unit) if unit else queries.public_surveys()
    context = {
        "unit": unit,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "share": share(request, request.path, text=_("看看社区在问大家什么、大家怎么说")),
    }
    return page(request, "surveys/surveys.html", context)


@require_safe
def survey(request: Visit, survey_id: int) -> HttpResponse:
    """Say what is asked and what for, and let who lives here answer."""
    found = get_object_or_404(queries.public_surveys(), pk=survey_id)
    homes = queries.own_households(found, request.user) if found.is_for_households else []
    viewer = request.user if request.user.is_authenticated else None
    said = None
    if found.is_for_households:
        said = queries.response_of(found, None, homes[0]) if len(homes) == 1 else None
    elif not found.is_for_anybody:
        said = queries.response_of(found, viewer, None)
    context = {
        "survey": found,
        "questions": found.questions.count(),
        "counts": queries.reached(found) if found.is_for_households else None,
        "said": said,
        "may_answer": permissions.can_answer(viewer, found, homes[0] if homes else None),
        "origin": origin_of(request.user, found),
        "may_change": found.counting == found.Counting.LAST,
        "may_hold": bool(viewer) and permissions.can_hold_survey(request.user, found.unit),
        "may_go_round": bool(viewer) and permissions.can_go_round(request.user, found),
        "share": share(request, request.path, text=_share_text(found)),
    }
    return page(request, "surveys/survey.html", context)


@require_safe
def results(request: Visit, survey_id: int) -> HttpResponse:
    """Show what came of a survey: to everybody once published, to its office before."""
    found = get_object_or_404(queries.public_surveys(), pk=survey_id)
    may_hold = request.user.is_authenticated and permissions.can_hold_survey(
        request.user, found.unit
    )
    if not (found.is_published or may_hold):
        raise Http404
    figures = found.outcome or figures_of(found, least=found.least)
    plans = queries.plans_with([one.get("plan") for one in figures["questions"]])
    context: dict[str, Any] = {
        "survey": found,
        "figures": figures,
        "coming": ways(figures),
        "panels": panels(figures, queries.released_words(found), plans),
        "may_hold": may_hold,
        "share": share(request, request.path, text=_share_text(found)),
    }
    return page(request, "surveys/results.html", context)


def origin_of(viewer: Any, found: Any) -> things.Thing | None:
    """Return what a survey was made for, where the viewer may see it."""
    if not found.origin_type:
        return None
    key = found.origin_type, found.origin_id
    return things.found_among(viewer, [key]).get(key)


def _share_text(found: Any) -> str:
    if found.is_published:
        return _("看问卷的结果：%(title)s") % {"title": found.title} + f"\n{found.place}"
    first = _("请您答几句：%(title)s") % {"title": found.title}
    return f"{first}\n{found.place}"
