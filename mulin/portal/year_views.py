"""A programme's years, for everybody to compare and to take along."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.programmes.permissions import can_start_programme
from mulin.programmes.queries import programmes
from mulin.web.pages import page
from mulin.web.sheets import sheet_response

from . import years as figures

PER_PAGE = 20


def years(request: Visit, programme_id: int) -> HttpResponse:
    """Show a programme year by year, and one year closely."""
    programme = get_object_or_404(programmes(), pk=programme_id)
    told = figures.years_of(programme)
    year = _chosen(told, request.GET.get("year", ""))
    steps = figures.steps_of(year) if year else []
    promises = figures.promises_of(steps)
    context = {
        "programme": programme,
        "years": told,
        "newest_first": told[::-1],
        "year": year,
        "stages": _stages(year) if year else [],
        "links": figures.links_of(year, steps) if year else None,
        "promises": Paginator(promises, PER_PAGE).get_page(request.GET.get("page")),
        "how_many": figures.how_many(promises),
        "mixed": [one for one in told[::-1] if one.slices],
        "may_tell": can_start_programme(request.user, programme.host),
        "share": share(
            request, request.path, text=_("看看“%(title)s”这几年") % {"title": programme}
        ),
    }
    return page(request, "portal/years.html", context)


def years_xlsx(request: Visit, programme_id: int) -> HttpResponse:
    """Give out the years as an Excel file: the years, and what was selected by category."""
    programme = get_object_or_404(programmes(), pk=programme_id)
    told = figures.years_of(programme)
    title = _("%(title)s历年数字") % {"title": programme}
    columns = [_("年"), _("季"), _("社区"), _("金点子"), _("提案"), _("入选")]
    columns += [_("入选占提案"), _("当年重点"), _("回头看"), _("来源")]
    rows = [
        [
            one.year,
            one.name,
            one.communities,
            one.ideas_in_words if one.ideas_are_at_least else one.ideas,
            one.proposals,
            one.selected,
            one.selected_ratio,
            one.policy_note,
            one.retrospective,
            one.source,
        ]
        for one in told
    ]
    mix = [[one.year, one.name, s.name, s.count, s.ratio] for one in told for s in one.slices]
    kinds = (_("入选的类别"), [_("年"), _("季"), _("类别"), _("入选"), _("占比")], mix)
    return sheet_response(title, columns, rows, kinds)


def years_json(request: Visit, programme_id: int) -> HttpResponse:
    """Give out the years as open data."""
    programme = get_object_or_404(programmes(), pk=programme_id)
    content = {
        "programme": str(programme),
        "host": programme.host.name,
        "years": [_open_data(one) for one in figures.years_of(programme)],
    }
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="programme-{programme.pk}-years.json"'
    return response


def _open_data(one: figures.Year) -> dict[str, Any]:
    names = ("year", "name", "communities", "ideas", "ideas_are_at_least", "proposals", "selected")
    data = {name: getattr(one, name) for name in names}
    return data | {
        "selected_by_category": {s.name: s.count for s in one.slices},
        "policy_note": one.policy_note,
        "retrospective": one.retrospective,
        "source": one.source,
    }


def _chosen(told: list[figures.Year], key: str) -> figures.Year | None:
    asked = next((one for one in told if one.key == key), None)
    known = [one for one in told if one.is_known]
    return asked or next(iter(known[::-1] or told[::-1]), None)


def _stages(year: figures.Year) -> list[dict[str, Any]]:
    stages = [
        {
            "label": _("金点子"),
            "count": year.ideas,
            "note": _("至少") if year.ideas_are_at_least else "",
        },
        {"label": _("提案"), "count": year.proposals, "note": year.proposals_ratio},
        {"label": _("入选"), "count": year.selected, "note": year.selected_ratio},
    ]
    return [stage for stage in stages if stage["count"] is not None]
