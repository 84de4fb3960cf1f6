from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit import things
from mulin.commons.organisations.queries import chat_groups_of
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import buildings_of, places_of
from mulin.commons.siteplans.permissions import can_keep_plans
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..cards import due_in_words, rows_of
from ..forms import CaptureForm, CaseFilters, KindForm

PER_PAGE, A_FEW, MOST_AT_ONCE = 20, 4, 8
A_YEAR = timedelta(days=365)
MOST_IN_A_FILE = 5000


@login_required
def desk(request: Visit) -> HttpResponse:
    """List the cases where one works, with what waits for oneself above them."""
    communities = _communities(request)
    filters = _filters(request, communities)
    cases = queries.filtered(queries.cases_here(request.user), request.user, filters.asked)
    listed = BoundedPaginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    near = _near(communities, filters.asked)
    context = {
        "communities": near,
        "filters": filters,
        "listed": listed,
        "rows": rows_of(listed.object_list),
        "offers": queries.offers_to(request.user),
        "rechecks": queries.rechecks_to_do(request.user)[:PER_PAGE],
        "query": request.GET.urlencode(),
        "planned": [one for one in near[:A_FEW] if can_keep_plans(request.user, one)],
        "sorted_by": queries.kinds_kept_by(request.user)[:A_FEW],
        "figures_of": queries.units_with_figures_for(request.user)[:A_FEW],
    }
    return page(request, "cases/desk.html", context)


def _communities(request: Visit) -> list[Any]:
    found = list(queries.communities_handled_by(request.user).select_related("parent"))
    if not found:
        raise Http404
    return found


def _near(communities: list[Any], asked: dict[str, str]) -> list[Any]:
    """Return for which communities one writes down here: the one chosen, or the few there are."""
    chosen = [one for one in communities if str(one.pk) == asked.get("community")]
    return chosen or (communities if len(communities) <= MOST_AT_ONCE else [])


def _filters(request: Visit, communities: list[Any]) -> CaseFilters:
    return CaseFilters(
        request.GET,
        kinds=queries.kind_choices(communities[0]),
        communities=[(one.pk, one.name) for one in communities],
    )


@login_required
def sheet(request: Visit) -> HttpResponse:
    """Give the cases that are listed as an Excel file."""
    communities = _communities(request)
    asked = _filters(request, communities).asked
    cases = queries.filtered(queries.cases_here(request.user), request.user, asked)
    rows = list(_rows(cases[:MOST_IN_A_FILE]))
    actions.note_cases_exported(actor=request.user, unit=communities[0], cases=len(rows))
    return sheet_response(_("诉求"), [str(column) for column in _columns()], rows)


def _columns() -> list[str]:
    return [
        _("编号"),
        _("来的时间"),
        _("社区"),
        _("来路"),
        _("类别"),
        _("标题"),
        _("在哪儿"),
        _("报的人"),
        _("状态"),
        _("经办人"),
        _("期限"),
        _("办好时间"),
        _("怎么办好的"),
        _("满意度"),
        _("12345 工单号"),
    ]


def _rows(cases: Any) -> Iterator[list[Any]]:
    for case in cases:
        yield [
            case.pk,
            _moment(case.came_at),
            case.community.name,
            case.get_source_display(),
            case.kind.name,
            case.title,
            case.where,
            case.name_for_staff,
            case.get_state_display(),
            case.owner.name_for_staff if case.owner else "",
            due_in_words(case),
            _moment(case.resolved_at),
            case.result,
            case.satisfaction or "",
            case.external_number,
        ]


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


@login_required
def capture(request: Visit, community_id: int) -> HttpResponse:
    """Write down what somebody says, while they say it."""
    here = queries.communities_handled_by(request.user).select_related("parent")
    community = get_object_or_404(here, pk=community_id)
    groups = {one.pk: one for one in chat_groups_of(community)}
    origin = things.find(request.user, request.GET.get("from", "")[:80])
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CaptureForm(
        *posted,
        kinds=queries.kind_choices(community),
        spots=(buildings_of(community), places_of(community)),
        groups=[(one.pk, one.name) for one in groups.values()],
        initial={"title": origin.title[:60], "source": _source_of(origin.type)} if origin else {},
    )
    given: list[Any] = []

    def keep(told: dict[str, Any]) -> None:
        told["chat_group"] = groups.get(told["chat_group"])
        told["origin"] = (origin.type, origin.id) if origin else None
        given.append(actions.capture_case(actor=request.user, community=community, **told))

    if accepted(form, keep):
        return done(request, reverse("cases:captured", args=[given[0].pk]))
    context = {"community": community, "form": form, "origin": origin}
    return page(request, "cases/capture.html", context)


def _source_of(kind: str) -> str:
    return SOURCES.get(kind, "walk_in")


SOURCES = {
    "ideas.idea": "idea",
    "meetings.meeting": "meeting",
    "topics.opinion": "meeting",
    "listening.gridlog": "grid_log",
    "listening.interview": "visit",
    "listening.letteranswer": "paper",
    "listening.letterreturn": "paper",
}
"""Where a case comes from that is begun for another thing."""


@login_required
def mailbox(request: Visit) -> HttpResponse:
    """Show the letters to the secretary and the director."""
    communities = _communities(request)
    listed = BoundedPaginator(queries.letters_to(request.user), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "communities": communities,
        "listed": listed,
        "rows": rows_of(listed.object_list),
    }
    return page(request, "cases/mailbox.html", context)


@login_required
def figures(request: Visit, unit_id: int) -> HttpResponse:
    """Show an office above the communities how cases fare there, and what was put before it."""
    unit = get_object_or_404(queries.units_with_figures_for(request.user), pk=unit_id)
    since = timezone.now() - A_YEAR
    context = {
        "office": unit,
        "figures": queries.figures_of(unit, since),
        "problems": queries.chronic_problems(unit),
        "units": queries.response_times(unit, since),
        "communities": queries.communities_fared(unit, since),
        "raised": queries.escalations_before(request.user)[:PER_PAGE],
        "absent": queries.absent_units(request.user)[:PER_PAGE],
    }
    return page(request, "cases/figures.html", context)


@login_required
def kinds(request: Visit, subdistrict_id: int) -> HttpResponse:
    """Show how a street sorts its cases, and how long each may take."""
    subdistrict = get_object_or_404(queries.kinds_kept_by(request.user), pk=subdistrict_id)
    known = list(queries.kinds_of(subdistrict))
    if request.method == "POST" and "begin" in request.POST:
        actions.begin_kinds(actor=request.user, subdistrict=subdistrict)
        return done(request, request.path)
    form = KindForm(request.POST if request.method == "POST" else None)

    def save(given: dict[str, Any]) -> None:
        actions.save_kind(actor=request.user, subdistrict=subdistrict, **given)

    if accepted(form, save):
        success(request, _("记下了。已经来的诉求，期限不变。"))
        return done(request, request.path)
    context = {"subdistrict": subdistrict, "kinds": known, "form": form}
    return page(request, "cases/kinds.html", context)


@login_required
def kind(request: Visit, subdistrict_id: int, kind_id: int) -> HttpResponse:
    """Change one kind of case."""
    subdistrict = get_object_or_404(queries.kinds_kept_by(request.user), pk=subdistrict_id)
    found = get_object_or_404(queries.kinds_of(subdistrict), pk=kind_id)
    names = ("label", "number", "unit", "recheck_days", "asks_cause", "is_by_law", "is_retired")
    form = KindForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in names},
    )

    def save(given: dict[str, Any]) -> None:
        actions.save_kind(actor=request.user, subdistrict=subdistrict, kind=found, **given)

    if accepted(form, save):
        success(request, _("改好了。已经来的诉求，期限不变。"))
        return done(request, reverse("cases:kinds", args=[subdistrict.pk]))
    return page(
        request, "cases/kind.html", {"subdistrict": subdistrict, "kind": found, "form": form}
    )
