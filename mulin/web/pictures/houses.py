"""Houses whose windows are households: lit when the household took part."""

from dataclasses import dataclass
from math import ceil
from random import Random

WINDOW_WIDTH, WINDOW_HEIGHT = 7.4, 9.6


@dataclass(frozen=True)
class House:
    """One walk-up block as it is drawn; `lit` of its windows are on."""

    windows: int
    lit: int
    seed: int

    @property
    def columns(self) -> int:
        """Six windows wide at most floors, narrower when there are few, wider when very many."""
        if self.windows <= 4:
            return max(self.windows, 2)
        return max(3, min(6, ceil(self.windows / 4)), ceil(self.windows / 7))

    @property
    def floors(self) -> int:
        return max(2, ceil(self.windows / self.columns))

    @property
    def width(self) -> float:
        return self.columns * WINDOW_WIDTH + 6

    @property
    def height(self) -> float:
        return self.floors * WINDOW_HEIGHT + 8

    def draw(self, x: float, base: float, tone: str, scale: float = 1) -> str:
        """Draw the house with its lower left corner at (x, base)."""
        move = f"translate({x:.1f} {base:.1f})" + (f" scale({scale:.3f})" if scale != 1 else "")
        return f'<g transform="{move}">{self._wall(tone)}{self._windows()}</g>'

    def _wall(self, tone: str) -> str:
        w, h = self.width, self.height
        roof = (
            f"M{w * 0.62:.1f}{-h - 2.5:.1f}v-4q0-1.5 1.5-1.5h6q1.5 0 1.5 1.5v4z"
            if self.seed % 2
            else f"M7.3{-h - 2:.1f}v-5h-3v-1.4h3v-3h1.4v3h3v1.4h-3v5z"
        )
        return (
            f'<path style="fill:var(--{tone})" d="M0 0v{-h:.1f}h{w:.1f}v{h:.1f}z'
            f'M-2 {-h - 2.5:.1f}h{w + 4:.1f}v4h{-w - 4:.1f}z{roof}"/>'
        )

    def _windows(self) -> str:
        order = list(range(self.windows))
        Random(self.seed).shuffle(order)  # noqa: S311 (a picture, not a secret)
        on = set(order[: self.lit])
        dark = f"M{self.width / 2 - 2.5:.1f} 0v-6h5v6z" + "".join(
            self._pane(i) for i in range(self.windows) if i not in on
        )
        light = "".join(self._pane(i) for i in sorted(on))
        return f'<path class="unlit" d="{dark}"/>' + (
            f'<path class="lit" d="{light}"/>' if light else ""
        )

    def _pane(self, index: int) -> str:
        x = 3.8 + index % self.columns * WINDOW_WIDTH
        y = -self.height + 5 + index // self.columns * WINDOW_HEIGHT
        return f"M{x:.1f}{y:.1f}h4.8v6h-4.8z"
