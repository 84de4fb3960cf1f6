"""What a community looks like before anything is begun: written, kept in versions, printed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import household_figure
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import StudyForm
from .loading import form_page, unit_run


@login_required
@require_safe
def baseline(request: Visit, unit_id: int) -> HttpResponse:
    """Show the version that holds, and those before it."""
    unit = unit_run(request, unit_id)
    versions = list(queries.studies_of(unit))
    context = {
        "unit": unit,
        "study": versions[0] if versions else None,
        "versions": versions[1:],
        "figure": household_figure(unit),
    }
    return page(request, "listening/baseline.html", context)


@login_required
def baseline_write(request: Visit, unit_id: int) -> HttpResponse:
    """Write a study, or the next version of it."""
    unit = unit_run(request, unit_id)
    before = queries.study_of(unit)
    form = StudyForm(request.POST or None, is_first=before is None, initial=_as_typed(before))
    back = reverse("listening:baseline", args=[unit.pk])
    if accepted(
        form,
        lambda _given: actions.write_study(actor=request.user, community=unit, **form.study),
    ):
        success(request, _("写好了。"))
        return done(request, back)
    title = _("写基础调研") if before is None else _("改基础调研")
    return form_page(request, unit, form, title=title, label=_("存成一版"), back=back)


def _as_typed(study: Any) -> dict[str, Any]:
    if study is None:
        return {}
    mark = _("%(label)s：%(value)s")
    numbers = [mark % {"label": label, "value": value} for label, value in study.numbers]
    return {
        "numbers": "\n".join(numbers),
        "problems": study.problems,
        "resources": study.resources,
        "key_residents": study.key_residents,
        **study.diagnosis,
    }


@login_required
@require_safe
def study(request: Visit, study_id: int) -> HttpResponse:
    """Show one version as a sheet of paper, with or without whom to ask."""
    found = get_object_or_404(queries.studies_visible_to(request.user), pk=study_id)
    context = {
        "study": found,
        "unit": found.community,
        "figure": household_figure(found.community),
        "with_residents": "residents" in request.GET,
        "back": reverse("listening:baseline", args=[found.community_id]),
    }
    return page(request, "listening/study.html", context)
