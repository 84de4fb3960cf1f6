"""Small drawings for places where there is nothing yet, or nothing more."""

from django.utils.safestring import SafeString, mark_safe

from mulin.web.pictures.houses import House

GROUND = '<path d="M0 96h168" style="stroke:var(--line-strong)" stroke-width="2"/>'


def _empty() -> str:
    """Two houses in the evening; one window is lit already."""
    dark, first = House(30, 0, 3), House(36, 1, 4)
    return dark.draw(22, 96, "facade") + first.draw(96, 96, "facade-2") + GROUND


def _shut() -> str:
    """A house with its gate shut and a lamp beside it."""
    return (
        House(24, 5, 7).draw(58, 96, "facade")
        + '<path d="M8 96V62h6v34zM42 96V62h6v34zM14 66h28v4H14zM14 82h28v4H14zM20 66h3v30h-3zM27 '
        '66h3v30h-3zM34 66h3v30h-3z" style="fill:var(--facade-2)"/>'
        '<path d="M130 96V48h3v48z" style="fill:var(--line-strong)"/>'
        '<path d="M124 48l3-10h9l3 10z" class="lit"/>' + GROUND
    )


def _done() -> str:
    """Two houses with every window lit."""
    return (
        House(30, 30, 3).draw(22, 96, "facade") + House(36, 36, 4).draw(96, 96, "facade-2") + GROUND
    )


def _purses() -> str:
    """Two houses with the same coin above each."""
    return (
        '<g style="fill:var(--facade)">'
        '<path d="M8 70V36l16-14 16 14v34zM52 70V36l16-14 16 14v34z"/>'
        "</g>"
        '<rect x="17" y="44" width="14" height="16" rx="2" style="fill:var(--lamp)"/>'
        '<rect x="61" y="44" width="14" height="16" rx="2" style="fill:var(--lamp)"/>'
        '<g style="fill:var(--lamp);stroke:var(--card)" stroke-width="2">'
        '<circle cx="24" cy="13" r="9"/>'
        '<circle cx="68" cy="13" r="9"/>'
        "</g>"
    )


def _together() -> str:
    """Four coins that carry one table."""
    return (
        '<g style="fill:var(--lamp);stroke:var(--card)" stroke-width="2">'
        '<circle cx="16" cy="14" r="9"/>'
        '<circle cx="36" cy="10" r="9"/>'
        '<circle cx="56" cy="10" r="9"/>'
        '<circle cx="76" cy="14" r="9"/>'
        "</g>"
        '<path d="M16 26 40 42M36 22l6 18M56 22l-6 18M76 26 52 42" '
        'style="fill:none;stroke:var(--line-strong)" stroke-width="2" stroke-dasharray="3 '
        '3"/>'
        '<path d="M18 52l28-14 28 14v4H18z" style="fill:var(--zhu)"/>'
        '<path d="M24 56h6v16h-6zM62 56h6v16h-6z" style="fill:var(--viz-6)"/>'
    )


def _left_over() -> str:
    """A purse of which a part is used."""
    return (
        '<rect x="8" y="20" width="76" height="34" rx="8" style="fill:var(--sunken)"/>'
        '<path d="M16 20h22v34H16a8 8 0 0 1-8-8V28a8 8 0 0 1 8-8z" style="fill:var(--lamp)"/>'
    )


YARD, STEP = "0 0 168 104", "0 0 92 76"
SMALL = {
    "empty": (YARD, _empty),
    "shut": (YARD, _shut),
    "done": (YARD, _done),
    "purses": (STEP, _purses),
    "together": (STEP, _together),
    "left_over": (STEP, _left_over),
}
"""Each picture's frame, and who draws it."""


def small(name: str) -> SafeString:
    """Draw one of the small pictures."""
    frame, draw = SMALL[name]
    return mark_safe(  # noqa: S308 (our own drawing, no input)
        f'<svg viewBox="{frame}" aria-hidden="true">{draw()}</svg>'
    )
