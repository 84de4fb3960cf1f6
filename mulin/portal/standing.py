"""Which entry of the side bar one is in: the page itself, or the room it belongs to."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import resolve

Link = dict[str, Any]
ENTERED_BY = {
    "consents": "programmes",
    "contests": "programmes",
    "designs": "topics",
    "evidence": "programmes",
    "ideas": "programmes",
    "proposals": "programmes",
    "siteplans": "topics",
}
"""Rooms without an entry of their own, and the room one comes to them by."""

ONLY_ITSELF = {"people", "portal"}
"""Rooms that are no one place: a page of theirs lies below no other."""

UNITS = ("unit_id", "community_id", "subdistrict_id")
"""How addresses call a unit."""

NOT_BEGUN_BY = {"/", "/desk/", "/tasks/"}
"""Addresses that begin those of other entries."""


def mark_where_one_is(links: list[Link], request: HttpRequest) -> None:
    """Mark the entry of this page, or of the room this page is in; at most one."""
    entry = _of_this_page(links, request.path) or _of_this_room(links, request)
    if entry:
        entry["current"] = "page" if request.path == entry["url"] else "true"


def _of_this_page(links: list[Link], here: str) -> Link | None:
    begun = [
        link
        for link in links
        if here == link["url"]
        or (here.startswith(link["url"]) and not link["alone"] and link["url"] not in NOT_BEGUN_BY)
    ]
    return max(begun, key=lambda link: len(link["url"]), default=None)


def _of_this_room(links: list[Link], request: HttpRequest) -> Link | None:
    match = request.resolver_match
    if match is None or match.app_name in ONLY_ITSELF:
        return None
    room = ENTERED_BY.get(match.app_name, match.app_name)
    doors = [(link, _door(link["url"])) for link in links]
    doors = [(link, door) for link, door in doors if door.room == room]
    place = _place(match.kwargs)
    if place:
        doors = [(link, door) for link, door in doors if door.place in (place, None)]
    module = match.func.__module__
    doors = [(link, door) for link, door in doors if door.module == module] or doors
    if len({door.place for _link, door in doors} - {None}) > 1:
        return None  # one in each of several places, and nothing says which
    return doors[0][0] if doors else None


@dataclass(frozen=True)
class Door:
    """Where an entry leads."""

    room: str
    module: str
    place: int | None


@lru_cache(maxsize=4096)
def _door(url: str) -> Door:
    match = resolve(url)
    return Door(match.app_name, match.func.__module__, _place(match.kwargs))


def _place(kwargs: dict[str, Any]) -> int | None:
    """Return the unit an address names."""
    return next((kwargs[name] for name in UNITS if name in kwargs), None)
