"""
Where everybody reads of a compound or a building: a page this floor does not draw.

Who sees all rooms, the portal, hands in its address; the office's own pages lead there.
"""

from collections.abc import Callable

from .models import Building, Compound

Spot = Compound | Building

_pages: dict[type[Spot], Callable[[Spot], str]] = {}


def register(kind: type[Spot], address: Callable[[Spot], str]) -> None:
    """Let the office's pages of compounds or buildings lead to their public page."""
    _pages[kind] = address


def page_of(spot: Spot) -> str:
    """Return the address of the public page; nothing where nobody draws one."""
    address = _pages.get(type(spot))
    return address(spot) if address else ""
