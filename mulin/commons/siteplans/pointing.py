"""
Point at a spot of a plan, without a script and without anybody's map.

`<input type="image" name="spot-7" width="640">` sends `spot-7.x` and `spot-7.y`: how many pixels
from the upper left corner of the plan, drawn 640 pixels wide, somebody tapped.
"""

from collections.abc import Mapping

from .models import WHOLE, SitePlan, Spot

WIDTH = 640
"""How wide every plan is drawn, whatever the screen: it is moved under the finger instead."""


def height_of(plan: SitePlan) -> int:
    """Return how high a plan is drawn."""
    return max(round(plan.picture.height * WIDTH / plan.picture.width), 1)


def pointed_at(plan: SitePlan, given: Mapping[str, str]) -> Spot | None:
    """Return where a form says somebody tapped; a key instead of a finger sends 0, 0: nowhere."""
    x = _pixels(given.get(f"spot-{plan.pk}.x", ""), WIDTH)
    y = _pixels(given.get(f"spot-{plan.pk}.y", ""), height_of(plan))
    if x is None or y is None or (x, y) == (0, 0):
        return None
    return Spot(x * WHOLE // WIDTH, y * WHOLE // height_of(plan))


def _pixels(said: str, most: int) -> int | None:
    is_number = said.isascii() and said.isdigit() and len(said) < 6
    return int(said) if is_number and int(said) <= most else None
