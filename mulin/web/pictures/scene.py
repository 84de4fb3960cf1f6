"""万家灯火: the yard at dusk, where each window is a household and lit means it took part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mulin.web.pictures.figures import banyan, people
from mulin.web.pictures.houses import House

WIDTH, HEIGHT, BASE = 390, 196, 150
HALVES = ((4.0, 172.0), (226.0, 388.0))
"""Where houses may stand, left and right of the tree."""

MOST_HOUSES = 8
MOST_WINDOWS = 240
GAP = 8.0


@dataclass(frozen=True)
class Block:
    """One building's homes, and how many of them took part."""

    homes: int
    lit: int


def scene(blocks: Sequence[Block], *, seed: int = 1, css: str = "scene__pic") -> SafeString:
    """Draw the yard.  Many homes share a window, so that the share of light stays true."""
    homes, lit = sum(block.homes for block in blocks), sum(block.lit for block in blocks)
    sentence = _("院子的傍晚：%(homes)s 户人家，亮着的窗是参与过的 %(lit)s 户。") % {
        "homes": homes,
        "lit": lit,
    }
    per_window = max(1, ceil(homes / MOST_WINDOWS))
    houses = [
        _house(block, per_window, seed + place)
        for place, block in enumerate(_few(blocks))
        if block.homes
    ]
    middle = ceil(len(houses) / 2)
    halves = (houses[:middle], houses[middle:])
    scale = min(_fit(row, *half) for row, half in zip(halves, HALVES, strict=True))
    rows = "".join(_row(row, *half, scale) for row, half in zip(halves, HALVES, strict=True) if row)
    return mark_safe(  # noqa: S308 (our own drawing; the sentence is escaped)
        f'<svg class="{css}" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMax meet" '
        f'role="img" aria-label="{escape(sentence)}">{_hills()}{rows}{_ground()}'
        f"{banyan(199, BASE + 8, 1.16)}{people()}</svg>"
    )


def homes_per_window(homes: int) -> int:
    """Say how many homes one window stands for in a scene of so many."""
    return max(1, ceil(homes / MOST_WINDOWS))


def _few(blocks: Sequence[Block]) -> Iterable[Block]:
    """Join neighbouring buildings until the yard has room for them."""
    step = max(1, ceil(len(blocks) / MOST_HOUSES))
    for start in range(0, len(blocks), step):
        group = blocks[start : start + step]
        yield Block(sum(block.homes for block in group), sum(block.lit for block in group))


def _house(block: Block, per_window: int, seed: int) -> House:
    windows = ceil(block.homes / per_window)
    lit = round(windows * block.lit / block.homes)
    if 0 < block.lit < block.homes:
        lit = min(max(lit, 1), max(windows - 1, 1))
    return House(windows, lit, seed)


def _fit(houses: list[House], left: float, right: float) -> float:
    """Return how much houses must shrink to stand in a half of the yard."""
    room = right - left - GAP * (len(houses) - 1)
    return min(1.0, room / (sum(house.width for house in houses) or 1))


def _row(houses: list[House], left: float, right: float, scale: float) -> str:
    """Spread houses evenly over a half of the yard."""
    gap = (right - left - scale * sum(house.width for house in houses)) / len(houses)
    x, drawn = left + gap / 2, []
    for place, house in enumerate(houses):
        tone, base = ("facade-2", BASE - 4) if place % 2 else ("facade", BASE)
        drawn.append(house.draw(x, base, tone, scale))
        x += house.width * scale + gap
    return "".join(drawn)


def _hills() -> str:
    return (
        '<path d="M-70 150c34-26 72-38 122-44 40-5 54-22 98-20s62 18 104 10 64-20 104-12 62 34 104 '
        "66zM-900 150c120-34 240-52 380-46s240 20 460 46zM440 150c140-40 260-56 400-48s260 30 "
        '400 48z" style="fill:var(--facade-2)" opacity=".28"/>'
    )


def _ground() -> str:
    top = BASE - 3
    return (
        f'<path d="M-2000 {top}h4400v{HEIGHT}h-4400z" style="fill:var(--ground)"/>'
        f'<path d="M-2000 {top}h4400v5h-4400z" style="fill:var(--facade)" opacity=".3"/>'
    )
