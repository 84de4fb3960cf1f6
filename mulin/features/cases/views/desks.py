from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.audit import things
from mulin.commons.notices.sharing import address
from mulin.commons.organisations.queries import chat_groups_of
from mulin.commons.people.requests import Visit
from mulin.commons.places.queries import buildings_of
from mulin.commons.siteplans.permissions import can_keep_plans
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.paging import BoundedPaginator
from mulin.web.pictures import qr
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..cards import rows_of
from ..forms import CaptureForm, CaseFilters, KindForm

PER_PAGE, CODES_PER_PAGE, A_FEW = 20, 24, 4
MOST_IN_A_FILE = 5000


@login_required
def desk(request: Visit) -> HttpResponse:
    """List the cases where one works, with what waits for oneself above them."""
    communities = _communities(request)
    filters = _filters(request, communities)
    cases = queries.filtered(queries.cases_here(request.user), request.user, filters.asked)
    listed = BoundedPaginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "communities": communities,
        "filters": filters,
        "listed": listed,
        "rows": rows_of(listed.object_list),
        "offers": queries.offers_to(request.user),
        "rechecks": queries.rechecks_due(request.user)[:PER_PAGE],
        "query": request.GET.urlencode(),
        "planned": [one for one in communities[:A_FEW] if can_keep_plans(request.user, one)],
        "sorted_by": queries.kinds_kept_by(request.user)[:A_FEW],
    }
    return page(request, "cases/desk.html", context)


def _communities(request: Visit) -> list[Any]:
    found = list(queries.communities_handled_by(request.user).select_related("parent"))
    if not found:
        raise Http404
    return found


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
            _due(case),
            _moment(case.resolved_at),
            case.result,
            case.satisfaction or "",
            case.external_number,
        ]


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _due(case: Any) -> str:
    return _moment(case.due_at) if case.is_due_at_an_hour else f"{case.due_on:%Y-%m-%d}"


@login_required
def capture(request: Visit, community_id: int) -> HttpResponse:
    """Write down what somebody says, while they say it."""
    here = queries.communities_handled_by(request.user).select_related("parent")
    community = get_object_or_404(here, pk=community_id)
    buildings = {one.pk: one for one in buildings_of(community)}
    groups = {one.pk: one for one in chat_groups_of(community)}
    origin = things.find(request.user, request.GET.get("from", "")[:80])
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CaptureForm(
        *posted,
        kinds=queries.kind_choices(community),
        buildings=[(one.pk, one.full_name) for one in buildings.values()],
        groups=[(one.pk, one.name) for one in groups.values()],
        initial={"title": origin.title[:60], "source": _source_of(origin.type)} if origin else {},
    )
    given: list[Any] = []

    def keep(told: dict[str, Any]) -> None:
        told["building"] = buildings.get(told["building"])
        told["chat_group"] = groups.get(told["chat_group"])
        told["origin"] = (origin.type, origin.id) if origin else None
        given.append(actions.capture_case(actor=request.user, community=community, **told))

    if accepted(form, keep):
        return done(request, reverse("cases:captured", args=[given[0].pk]))
    context = {"community": community, "form": form, "origin": origin}
    return page(request, "cases/capture.html", context)


def _source_of(kind: str) -> str:
    return {"ideas.idea": "idea", "meetings.meeting": "meeting"}.get(kind, "walk_in")


@login_required
def captured(request: Visit, case_id: int) -> HttpResponse:
    """Give the words to paste back into the group, and the receipt for who said it."""
    case = get_object_or_404(queries.case_shown(queries.cases_handled_by(request.user)), pk=case_id)
    here = address(request, reverse("cases:receipt", args=[case.code]))
    said = {
        "title": case.title,
        "who": case.owner.name_for_staff if case.owner else case.community.name,
        "due": _due(case),
    }
    reply = _("收到：%(title)s。已经记下，%(who)s一直办到底，%(due)s前给答复。") % said
    context = {"case": case, "reply": reply, "here": here, "code": qr(here, _("回执的二维码"))}
    return page(request, "cases/captured.html", context)


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
def codes(request: Visit, community_id: int) -> HttpResponse:
    """Draw the codes to stick on buildings: whoever scans one reports with the place filled in."""
    here = queries.communities_handled_by(request.user)
    community = get_object_or_404(here, pk=community_id)
    report = reverse("cases:report", args=[community.pk])
    buildings = BoundedPaginator(buildings_of(community), CODES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    cards = [
        {"name": one.full_name, "code": _code(request, f"{report}?building={one.pk}", str(one))}
        for one in buildings.object_list
    ]
    cards.insert(0, {"name": community.name, "code": _code(request, report, community.name)})
    context = {"community": community, "cards": cards, "listed": buildings}
    return page(request, "cases/codes.html", context)


def _code(request: Visit, path: str, name: str) -> Any:
    return qr(address(request, path), _("在%(place)s报事的二维码") % {"place": name})


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
