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


SMALL = {"empty": _empty, "shut": _shut, "done": _done}


def small(name: str) -> SafeString:
    """Draw one of the small pictures."""
    return mark_safe(  # noqa: S308 (our own drawing, no input)
        f'<svg viewBox="0 0 168 104" aria-hidden="true">{SMALL[name]()}</svg>'
    )
