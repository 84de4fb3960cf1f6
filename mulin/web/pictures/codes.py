"""QR codes as inline SVG."""

from collections.abc import Iterable

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr(text: str, label: str) -> SafeString:
    """Draw a QR code that a phone reads from paper or screen; the label says where it leads."""
    code = segno.make(text, error="m", micro=False)
    lines = []
    for y, row in enumerate(code.matrix_iter(border=2)):
        x = 0
        for dark, run in _runs(row):
            lines.append(f"M{x} {y}h{run}v1h-{run}z" if dark else "")
            x += run
    width, height = code.symbol_size(border=2)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'shape-rendering="crispEdges"><path d="{}"/></svg>',
        width,
        height,
        label,
        mark_safe("".join(lines)),  # noqa: S308 (numbers only)
    )


def _runs(row: Iterable[int]) -> list[tuple[bool, int]]:
    """Join equal neighbours of one row, so that the drawing stays small."""
    runs: list[tuple[bool, int]] = []
    for module in row:
        dark = bool(module)
        if runs and runs[-1][0] == dark:
            runs[-1] = (dark, runs[-1][1] + 1)
        else:
            runs.append((dark, 1))
    return runs
