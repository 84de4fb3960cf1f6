"""Templates of surveys: questions to begin with, each a YAML file."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent
KITS: dict[str, Promise] = {
    "bus_line": _("公交线路：站点、时间、票价"),
    "renewal": _("改造需求：先改什么"),
    "satisfaction": _("满意度：做得怎么样"),
}


@cache
def kit(name: str) -> dict[str, Any]:
    """Return a template: what it says, and its questions."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
