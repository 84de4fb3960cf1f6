"""Charts as SVG shapes.  Words and numbers stand beside them as text, so they never stretch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Line:
    """One line of a chart; `colour` is the name of a token such as viz-1."""

    name: str
    values: Sequence[float]
    colour: str = "brand"


def sparkline(values: Sequence[float], sentence: str, *, colour: str = "brand") -> SafeString:
    """Draw how one figure went, without axes; the sentence says what it shows."""
    points = _points(
        values, width=84, height=26, low=min(values, default=0), high=max(values, default=0)
    )
    last = points[-1] if points else (84.0, 26.0)
    return format_html(
        '<svg class="spark" viewBox="0 0 84 26" role="img" aria-label="{}"><polyline fill="none" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        'style="stroke:var(--{})" points="{}"/><circle cx="{}" cy="{}" r="3.5" '
        'style="fill:var(--{})"/></svg>',
        sentence,
        colour,
        _written(points),
        f"{last[0]:.1f}",
        f"{last[1]:.1f}",
        colour,
    )


def line_chart(lines: Sequence[Line], sentence: str, *, high: float | None = None) -> SafeString:
    """Draw lines on one common scale that starts at zero."""
    top = high or max((value for line in lines for value in line.values), default=1) or 1
    drawn = format_html_join(
        "",
        '<polyline points="{}" style="stroke:var(--{})"/>',
        (
            (_written(_points(line.values, width=600, height=160, low=0, high=top)), line.colour)
            for line in lines
        ),
    )
    return format_html(
        '<svg class="lines" viewBox="0 0 600 160" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}{}</svg>',
        sentence,
        mark_safe('<path class="lines__grid" d="M0 0h600M0 80h600M0 160h600"/>'),
        drawn,
    )


FUNNEL_COLOURS = ("seq-3", "seq-4", "seq-5", "lamp")


def funnel(stages: Sequence[dict[str, Any]], sentence: str) -> SafeString:
    """Draw how much of each stage is left; the height is the count, all on one scale."""
    counts = [float(stage["count"]) for stage in stages]
    most, slot = max(counts, default=0) or 1, 1000 / max(len(counts), 1)
    heights = [max(100 * count / most, 1.5 if count else 0) for count in counts]
    shapes = []
    for place, height in enumerate(heights):
        left, right = place * slot, place * slot + slot * 0.78
        shapes.append((FUNNEL_COLOURS[place % 4], _band(left, right, height, height)))
        if place + 1 < len(heights):
            shapes.append(("seq-2", _band(right, left + slot, height, heights[place + 1])))
    return format_html(
        '<svg class="funnel__pic" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        sentence,
        format_html_join("", '<path style="fill:var(--{})" d="{}"/>', shapes),
    )


def _band(left: float, right: float, before: float, after: float) -> str:
    """Return a band around the middle that swings from one height to the next."""
    middle = (left + right) / 2
    top, bottom = 50 - before / 2, 50 + before / 2
    end_top, end_bottom = 50 - after / 2, 50 + after / 2
    return (
        f"M{left:.0f} {top:.1f}C{middle:.0f} {top:.1f} {middle:.0f} {end_top:.1f} "
        f"{right:.0f} {end_top:.1f}V{end_bottom:.1f}C{middle:.0f} {end_bottom:.1f} "
        f"{middle:.0f} {bottom:.1f} {left:.0f} {bottom:.1f}z"
    )


Point = tuple[float, float]


def _points(
    values: Sequence[float], *, width: float, height: float, low: float, high: float
) -> list[Point]:
    span = (high - low) or 1
    step = width / max(len(values) - 1, 1)
    return [(at * step, height - (value - low) / span * height) for at, value in enumerate(values)]


def _written(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
