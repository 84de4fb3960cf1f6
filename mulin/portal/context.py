"""What every page's bars lead to.  The portal sees all rooms, so it draws the map."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.people.models import Person
from mulin.commons.places.permissions import is_staff
from mulin.commons.places.queries import homes_of

Link = dict[str, Any]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the tab bar, the staff's side bar and the name of the place."""
    viewer: Person = getattr(request, "user", None)  # type: ignore[assignment]
    if viewer is None:  # a page drawn before anybody could be known, such as an error
        return {"navigation": {}}
    return {"navigation": _bars(request, viewer)}


def _bars(request: HttpRequest, viewer: Person) -> dict[str, Any]:
    here = request.path
    bars: dict[str, Any] = {"tabs": _tabs(here, viewer), "desk": []}
    if not viewer.is_authenticated:
        return bars
    homes = homes_of(viewer)
    bars["place"] = homes[0].name if homes else ""
    if is_staff(viewer):
        bars["desk"] = _desk(here, viewer)
        bars["me"] = _link(viewer.name_for_staff, "user", reverse("people:me"), here)
    return bars


def _tabs(here: str, viewer: Person) -> list[Link]:
    return [
        _link(_("家园"), "house", reverse("portal:home"), here),
        _link(_("我的"), "user", reverse("people:me"), here),
    ]


def _desk(here: str, viewer: Person) -> list[Link]:
    return [_link(_("工作台"), "inbox", reverse("portal:desk"), here)]


def _link(label: str, icon: str, url: str, here: str, count: int = 0) -> Link:
    current = here == url if url in ("/", "/desk/") else here.startswith(url)
    return {"label": label, "icon": icon, "url": url, "current": current, "count": count}
