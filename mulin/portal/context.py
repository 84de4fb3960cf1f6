"""What every page's bars lead to.  The portal sees all rooms, so it draws the map."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mulin.commons.notices.queries import unread_count
from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role, is_staff
from mulin.commons.places.queries import homes_of
from mulin.commons.places.roles import OFFICE, STAFF
from mulin.programmes.queries import offices_of

from . import ways
from .standing import mark_where_one_is
from .workbench import places_of

Link = dict[str, Any]
A_FEW = 4


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the tab bar, the staff's side bar and the name of the place."""
    viewer: Person = getattr(request, "user", None)  # type: ignore[assignment]
    if viewer is None:  # a page drawn before anybody could be known, such as an error
        return {"navigation": {}}
    return {"navigation": _bars(request, viewer)}


def _bars(request: HttpRequest, viewer: Person) -> dict[str, Any]:
    here = request.path
    bars: dict[str, Any] = {
        "tabs": _tabs(here),
        "desk": [],
        "tour": settings.DEMO and here != reverse("portal:home"),
    }
    if not viewer.is_authenticated:
        return bars
    homes = homes_of(viewer)
    bars["place"] = homes[0].name if homes else ""
    bars["inbox"] = reverse("notices:messages")
    bars["unread"] = unread_count(viewer)
    if is_staff(viewer):
        bars["desk"] = _desk(request, viewer)
        bars["me"] = _link(viewer.name_for_staff, "user", reverse("people:me"))
    return bars


def _tabs(here: str) -> list[Link]:
    tabs = [
        _link(_("家园"), "house", reverse("portal:home")),
        _link(_("点子"), "lightbulb", reverse("ideas:wall")),
        _link(_("提案"), "vote", reverse("portal:selections")),
        _link(_("我的"), "user", reverse("people:me")),
    ]
    for tab in tabs:
        tab["current"] = here == tab["url"] if tab["url"] == "/" else here.startswith(tab["url"])
    return tabs


def _desk(request: HttpRequest, viewer: Person) -> list[Link]:
    links = [
        _link(_("工作台"), "inbox", reverse("portal:desk")),
        _link(_("我要做的事"), "clipboard-check", reverse("tasks:mine")),
    ]
    links += [_link(*way) for way in ways.desks(viewer)]
    if offices_of(viewer):
        links.append(_link(_("计划"), "route", reverse("programmes:desk")))
        links.append(_link(_("公示和通知"), "megaphone", reverse("notices:desk")))
        links.append(_link(_("参与式预算"), "vote", reverse("budgets:desk")))
        links.append(_link(_("业主共同决定"), "scale", reverse("owners:desk")))
    sections: list[Link] = []
    for unit in places_of(viewer)[:A_FEW]:
        sections += [
            {
                "title": _("%(place)s：日常") % {"place": unit.name},
                "links": [_link(*way) for way in ways.daily_work(unit, viewer)],
            },
            {
                "title": _("%(place)s：底册") % {"place": unit.name},
                "links": _lists(unit, viewer),
            },
        ]
    sections = [section for section in sections if section["links"]]
    mark_where_one_is(links + [one for section in sections for one in section["links"]], request)
    return links + _folded(sections)


def _folded(sections: list[Link]) -> list[Link]:
    """Return the sections, with only one of them open where there are several."""
    if len(sections) < 2:
        return sections
    current = (s for s in sections if any(link["current"] for link in s["links"]))
    shown = next(current, sections[0])
    return [section | {"folds": True, "is_open": section is shown} for section in sections]


def _lists(unit: AdminUnit, viewer: Person) -> list[Link]:
    """Return the lists about a unit that this member of staff may read."""
    below = _("小区和楼栋") if unit.is_community else _("社区和户数")
    lists = {"places:tree": (below, "building", STAFF)}
    if unit.is_community:
        lists["places:grids"] = (pgettext("several", "网格"), "grid-3x3", STAFF)
        lists["places:spaces"] = (pgettext("several", "公共空间"), "trees", STAFF)
        lists["places:roll"] = (_("户册"), "table-2", OFFICE)
    lists["places:members"] = (_("人员和身份"), "id-card", OFFICE)
    lists["electorates:electorates"] = (_("名册"), "list-checks", OFFICE)
    lists["organisations:registers"] = (_("机构和小组"), "building-2", OFFICE)
    links = [
        _link(label, icon, reverse(name, args=[unit.pk]))
        for name, (label, icon, roles) in lists.items()
        if has_role(viewer, unit, roles)
    ]
    page = "portal:community" if unit.is_community else "portal:around"
    public = reverse(page, args=[unit.pk])
    # Its address begins those of the lists, so only the page itself is this one.
    return [*links, _link(_("公开的页面"), "eye", public) | {"alone": True}]


def _link(label: str, icon: str, url: str) -> Link:
    return {"label": label, "icon": icon, "url": url, "current": "", "alone": False}
