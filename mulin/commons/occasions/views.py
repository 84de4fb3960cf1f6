"""The year of a place: for everybody to read, for its office to plan."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import address, share
from mulin.commons.organisations.queries import committees_of
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import units_worked_for_by
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from . import actions, feeds, permissions, queries, registry
from .forms import ComingForm, EndForm, SeriesForm, of_series, usually
from .wording import in_words


@require_safe
def year(request: Visit, unit_id: int, year: int) -> HttpResponse:
    """Show what takes place at a unit in one year: held, missed, moved and still to come."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    if not queries.FIRST_YEAR <= year <= queries.LAST_YEAR:
        raise Http404
    found = list(queries.occasions_of(unit, year).filter(is_public=True)[: queries.MOST_A_YEAR])
    context = {
        "unit": unit,
        "year": year,
        "this_year": timezone.localdate().year,
        "today": timezone.localdate(),
        "months": [list(ones) for _month, ones in groupby(found, lambda one: one.on.month)],
        "figures": queries.figures_of(found),
        "may_plan": request.user.is_authenticated and permissions.can_plan(request.user, unit),
        "share": share(
            request,
            request.path,
            text=_("看看%(place)s %(year)s 年哪天开什么会") % {"place": unit.name, "year": year},
        ),
        "feed": address(request, reverse("occasions:feed", args=[unit.pk])),
    }
    return page(request, "occasions/year.html", context)


@require_safe
def feed(request: Visit, unit_id: int) -> HttpResponse:
    """Send what takes place at a unit to calendar programs."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    entries = (
        feeds.entry_of(one, address(request, one.get_absolute_url()))
        for one in queries.lately_and_soon(unit)
    )
    content = feeds.calendar(unit.name, entries, host=request.get_host())
    return feeds.calendar_response(content, f"unit-{unit.pk}")


@login_required
@require_safe
def desk(request: Visit, unit_id: int) -> HttpResponse:
    """List what comes again at a unit."""
    unit = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    context = {
        "unit": unit,
        "this_year": timezone.localdate().year,
        "series": [(one, in_words(one.cadence)) for one in queries.series_with_next(unit)],
        "usual": _usual(),
    }
    return page(request, "occasions/desk.html", context)


@login_required
def new(request: Visit, unit_id: int) -> HttpResponse:
    """Let something come again at a unit."""
    unit = get_object_or_404(units_worked_for_by(request.user), pk=unit_id)
    kinds = {kind.key: kind for kind in registry.those_that_come_again()}
    kind = kinds.get(request.GET.get("kind", ""))
    form = SeriesForm(
        request.POST if request.method == "POST" else None,
        organisations=queries.partners_for(unit),
        committees=committees_of(unit),
        initial={"starts_on": timezone.localdate()} | (usually(kind) if kind else {}),
    )
    if accepted(form, lambda given: actions.start_series(actor=request.user, unit=unit, **given)):
        success(request, _("定好了，往后的日子都排进去了。"))
        return done(request, reverse("occasions:desk", args=[unit.pk]))
    context = {"unit": unit, "form": form, "usual": _usual(), "kind": kind}
    return page(request, "occasions/new.html", context)


def _usual() -> list[tuple[registry.OccasionKind, str]]:
    """Return what comes again somewhere, and how often it usually does."""
    return [(kind, in_words(kind.usual)) for kind in registry.those_that_come_again() if kind.usual]


@login_required
def series(request: Visit, series_id: int) -> HttpResponse:
    """Change when, where and who, and see all its times."""
    found = get_object_or_404(queries.series_visible_to(request.user), pk=series_id)
    form = ComingForm(
        request.POST if request.method == "POST" else None,
        organisations=queries.partners_for(found.unit),
        committees=committees_of(found.unit),
        initial=of_series(found),
    )

    def change(given: dict[str, Any]) -> None:
        given.setdefault("partners", [])
        actions.change_series(actor=request.user, series=found, **given)

    if accepted(form, change):
        success(request, _("改好了，还没开的都照新的来。"))
        return done(request, reverse("occasions:series", args=[found.pk]))
    context = {
        "series": found,
        "form": form,
        "rule": in_words(found.cadence),
        "times": found.occasions.order_by("-on", "-id")[: queries.MOST_TIMES],
    }
    return page(request, "occasions/series.html", context)


@login_required
def end(request: Visit, series_id: int) -> HttpResponse:
    """Let something come no more."""
    found = get_object_or_404(queries.series_visible_to(request.user), pk=series_id)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"ends_on": timezone.localdate()},
    )
    if accepted(form, lambda given: actions.end_series(actor=request.user, series=found, **given)):
        success(request, _("停办了，后面排好的都取消了。"))
        return done(request, reverse("occasions:desk", args=[found.unit_id]))
    return page(request, "occasions/end.html", {"series": found, "form": form})
