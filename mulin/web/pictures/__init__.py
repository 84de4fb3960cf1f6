"""Drawings and charts, made on the server as small SVG.  The same input draws the same picture."""

from mulin.web.pictures.charts import Line, funnel, line_chart, sparkline
from mulin.web.pictures.codes import qr
from mulin.web.pictures.facade import facade_windows
from mulin.web.pictures.scene import Block, scene
from mulin.web.pictures.small import SMALL, small

__all__ = [
    "SMALL",
    "Block",
    "Line",
    "facade_windows",
    "funnel",
    "line_chart",
    "qr",
    "scene",
    "small",
    "sparkline",
]
